import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import {
  cashBetween,
  lastTick,
  liquidityOf,
  one,
  rootAfterCash,
  rootAfterTokens,
  rootAtTick,
  type SwapStep,
  squareRoot,
  swapStep,
  tickAtRoot,
  tokensBetween,
} from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const ether = 10n ** 18n;

/** The root of a / b times 2^96, rounded down. */
const rootOf = (a: bigint, b: bigint) => squareRoot((a << 192n) / b);

/** One step of the model in which tokens or money are offered, as the step of the rule would give it. */
function modelStep(root: bigint, target: bigint, liquidity: bigint, offered: bigint, fee: bigint): SwapStep {
  const sale = target <= root;
  const applied = applyScenario(model, {
    parameters: {
      startRoot: `${root}`,
      // The other end of the range lies far enough to hold what goes out.
      lowerRoot: sale ? `${target}` : "1",
      upperRoot: sale ? `${1n << 160n}` : `${target}`,
      liquidity: `${liquidity}`,
    },
    inputs: { [sale ? "sell" : "buy"]: sale ? "traderToken / epoch" : "traderCash / epoch" },
  });
  const [name, asset] = sale ? ["traderToken", "token"] : ["traderCash", "USD"];
  const result = runExactly(withStocks(applied, { [name]: offered }, asset, 18), {
    step: "1 day",
    parameters: { fee: rational(fee, 10_000n) },
  });
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
  const whole = (name: string) => {
    const value = result.exact(name)[0]!;
    expect(value.d).toBe(1n);
    return value.n;
  };
  return {
    root: whole("rootAfterPurchase"),
    in: whole(sale ? "saleAmount" : "purchaseAmount"),
    out: toBaseUnits(result.exact(sale ? "proceeds" : "bought")[0]!, 18),
    fee: whole(sale ? "saleFee" : "purchaseFee"),
  };
}

test.each(reference.rows)("$case: the step of a swap is that of the contract's tests", (row) => {
  const [root, target, liquidity, remaining, fee] = ["root", "target", "liquidity", "remaining", "fee"].map((name) =>
    BigInt(row[name]!),
  );
  const got = swapStep(root!, target!, liquidity!, remaining!, fee!);
  expect([got.in, got.out, got.fee]).toEqual([row["in"], row["out"], row["fee_paid"]].map((text) => BigInt(text!)));
  if (row["root_after"] !== "") expect(got.root).toBe(BigInt(row["root_after"]!));
  if (remaining! > 0n) expect(modelStep(root!, target!, liquidity!, remaining!, fee!)).toEqual(got);
});

test("the model trades as the rule does, to the base unit, whatever is offered to whatever range", () => {
  const cases = fc.record({
    tick: fc.integer({ min: -200_000, max: 200_000 }),
    width: fc.integer({ min: 1, max: 100_000 }),
    sale: fc.boolean(),
    liquidity: fc.bigInt({ min: 1n, max: 10n ** 27n }),
    offered: fc.bigInt({ min: 0n, max: 10n ** 30n }),
    fee: fc.bigInt({ min: 0n, max: 100_000n }),
  });
  fc.assert(
    fc.property(cases, ({ tick, width, sale, liquidity, offered, fee }) => {
      const [root, target] = [rootAtTick(tick), rootAtTick(sale ? tick - width : tick + width)];
      expect(modelStep(root, target, liquidity, offered, fee)).toEqual(swapStep(root, target, liquidity, offered, fee));
    }),
    { seed: 96, numRuns: 200 },
  );
});

