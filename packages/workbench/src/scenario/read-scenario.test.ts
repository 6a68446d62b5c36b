import { readFileSync } from "node:fs";
import { formatDiagnostic, run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";

const example = readFileSync(new URL("../../../../examples/cardano/scenario.yaml", import.meta.url), "utf8");

/** The smallest scenario that runs, with room for more. */
const small = (more = "", parameters = "  rate: 5 %/year\n") =>
  `tokenwright: 1\ntitle: Small\nstep: 1 day\nhorizon: 1 year\nassets: { TKN: { decimals: 6 } }\nparameters:\n${parameters}` +
  `stocks:\n  supply: { initial: 1_000 TKN }\nflows:\n  issue: { to: supply, equation: rate * supply }\n${more}`;

function read(text: string, overrides: readonly string[] = []) {
  return readScenario(text, { file: "s.yaml", overrides });
}

function findings(text: string, overrides: readonly string[] = []) {
  try {
    buildScenario(read(text, overrides));
    return [];
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
}

const codes = (text: string, overrides: readonly string[] = []) =>
  findings(text, overrides).map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);

/** Code and the text that is underlined. */
const pointed = (text: string) =>
  findings(text).map(({ code, place }) => {
    const start = (place?.column ?? 1) - 1;
    return `${code}: ${place?.lineText?.slice(start, start + (place.length ?? 1))}`;
  });

const shown = (text: string, overrides: readonly string[] = []) =>
  findings(text, overrides).map(formatDiagnostic).join("\n");

test("the example reads as written: ten years of 5 days are 730 steps", () => {
  const scenario = read(example);
  expect(scenario).toMatchObject({
    title: "Cardano from 2023 to 2033",
    step: "5 day",
    steps: 730,
    horizon: "10 year",
    start: { epoch: 400, date: "2023-03-16" },
    runs: 2000,
    seed: 42n,
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95],
    paths: 20,
  });
  expect(scenario.outputs[6]).toEqual({ name: "price.price", label: "Price", unit: "USD/ADA", path: "outputs.6" });
  expect(scenario.guardRails[0]).toEqual({
    name: "the treasury keeps 500 million ADA",
    condition: "supply.treasury > {500e6 ADA}",
    share: 0.95,
  });
  const program = buildScenario(scenario);
  expect(program.variables.get("supply.rho")).toMatchObject({
    source: "cardano-ledger-shelley",
    confidence: "protocol",
  });
});

test("every number of the example that is not a recorded amount says where it comes from", () => {
  const { economy } = read(example);
  const own = Object.entries(economy.parameters ?? {});
  const ofModules = Object.values(economy.modules).flatMap((use) => Object.entries(use.parameters ?? {}));
  for (const [name, parameter] of [...own, ...ofModules]) {
    expect(parameter, name).toMatchObject({ source: expect.any(String), confidence: expect.any(String) });
  }
});

test("what the file does not say has defaults: 1000 runs, seed 42, five quantiles, all stocks and own auxiliaries", () => {
  const scenario = read(small("auxiliaries:\n  twice: { unit: TKN, equation: supply + supply }\n"));
  expect(scenario).toMatchObject({ runs: 1000, seed: 42n, quantiles: [0.05, 0.25, 0.5, 0.75, 0.95], paths: 20 });
  expect(scenario.outputs.map((output) => output.name)).toEqual(["supply", "twice"]);
});

const final = (text: string, overrides: readonly string[] = []) => {
  const scenario = read(text, overrides);
  return run(buildScenario(scenario), { steps: scenario.steps, seed: scenario.seed });
};

test("supply after a year at 5 % a year in daily steps is 1000 (1 + 0.05/365)^365", () => {
  // 1.051267496 from the closed form; amounts are kept as doubles in micro-tokens.
  expect(final(small()).final("supply")).toBeCloseTo(1051.267496, 5);
});

test("a value may be an equation of others, with a unit", () => {
  const parameters = "  base: 2 %/year\n  rate: { value: 2.5 * base, unit: '%/year' }\n";
  expect(final(small("", parameters)).final("supply")).toBeCloseTo(1051.267496, 5);
});

const equationOf = (value: string) => {
  const parameter = read(small("", `  rate: ${value}\n`)).economy.parameters?.["rate"];
  return `${parameter?.value} [${parameter?.unit}]`;
};

