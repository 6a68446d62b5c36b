import { expect, test } from "vitest";
import { readTolerance, type Tolerance, type ToleranceSource } from "./tolerance.js";

/** What the tolerance means for each output, as text: `abs 0.06`, `rel 1e-9`, `exact`, `printed`. */
function meaning(source: ToleranceSource | undefined, outputs: readonly string[]): Record<string, string> | undefined {
  const toleranceOf = readTolerance(source, outputs);
  if (toleranceOf === undefined) return undefined;
  return Object.fromEntries(outputs.map((output) => [output, print(toleranceOf([output]))]));
}

function print(tolerance: Tolerance): string {
  if (tolerance.kind !== "near") return tolerance.kind;
  const { absolute, relative } = tolerance;
  const parts: string[] = [];
  if (absolute !== undefined) parts.push(`abs ${Number(absolute.n) / Number(absolute.d)}`);
  if (relative !== undefined) parts.push(`rel ${Number(relative.n) / Number(relative.d)}`);
  return parts.join(" or ");
}

test.each<[ToleranceSource | undefined, Record<string, string>]>([
  [undefined, { a: "exact" }],
  ["exact", { a: "exact" }],
  ["abs 1e-12", { reward: "abs 1e-12" }],
  ["rel 0.002", { t_co2e: "rel 0.002" }],
  ["rel 1e-9 unless stated", { TWh_per_year: "rel 1e-9" }],
  ["abs 0.2 TWh", { TWh_per_year: "abs 0.2", MtCO2e: "abs 0.2" }],
  ["abs 0.06 on annual_pct", { annual_pct: "abs 0.06", quarter_pct: "printed" }],
  [
    "base reward exact; ETH/yr abs 0.06; apr abs 5e-5",
    { base_reward_per_increment_gwei: "exact", issuance_eth_per_year: "abs 0.06", apr_pct: "abs 0.00005" },
  ],
  ["a rel 1e-12 (depends on the cosine implementation), b exact", { a: "rel 1e-12", b: "exact" }],
  [
    "0.1 percentage point against the published figures, 0.01 against the re-run",
    { profit_yield_pct_published: "abs 0.1", profit_yield_pct_rerun: "abs 0.01" },
  ],
  [
    "abs 1e-9 against the computed value; abs 5e-4 against the published file",
    { T: "abs 1e-9", published: "abs 0.0005" },
  ],
  ["abs 1e-6; 6e-5 against the published file", { x: "abs 0.000001", published: "abs 0.00006" }],
  [
    "modelled gas 0.16 to 0.36 % above actual; fee rel 1e-7; margin rel 1e-9",
    { modelled_l1_gas: "printed", l1_inbox_fee_eth: "rel 1e-7", margin_eth: "rel 1e-9" },
  ],
  ["data; implied supplies abs 1000 BTC", { blocks: "printed", supply_btc: "abs 1000" }],
  ["abs 1e-9 on probabilities", { equilibria: "abs 1e-9" }],
  ["abs 5e-5 (published digits), abs 1e-9 between algorithms", { p: "abs 0.00005" }],
  ["reduction abs 0.001 percentage point", { reduction_pct: "abs 0.001" }],
  ["closed form rel 1e-12; estimators within their own confidence interval", { S: "rel 1e-12" }],
  ["LRE >= 4 required, >= 6 good", { b: "rel 0.0001" }],
  ["computed: exact expectation; simulation: 3 standard errors", { gini: "printed" }],
  ["data", { supply: "printed" }],
  ["lower bound from a Markov decision process cut at 45 blocks", { revenue: "printed" }],
  [{ exact: true }, { a: "exact" }],
  [{ rel: 1e-9 }, { a: "rel 1e-9" }],
  [{ rel: 1e-9, abs: 1e-6 }, { a: "abs 0.000001 or rel 1e-9" }],
  [
    { rel: 1e-4, abs_pg_mw: 0.01 },
    { dcopf_cost: "rel 0.0001", dcopf_pg: "abs 0.01 or rel 0.0001", losses_mw: "abs 0.01 or rel 0.0001" },
  ],
])("reads %j", (source, expected) => {
  const got = meaning(source, Object.keys(expected));
  const asNumbers = (texts: Record<string, string> | undefined): unknown =>
    Object.entries(texts ?? {}).map(([key, text]) => [
      key,
      ...text.split(" ").map((word) => (/\d/.test(word) ? Number(word) : word)),
    ]);
  expect(asNumbers(got)).toEqual(asNumbers(expected));
});

test.each([[{}], [{ relative: 1e-9 }], [{ rel: "1e-9" }], [{ abs: -1 }], [{ abs: Number.NaN }]])(
  "does not understand the object %j",
  (source) => {
    expect(meaning(source, ["a"])).toBeUndefined();
  },
);

test("the tolerance of a nested output is that of the name it stands under", () => {
  const toleranceOf = readTolerance("abs 1; abs 2 against the published file", ["x", "published"]);
  expect(print(toleranceOf?.(["published", "0"]) ?? { kind: "exact" })).toBe("abs 2");
  expect(print(toleranceOf?.(["x", "0"]) ?? { kind: "exact" })).toBe("abs 1");
});