test("no way back gains, and no swap step takes more than is offered", () => {
  const cases = fc.record({
    tick: fc.integer({ min: -200_000, max: 200_000 }),
    sale: fc.boolean(),
    liquidity: fc.bigInt({ min: 10n ** 6n, max: 10n ** 27n }),
    offered: fc.bigInt({ min: 1n, max: 10n ** 30n }),
    fee: fc.bigInt({ min: 1n, max: 100_000n }),
  });
  fc.assert(
    fc.property(cases, ({ tick, sale, liquidity, offered, fee }) => {
      const root = rootAtTick(tick);
      const ends = [rootAtTick(tick - 10_000), rootAtTick(tick + 10_000)] as const;
      const there = swapStep(root, sale ? ends[0] : ends[1], liquidity, offered, fee);
      const back = swapStep(there.root, sale ? ends[1] : ends[0], liquidity, there.out, fee);
      return there.in + there.fee <= offered && back.out <= there.in + there.fee;
    }),
    { seed: 97, numRuns: 5000 },
  );
});

test.each([
  [-887_272, 4295128739n],
  [-887_271, 4295343490n],
  [-500_000, 1101692437043807371n],
  [-50_000, 6504256538020985011912221507n],
  [-1000, 75364347830767020784054125655n],
  [-250, 78244023372248365697264290337n],
  [-50, 79030349367926598376800521322n],
  [0, one],
  [50, 79426470787362580746886972461n],
  [100, 79625275426524748796330556128n],
  [250, 80224679980005306637834519095n],
  [500, 81233731461783161732293370115n],
  [2500, 89776708723587163891445672585n],
  [150_000, 143194173941309278083010301478497n],
  [887_271, 1461373636630004318706518188784493106690254656249n],
  [887_272, 1461446703485210103287273052203988822378723970342n],
])("tick %i has the root %i of the contract's tests, and the root has the tick", (tick, root) => {
  expect(rootAtTick(tick)).toBe(root);
  expect(tickAtRoot(root)).toBe(tick);
  if (tick > -lastTick) expect(tickAtRoot(root - 1n)).toBe(tick - 1);
});

test("prices after an amount, and amounts between prices, are those of the contract's tests", () => {
  // SqrtPriceMath.spec.ts
  expect(rootAfterCash(one, ether, ether / 10n)).toBe(87150978765690771352898345369n);
  expect(rootAfterTokens(one, ether, ether / 10n)).toBe(72025602285694852357767227579n);
  expect(rootAfterTokens(one, ether, -ether / 10n)).toBe(88031291682515930659493278152n);
  expect(rootAfterCash(one, ether, -ether / 10n)).toBe(71305346262837903834189555302n);
  expect(rootAfterTokens(one, 10n * ether, 1n << 100n)).toBe(624999999995069620n);
  expect(rootAfterTokens(one, 1n, (1n << 255n) - 1n)).toBe(1n);
  const far = 1025574284609383690408304870162715216695788925244n;
  const near = rootAfterTokens(far, 50015962439936049619261659728067971248n, 406n);
  expect(near).toBe(1025574284609383582644711336373707553698163132913n);
  expect(tokensBetween(far, near, 50015962439936049619261659728067971248n, true)).toBe(406n);
  expect(tokensBetween(one, rootOf(121n, 100n), ether, true)).toBe(90909090909090910n);
  expect(tokensBetween(one, rootOf(121n, 100n), ether, false)).toBe(90909090909090909n);
  expect(cashBetween(one, rootOf(121n, 100n), ether, true)).toBe(100000000000000000n);
  expect(cashBetween(one, rootOf(121n, 100n), ether, false)).toBe(99999999999999999n);
});

test.each([
  [1n, 1n, 2148n],
  [99n, 100n, 1938n],
  [111n, 100n, 2097n],
])(
  "100 tokens and 200 of money at a price of %i/%i allow a liquidity of %i (LiquidityAmounts.spec.ts)",
  (a, b, liquidity) => {
    expect(liquidityOf(rootOf(a, b), rootOf(100n, 110n), rootOf(110n, 100n), 100n, 200n)).toBe(liquidity);
  },
);