test("a range stands for its 5 % and 95 % quantiles: lognormal above zero, normal otherwise", () => {
  // ln sqrt(8 * 15) = 2.393745871; ln(15 / 8) / (2 * 1.6448536269514722) = 0.191083465; (12 - -2) / (2 * 1.64485...) = 4.2556
  expect(equationOf("8% to 15%")).toMatch(/^lognormal\(2\.39374587\d+, 0\.191083\d+\) \* \{1 %\} \[%\]$/);
  expect(equationOf("-2 to 12 %/year")).toMatch(/^normal\(5, 4\.2556\d+\) \* \{1 %\/year\} \[%\/year\]$/);
  expect(equationOf("1 to 2 USD/TKN")).toMatch(/^lognormal\(.*\) \* \{1 USD\/TKN\} \[USD\/TKN\]$/);
  expect(equationOf("10 % to 0.2")).toMatch(/^lognormal\(-1\.95\d+, [^{]*\) \[1\]$/);
});

test("distributions by name become draws", () => {
  expect(equationOf("{ normal: { mean: 3 %/year, sd: 1 %/year } }")).toBe("normal({3 %/year}, {1 %/year}) [%/year]");
  expect(equationOf("{ uniform: { low: 1 %/year, high: 2 %/year } }")).toBe("uniform({1 %/year}, {2 %/year}) [%/year]");
  expect(equationOf("{ triangular: { low: 1 %/year, mode: 1.5 %/year, high: 2 %/year } }")).toBe(
    "triangular({1 %/year}, {1.5 %/year}, {2 %/year}) [%/year]",
  );
  expect(equationOf("{ exponential: { mean: 3 %/year } }")).toBe("exponential({3 %/year}) [%/year]");
  expect(equationOf("{ lognormal: { median: 3 %/year, sigma: 0.5 } }")).toBe("lognormal(0, 0.5) * {3 %/year} [%/year]");
  expect(equationOf("{ beta: { a: 2, b: 5 } }")).toBe("beta(2, 5) [%]");
});

test("nine futures in ten of an uncertain rate lie in its range", () => {
  const scenario = read(small("", "  rate: 2 %/year to 8 %/year\n"));
  const program = buildScenario(scenario);
  let inside = 0;
  for (let index = 0; index < 2000; index++) {
    const rate = run(program, { steps: 0, run: index, record: ["rate"] }).final("rate");
    if (rate > 2 && rate < 8) inside++;
  }
  // 1800 expected, standard deviation sqrt(2000 * 0.9 * 0.1) = 13.4.
  expect(Math.abs(inside - 1800)).toBeLessThan(4 * 13.4);
});

test("a network's module takes new values and keeps the rest; a changed number loses its source, an equal one keeps it", () => {
  const scenario = read(
    "tokenwright: 1\ntitle: N\nnetwork: cardano\nhorizon: 73 epoch\nmodules:\n  supply:\n    parameters: { rho: 0.2 %/epoch, tau: 20 % }\nparameters: { stakedShare: 50 % }\n",
  );
  expect(scenario.steps).toBe(73);
  const program = buildScenario(scenario);
  expect(program.variables.get("supply.rho")).toMatchObject({ source: "Set in s.yaml.", confidence: "assumption" });
  expect(program.variables.get("supply.tau")).toMatchObject({
    source: "cardano-ledger-shelley",
    confidence: "protocol",
  });
  expect(program.variables.get("stakedShare")).toMatchObject({ source: "Set in s.yaml.", confidence: "assumption" });
  expect(program.variables.get("feesMedian")).toMatchObject({ confidence: "measured" });
});

test("a module takes a named set of values of its model, and the file's own go before it", () => {
  const text =
    "tokenwright: 1\ntitle: H\nstep: 1 day\nhorizon: 10 day\nmodules:\n  coin:\n    model: issuance/halving\n    scenario: bitcoin-height-840000\n";
  const result = final(text);
  // 144 blocks a day at 3.125 BTC from the fourth halving on.
  expect(result.final("coin.supply")).toBe(19_687_500 + 10 * 144 * 3.125);
  expect(final(`${text}    stocks: { supply: 0 BTC }\n`).final("coin.supply")).toBe(10 * 144 * 3.125);
});

test("--set changes any key, a module's parameter by its short name, and an own parameter by its name alone", () => {
  const changed = read(example, [
    "ensemble.runs=100",
    "supply.rho=0.2 %/epoch",
    "modules.supply.parameters.tau=10 %",
    "treasurySpending=4 %/year",
    "guardRails.0.share=90 %",
    "ensemble.quantiles=[10 %, 90 %]",
    "horizon=73 epoch",
    "start.date=2024-01-01",
  ]);
  expect(changed).toMatchObject({ runs: 100, steps: 73, quantiles: [0.1, 0.9], start: { date: "2024-01-01" } });
  expect(changed.guardRails[0]?.share).toBe(0.9);
  const program = buildScenario(changed);
  expect(program.variables.get("supply.rho")).toMatchObject({
    equation: "0.2 %/epoch",
    source: "Set on the command line: --set supply.rho=0.2 %/epoch",
    confidence: "assumption",
  });
  expect(program.variables.get("treasurySpending")).toMatchObject({
    equation: "4 %/year",
    meaning: expect.stringContaining("governance"),
  });
  expect(changed.text).toBe(example);
});

test("a fault in --set is shown in the change itself", () => {
  expect(shown(example, ["ensemble.rnus=100"])).toMatchInlineSnapshot(`
    "--set:1:10: error: An ensemble has no key "rnus".
      1 | ensemble.rnus=100
        |          ^^^^
      at: ensemble.rnus
      expected: one of runs, seed, quantiles, paths
      try: did you mean "runs"?
      (scenario/unknown-key)"
  `);
  expect(shown(example, ["suply.rho=0.2 %/epoch"])).toMatchInlineSnapshot(`
    "--set:1:1: error: There is no key "suply".
      1 | suply.rho=0.2 %/epoch
        | ^^^^^
      expected: one of supply, pools, price, expectedBlocks, blocksMean, blocksSpread, feesMedian, feesSpread, stakedShare, forfeitedShare, unclaimedRefunds, treasurySpending, tokenwright, title, about, network, start, step, horizon, assets, units, dimensions, lookups, integrate, modules, parameters, data, inputs, stocks, states
      try: did you mean "supply"?
      (scenario/unknown-key)"
  `);
  expect(shown(example, ["supply.rho=0.2 ADA"])).toMatchInlineSnapshot(`
    "--set:1:12: error: "supply.rho" is in %/epoch, and this value is in ADA.
      1 | supply.rho=0.2 ADA
        |            ^^^^^^^
      at: modules.supply.parameters.rho.value
      expected: a value in %/epoch
      try: give it the unit %/epoch
      (unit/mismatch)"
  `);
  expect(codes(example, ["ensemble.runs"])).toEqual(["scenario/override 1:1"]);
  expect(codes(example, ["=5"])).toEqual(["scenario/override 1:1"]);
  expect(codes(example, ["a..b=5"])).toEqual(["scenario/override 1:3"]);
  expect(codes(example, ["parameters.__proto__=5"])).toEqual(["scenario/override 1:12"]);
  expect(codes(example, ["outputs.99=inflation"])).toEqual(["scenario/unknown-key 1:9"]);
  expect(codes(example, ["ensemble.quantiles=[5 %"])).toEqual(["yaml/unclosed 1:20"]);
});

test.each([
  [small().replace("title", "titel"), ["scenario/missing-key: tokenwright: 1", "scenario/unknown-key: titel"]],
  [small("ensemble: { runs: 0 }\n"), ["scenario/count: 0"]],
  [small("ensemble: { runs: 2,000 }\n"), ["scenario/unknown-key: 000"]],
  [small("ensemble: { seed: -1 }\n"), ["scenario/seed: -1"]],
  [small("ensemble: { quantiles: [5 %, 5.0 %] }\n"), ["scenario/duplicate: 5.0 %"]],
  [small("ensemble: { quantiles: [0 %, 50 %, 100 %] }\n"), ["scenario/share: 0 %", "scenario/share: 100 %"]],
  [small("start: { date: 2023-02-29 }\n"), ["scenario/date: 2023-02-29"]],
  [small("guardRails:\n  - { name: a, condition: supply > 5, share: 105 % }\n"), ["scenario/share: 105 %"]],
  [small().replace("1 year", "10 hour"), ["scenario/horizon: 10 hour"]],
  [small().replace("1 year", "5 TKN"), ["scenario/horizon: 5 TKN"]],
  [small().replace("1 year", "-1 year"), ["scenario/horizon: -1 year"]],
  [small().replace("1 year", "1e30 year"), ["scenario/horizon: 1e30 year"]],
  [small().replace("step: 1 day\n", ""), ["scenario/no-step: tokenwright: 1"]],
  [small("", "  rate: 5 %/yaer\n"), ["unit/unknown: yaer"]],
  [small("", "  rate: 1,000 %/year\n"), ["unit/number: 1,000"]],
  [small("", "  rate: 15% to 8%\n"), ["scenario/quantiles: 8%"]],
  [small("", "  rate: 15 %/year to 8 TKN\n"), ["unit/mismatch: 15 %/year"]],
  [small("", "  rate: { uniform: { low: 2 %/year, high: 1 %/year } }\n"), ["scenario/distribution: 1 %/year"]],
  [
    small("", "  rate: { triangular: { low: 1 %/year, mode: 5 %/year, high: 2 %/year } }\n"),
    ["scenario/distribution: 5 %/year"],
  ],
  [small("", "  rate: { lognormal: { p5: 2 %/year } }\n"), ["scenario/distribution: { p5: 2 %/year }"]],
  [small("", "  rate: { normal: { mean: 2 %/year, sd: -1 %/year } }\n"), ["scenario/distribution: -1 %/year"]],
  [small("", "  rate: { value: 1 %/year, beta: { a: 1, b: 1 } }\n"), ["scenario/conflict: beta"]],
  [small("", "  rate: { meaning: nothing }\n"), ["scenario/missing-key: rate"]],
  [small("network: cardanno\n"), ["scenario/unknown-network: cardanno"]],
  [small("modules:\n  m: { model: issuance/halvng }\n"), ["scenario/unknown-model: issuance/halvng"]],
  [small("modules:\n  m: { model: issuance/halving, scenario: bitcoin }\n"), ["scenario/unknown-values: bitcoin"]],
  [
    small("modules:\n  m: { model: issuance/halving, parameters: { interva: 5 block } }\n"),
    ["scenario/unknown-name: interva"],
  ],
  [small("modules:\n  m: { parameters: { interval: 5 block } }\n"), ["scenario/missing-key: m"]],
  [small("modules:\n  p: { model: market/equation-of-exchange, assets: { token: TKN } }\n"), ["scenario/unwired: p"]],
  [
    small("modules:\n  p: { model: market/equation-of-exchange, assets: { token: TKM } }\n"),
    ["scenario/unknown-asset: TKM"],
  ],
  [small().replace("1_000 TKN", "-1 TKN"), ["scenario/negative-stock: -1 TKN"]],
  [small().replace("1_000 TKN", "0.1234567 TKN"), ["unit/too-fine: 0.1234567 TKN"]],
  [
    small("modules:\n  m: { model: issuance/halving, stocks: { supply: -5 BTC } }\n"),
    ["scenario/negative-stock: -5 BTC"],
  ],
  [small("outputs: [suply]\n"), ["scenario/unknown-name: suply"]],
  [small("outputs: [{ name: supply, unit: kWh }]\n"), ["unit/mismatch: kWh"]],
  [small("guardRails:\n  - { name: a, condition: supply > 5 }\n"), ["unit/mismatch: supply > 5"]],
  [small("guardRails:\n  - { name: a, condition: supply }\n"), ["unit/condition: supply"]],
  [small("checks:\n  ok: { equation: suply >= 0 }\n"), ["equation/unknown-name: suply"]],
  [
    small(
      "replay: { epoch: e, columns: { a: TKN }, initial: { supply: b }, compare: { s: { variable: supply, recorded: a } } }\n",
    ),
    ["equation/unknown-name: b"],
  ],
  [
    small(
      "replay: { epoch: e, columns: { a: kWh }, initial: { supply: a }, compare: { s: { variable: suply, recorded: a } } }\n",
    ),
    ["scenario/unknown-name: suply"],
  ],
])("%# is refused at its place", (text, expected) => {
  expect(pointed(text)).toEqual(expected);
});

test("faults of form and of meaning in different sections are found together, in the order of the file", () => {
  const text = small("ensemble: { runs: 0, seeed: 1 }\n").replace("1 year", "10 hour");
  expect(pointed(text)).toEqual(["scenario/horizon: 10 hour", "scenario/count: 0", "scenario/unknown-key: seeed"]);
});

test("a fault in an equation is shown to the character, also where YAML folds the text", () => {
  const equations = [
    ">-\n      supply +\n      suply * 2",
    "|\n      supply +\n      suply * 2",
    "supply +\n      suply * 2",
    '"supply + suply"',
  ];
  for (const equation of equations) {
    expect(pointed(small(`auxiliaries:\n  a:\n    unit: TKN\n    equation: ${equation}\n`)), equation).toEqual([
      "equation/unknown-name: suply",
    ]);
  }
});

test("a path of the model leads to the first character of its text in the file", () => {
  const { locate } = read(example);
  const textAt = (path: string) => {
    const place = locate(path);
    return place?.lineText?.slice(place.column! - 1).slice(0, 24);
  };
  expect(textAt("modules.supply.inputs.fees")).toBe("fees");
  expect(textAt("modules.supply.parameters.rho")).toBe("0.3 %/epoch, source: car");
  expect(textAt("modules.supply.stocks.reserve")).toBe("9_408_537_858.242252 ADA");
  expect(textAt("parameters.blocksMean.value")).toBe("20_989");
  expect(textAt("auxiliaries.inflation.unit")).toBe('%/year"');
  expect(textAt("auxiliaries.inflation.equation")).toBe("(supply.toStakers + supp");
  expect(textAt("conditions.the reserve lasts")).toBe("supply.reserve > {1e9 AD");
  expect(textAt("replay.compare.pot.continueWith.supply.expansion")).toBe("(total_rewards_pot - epo");
  expect(textAt("outputs.6.unit")).toBe("USD/ADA }");
  expect(textAt("step")).toBe("5 day");
  // Inside a model of the library: where the file names the model.
  expect(textAt("modules.supply.model.flows.expansion.equation")).toBe("issuance/reserve-expansi");
  expect(locate("nothing.here")).toBeUndefined();
});

test("errors read well", () => {
  expect(shown(small().replace("1 year", "10.001 year"))).toMatchInlineSnapshot(`
    "s.yaml:4:10: error: The horizon 10.001 year is not a whole number of steps of 1 day.
      4 | horizon: 10.001 year
        |          ^^^^^^^^^^^
      at: horizon
      expected: a whole number of steps of 1 day
      try: the nearest: 10 year (3650 steps) or 3651 epoch
      (scenario/horizon)"
  `);
  expect(shown(small("ensemble: { run: 100 }\n"))).toMatchInlineSnapshot(`
    "s.yaml:12:13: error: An ensemble has no key "run".
      12 | ensemble: { run: 100 }
         |             ^^^
      at: ensemble.run
      expected: one of runs, seed, quantiles, paths
      try: did you mean "runs"?
      (scenario/unknown-key)"
  `);
  expect(shown(small("", "  rate: 1,000 %/year\n"))).toMatchInlineSnapshot(`
    "s.yaml:7:9: error: The number "1,000" has commas.
      7 |   rate: 1,000 %/year
        |         ^^^^^
      at: parameters.rate
      expected: a number such as 0.3, 45e9, 13_888_022.5 or 1/3, then a unit
      try: write "1_000", or "1.000" for a decimal point
      (unit/number)"
  `);
  expect(shown(small("", "  rate: { value: 1,000 %/year }\n"))).toMatchInlineSnapshot(`
    "s.yaml:7:20: error: A comma inside a number begins a new key, "000 %/year".
      7 |   rate: { value: 1,000 %/year }
        |                    ^^^^^^^^^^
      at: parameters.rate.000 %/year
      expected: a number without commas
      try: write thousands with underscores, 1_000_000
      (scenario/unknown-key)"
  `);
  expect(shown(small("", "  rate: 5 %\n"))).toMatchInlineSnapshot(`
    "s.yaml:11:34: error: "issue" is in TKN/epoch, that is TKN/second, but its equation gives TKN.
      11 |   issue: { to: supply, equation: rate * supply }
         |                                  ^^^^^^^^^^^^^
      at: flows.issue.equation
      expected: an equation in TKN/epoch
      try: the left side is per time and the right is not: divide the right by a time such as \`epoch\`
      (unit/mismatch)
    s.yaml:7:9: warning: "rate" is in %; with %/year all units fit.
      7 |   rate: 5 %
        |         ^^^
      at: parameters.rate.value
      try: if the slip is here, write %/year
      (unit/suspect)"
  `);
  expect(
    shown(small("modules:\n  p: { model: market/equation-of-exchange, assets: { token: TKN } }\n")),
  ).toMatchInlineSnapshot(`
    "s.yaml:13:3: error: Nothing is wired to the input "p.circulating": tokens that circulate.
      13 |   p: { model: market/equation-of-exchange, assets: { token: TKN } }
         |   ^
      at: modules.p.inputs.circulating
      expected: an equation in TKN, or data
      try: add to modules.p.inputs: { circulating: … }
      (scenario/unwired)"
  `);
  expect(shown(example.replace("fees: epoch_fees", "fees: epoch_fee"))).toMatchInlineSnapshot(`
    "s.yaml:224:18: error: "epoch_fee" is not a name of this model.
      224 |     supply.fees: epoch_fee / {1 epoch}
          |                  ^^^^^^^^^
      at: replay.inputs.supply.fees
      expected: a parameter, input, stock, state, flow or auxiliary
      try: did you mean "epoch_fees"?
      (equation/unknown-name)"
  `);
  expect(shown(example.replace("tau: { value: 20 %", "tau: { value: 120 %"))).toMatchInlineSnapshot(`
    "s.yaml:25:21: error: "supply.tau" is 120 %.
      25 |       tau: { value: 120 %, source: cardano-ledger-shelley, confidence: protocol }
         |                     ^^^^^
      at: modules.supply.parameters.tau.value
      expected: a value from 0 % to 100 %
      try: a share is at most 100 %
      (scenario/outside-range)"
  `);
  expect(shown(example.replace("113_837 ADA/epoch", "113_837 USD/epoch"))).toMatchInlineSnapshot(`
    "s.yaml:138:15: error: "fees" is in ADA/epoch, that is ADA/second, but its equation gives USD/second.
      138 |     equation: feesMedian * exp(feesSpread * normal(0, 1))
          |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      at: auxiliaries.fees.equation
      expected: an equation in ADA/epoch
      try: multiply or divide by something in ADA/USD
      (unit/mismatch)
    s.yaml:101:12: warning: "feesMedian" is in USD/epoch; with ADA/epoch all units fit.
      101 |     value: 113_837 USD/epoch
          |            ^^^^^^^^^^^^^^^^^
      at: parameters.feesMedian.value
      try: if the slip is here, write ADA/epoch
      (unit/suspect)"
  `);
});

test("--set reaches what a module's model has where the file is silent, and single elements", () => {
  const { text } = read(example);
  const cost = read(text, ["pools.cost=350 ADA/epoch"]).economy.modules["pools"]!;
  expect(JSON.stringify(cost)).toContain("350 ADA/epoch");
  expect(codes(text, ["pools.cots=350 ADA/epoch"])).toEqual(["scenario/unknown-key 1:7"]);
  const grid = "tokenwright: 1\ntitle: G\nstep: 1 year\nhorizon: 2 year\nmodules: { grid: { model: carbon/grid } }\n";
  const share = (overrides: readonly string[]) =>
    buildScenario(read(grid, overrides)).variables.get("grid.contracted[deu]")!.equation;
  expect(share([])).toBe("0 %");
  expect(share(["grid.contracted[deu]=50 %"])).toBe("50 %");
  expect(codes(grid, ["grid.contracted[nowhere]=50 %"])).toHaveLength(1);
  expect(codes(grid, ["grid.contractd[deu]=50 %"])).toEqual(["scenario/unknown-key 1:6"]);
});

test("without outputs of its own a scenario reports its stocks element by element, or else its auxiliaries", () => {
  const of = (model: string, scenario: string) =>
    read(
      `tokenwright: 1\ntitle: T\nstep: 1 day\nhorizon: 2 day\nmodules: { own: { model: ${model}, scenario: ${scenario} } }\n`,
    ).outputs.map(({ name }) => name);
  expect(of("distribution/sectors", "six-sectors").some((name) => /^own\.locked\[[a-z]+\]$/.test(name))).toBe(true);
  expect(of("market/geometric-brownian-motion", "as-volatile-as-bitcoin")).toContain("own.price");
});
