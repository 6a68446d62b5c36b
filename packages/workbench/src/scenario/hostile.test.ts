import { readFileSync } from "node:fs";
import { TokenwrightError } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";
import { filesNamed } from "./testing/files.js";

const example = readFileSync(new URL("../../../../examples/cardano/scenario.yaml", import.meta.url), "utf8");
const seed = 20230314;

/** The data file of `varied`. */
const market = "# typed in\nepoch,price\n3,1.5\n4,2\n5.0,2.5e0\n500,3\n";

/** True when the text is read; an error that is not a TokenwrightError goes through. */
function isRead(text: string | Uint8Array, overrides: readonly string[] = []): boolean {
  try {
    readScenario(text, { overrides, readDataFile: filesNamed({ "market.csv": market }) });
    return true;
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    for (const { code, message, place } of error.diagnostics) {
      if (code === "" || message === "" || place?.line === undefined)
        throw new Error(`a finding without place: ${JSON.stringify({ code, message, place })}`);
    }
    return false;
  }
}

test("95 000 random byte strings and texts of YAML's own marks end in an error with a place, never in a crash", () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const marks = fc.string({
    unit: fc.constantFrom(
      ..."{}[]:,-?*&!|>'\"%@`#~ \t\n\r\\abc0123._=<%".split(""),
      "a: ",
      "\n  ",
      "- ",
      "__proto__: ",
      "\u0000",
      "\uFEFF",
      "😀",
    ),
    maxLength: 60,
  });
  fc.assert(
    fc.property(bytes, (input) => void isRead(input)),
    { seed, numRuns: 30_000 },
  );
  fc.assert(
    fc.property(marks, (input) => void isRead(input)),
    { seed, numRuns: 65_000 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(12);
});

/** A scenario with something of everything, short enough to be read tens of thousands of times. */
const varied = `tokenwright: 1
title: Varied
about: >
  Some text,
  folded.
step: 1 day
horizon: 30 day
start: { epoch: 4, date: 2024-02-29 }
assets: { TKN: { decimals: 6, baseUnit: utkn } }
units: { user: count }
modules:
  coin: &coin
    model: issuance/halving
    parameters: { interval: 210_000 block }
  price:
    model: market/equation-of-exchange
    assets: { token: TKN }
    parameters: { startPrice: 1 to 2 USD/TKN, drift: { normal: { mean: 3 %/year, sd: 1 %/year }, source: guess } }
    inputs: { circulating: held }
data:
  market: { file: market.csv, time: { epoch: epoch }, columns: { price: USD/TKN }, source: guess }
inputs:
  seen: { from: market.price, between: linear, over: mean }
  kept: { unit: USD/TKN, from: market.price, between: previous, before: first, after: last }
lookups:
  curve: { file: market.csv, x: epoch, y: price, unit: USD/TKN }
parameters:
  rate: { value: 5 %/year, confidence: assumption, range: [0 %/year, 9 %/year] }
stocks: { held: { initial: 1e6 TKN } }
states: { level: { initial: 1, next: "level * 1.01" } }
flows:
  issue:
    to: held
    equation: |
      rate
      * held
checks: { ok: { equation: held >= 0 } }
ensemble: { runs: 10, seed: 0x2A, quantiles: [5 %, 0.5], paths: 2 }
outputs: [held, { name: price.price, unit: USD/TKN }]
guardRails: [{ name: enough, condition: "held > {5 TKN}", share: 95 % }]
replay:
  epoch: day
  columns: { a: utkn }
  initial: { held: a }
  compare: { held: { variable: held, recorded: a } }
  notes: [{ from: 1, to: 2, text: none }]
`;

/** One or two stretches replaced by a few characters, or a few lines taken out. */
const changed = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(5_000), fc.nat(12), fc.string({ maxLength: 4 })), { maxLength: 2 }),
    fc.nat(60),
    fc.nat(3),
  )
  .map(([changes, from, count]) => {
    let text = varied
      .split("\n")
      .filter((_, index) => index < from || index >= from + count)
      .join("\n");
    for (const [at, removed, added] of changes)
      text = text.slice(0, at % text.length) + added + text.slice((at % text.length) + removed);
    return text;
  });

test("4 000 cut and changed scenarios are read or refused with a place, never a crash", () => {
  let read = 0;
  fc.assert(
    fc.property(changed, (text) => {
      if (isRead(text)) read++;
    }),
    { seed, numRuns: 4_000 },
  );
  // Some cuts must leave a valid file, or the test would only ever see the first fault.
  expect(read).toBeGreaterThan(100);
});

test("200 scenarios with one character changed also build or are refused with a place", () => {
  const oneCharacter = fc.tuple(
    fc.nat({ max: example.length - 1 }),
    fc.constantFrom(..."x0 .,:%{}[]()*/-+'\"\n#_A".split("")),
  );
  let built = 0;
  fc.assert(
    fc.property(oneCharacter, ([at, character]) => {
      try {
        buildScenario(readScenario(example.slice(0, at) + character + example.slice(at + 1)));
        built++;
      } catch (error) {
        if (!(error instanceof TokenwrightError)) throw error;
        for (const { place, hint } of error.diagnostics) {
          if (place?.line === undefined || hint === undefined)
            throw new Error(`without place or hint: ${JSON.stringify(error.diagnostics)}`);
        }
      }
    }),
    { seed, numRuns: 200 },
  );
  expect(built).toBeGreaterThan(20);
});

test("1 000 cut and changed data files are read or refused with a place, never a crash", () => {
  const change = fc.tuple(
    fc.nat(100),
    fc.nat(6),
    fc.string({ unit: fc.constantFrom(...'0123456789,.-e\n"# x_'), maxLength: 6 }),
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let text = market;
      for (const [at, removed, added] of changes) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + added + text.slice(start + removed);
      }
      try {
        readScenario(varied, { file: "v.yaml", readDataFile: filesNamed({ "market.csv": text }) });
        read++;
      } catch (error) {
        if (!(error instanceof TokenwrightError)) throw error;
        for (const { place, hint, code } of error.diagnostics) {
          const isPlaced = place?.line !== undefined && (place.file === "market.csv" || place.file === "v.yaml");
          if (!isPlaced || hint === undefined) throw new Error(`${code} without place or hint for ${text}`);
        }
      }
    }),
    { seed, numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test("5 000 random --set changes never crash", () => {
  const keys = fc.constantFrom(
    "ensemble",
    "runs",
    "supply",
    "rho",
    "parameters",
    "modules",
    "outputs",
    "0",
    "value",
    "guardRails",
    "start",
    "replay",
    "compare",
    "title",
    "x",
    "",
    "__proto__",
  );
  const values = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("5", "{", "[a]", "{ value: 5 }", "0.2 %/epoch", "null", "1 to 2", "{ normal: { mean: 1, sd: 2 } }"),
  );
  const small =
    "tokenwright: 1\ntitle: N\nnetwork: cardano\nhorizon: 1 year\nparameters: { x: 5 }\noutputs: [inflation]\n";
  const change = fc
    .tuple(fc.array(keys, { minLength: 1, maxLength: 5 }), values)
    .map(([path, value]) => `${path.join(".")}=${value}`);
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (overrides) => void isRead(small, overrides)),
    { seed, numRuns: 5_000 },
  );
});