test.each([4n, 5n])("%i of 4 tokens cannot leave, and a tick beyond the last is none", (amount) => {
  expect(() => rootAfterTokens(20282409603651670423947251286016n, 1024n, -amount)).toThrowError(/pool\/liquidity/);
  expect(rootAfterCash(20282409603651670423947251286016n, 1024n, -262144n)).toBe(0n);
  expect(() => rootAfterCash(20282409603651670423947251286016n, 1024n, -262145n)).toThrowError(/pool\/liquidity/);
  expect(() => rootAtTick(lastTick + 1)).toThrowError(/pool\/tick/);
});

test("the position's stocks hold what the formula of the price says, and its fees are owed but for the last base units", () => {
  const { step, steps, ...scenario } = scenarios["half-to-double"]!;
  const applied = applyScenario(model, scenario);
  const result = runExactly(applied, { step: step!, steps });
  const parameter = (name: string) => BigInt(applied.parameters![name]!.value);
  const [lower, upper, liquidity] = [parameter("lowerRoot"), parameter("upperRoot"), parameter("liquidity")];
  for (const day of [0, 1, 50, steps]) {
    const root = result.exact("root")[day]!.n;
    const token = toBaseUnits(result.exact("poolToken")[day]!, 18);
    const cash = toBaseUnits(result.exact("poolCash")[day]!, 18);
    // Every step may leave a base unit of either asset with the pool, never take one.
    const spareToken = token - tokensBetween(root, upper, liquidity, false);
    const spareCash = cash - cashBetween(lower, root, liquidity, false);
    for (const spare of [spareToken, spareCash]) expect(spare >= 0n && spare <= BigInt(2 * day + 2)).toBe(true);
    const fees = toBaseUnits(result.exact("feesToken")[day]!, 18);
    const owed = toBaseUnits(result.exact("owedToken")[day]!, 18);
    expect(fees - owed >= 0n && fees - owed <= BigInt(day + 1)).toBe(true);
  }
  // The range is sold out after about 1.4 of its million: at half the price it holds √2 times as many tokens again.
  expect(result.exact("root")[steps]!.n).toBe(lower);
  expect(result.exact("inRange")[steps]).toEqual(rational(0n));
  expect(toBaseUnits(result.exact("poolCash")[steps]!, 18) < 1000n).toBe(true);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("over the widest range the price moves as in a constant-product pool", () => {
  const { step, steps, ...scenario } = scenarios["wide-range"]!;
  const price = run(build(applyScenario(model, scenario), { step: step! }), { steps }).series("price");
  // (x / (x + sold · (1 − fee)))², for the fee does not enter the pool.
  for (const day of [0, 1, 100, steps]) {
    const factor = 1 + (day * 0.997) / 100;
    expect(price[day]! * factor * factor).toBeCloseTo(1, 9);
  }
});

test("fractions and doubles tell the same story", () => {
  const { step, steps, ...scenario } = scenarios["half-to-double"]!;
  const applied = applyScenario(model, scenario);
  const doubles = run(build(applied, { step: step! }), { steps });
  const exact = runExactly(applied, { step: step!, steps });
  for (const name of ["price", "poolToken", "feesToken", "owedToken", "positionValue"]) {
    const value = exact.exact(name).map((amount) => Number(amount.n) / Number(amount.d));
    for (let day = 2; day <= steps; day++) expect(doubles.series(name)[day]! / value[day]!).toBeCloseTo(1, 9);
  }
});

test("a first price outside the range is refused: one of the stocks would start below zero", () => {
  for (const startRoot of [rational(1n << 99n), rational(1n << 93n)])
    expect(() => runExactly(model, { step: "1 day", parameters: { startRoot } })).toThrowError(/starts below zero/);
});

test("a range from high to low is reported by the check that forbids it", () => {
  const turned = runExactly(model, {
    step: "1 day",
    parameters: { lowerRoot: rational(one), upperRoot: rational(one) },
  });
  expect(turned.report.violations.map(({ check }) => check)).toContain("rangeIsOrdered");
});
