import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { TokenwrightError } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import { readModelFile, writeModelFile } from "./model-file.js";
import { runXmile } from "./run-xmile.js";
import { toXmile } from "./to-xmile.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "testing");
const read = (name: string) => importXmile(readFileSync(join(folder, name)), name);

/** The findings about a text that is no model file. */
function findings(text: string): readonly string[] {
  try {
    readModelFile(text, "model.json");
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    expect(error.code).toBe("xmile/model-file");
    return error.diagnostics.map(({ message }) => message);
  }
  return [];
}

test.each(["everything.xmile", "modules.xmile", "arrays.xmile"])(
  "%s as a model file runs to the same bits, and so does its XMILE",
  (name) => {
    const imported = read(name);
    const text = writeModelFile(imported, name);
    const stored = readModelFile(text, "model.json");
    expect(stored).toMatchObject({ schema: 1, importedFrom: name, unsupported: imported.unsupported });
    const direct = runXmile(imported);
    expect(direct.columns.length).toBeGreaterThan(3);
    expect(runXmile(stored)).toEqual(direct);
    const exported = toXmile(stored.model, stored.simulation);
    expect(exported.unsupported).toEqual([]);
    const again = importXmile(exported.text, "again.xmile");
    expect(runXmile(again)).toEqual(direct);
    expect(writeModelFile({ ...again, unsupported: imported.unsupported }, name)).toBe(text);
  },
);

test("a model file is readable: keys in the order of the language, empty parts left out", () => {
  const { model } = JSON.parse(writeModelFile(read("arrays.xmile"), "arrays.xmile"));
  const order = ["title", "dimensions", "integrate", "clock", "unitCheck", "parameters", "stocks", "flows"];
  const keys = Object.keys(model);
  expect(order.filter((key) => keys.includes(key))).toEqual(keys.filter((key) => order.includes(key)));
  expect(Object.values(model)).not.toContainEqual({});
});

test("what is no model file is refused with what was found", () => {
  const good = JSON.parse(writeModelFile(read("modules.xmile"), "modules.xmile"));
  const changed = (change: (file: typeof good) => void) => {
    const copy = structuredClone(good);
    change(copy);
    return findings(JSON.stringify(copy));
  };
  expect(findings("{")).toMatchObject([expect.stringMatching(/^The file is not JSON/)]);
  expect(findings("[]")).toMatchObject([expect.stringMatching(/^The file: .*expected object/)]);
  expect(changed((file) => (file.schema = 2))).toMatchObject([expect.stringMatching(/^schema: /)]);
  expect(changed((file) => (file.simulation.step = "0"))).toEqual(["simulation.step: is not above zero."]);
  expect(changed((file) => (file.simulation.stop = "soon"))).toEqual(["simulation.stop: is not a number."]);
  expect(changed((file) => (file.model.stoks = {}))).toMatchObject([expect.stringMatching(/stoks/)]);
  expect(changed((file) => (file.model.auxiliaries = { constructor: { unit: "1", equation: "1" } }))).toHaveLength(1);
  const polluted = JSON.stringify(good).replace('"stocks":{', '"stocks":{"__proto__":{"initial":"1"},');
  // The key is passed over; nothing of it reaches the model.
  const { stocks = {} } = readModelFile(polluted, "model.json").model;
  expect(polluted).not.toBe(JSON.stringify(good));
  expect(Object.keys(stocks)).toEqual(Object.keys(good.model.stocks));
  expect(Object.getPrototypeOf(stocks)).toBe(Object.prototype);
  expect(findings(`[${"[".repeat(20_000)}`)).toHaveLength(1);
});

test("no JSON makes the reader fail otherwise than with findings", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findings(text).length).toBeGreaterThan(0);
    }),
    { seed: 1, numRuns: 300 },
  );
});
