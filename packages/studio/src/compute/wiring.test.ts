import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { columnsOf, fits } from "../screens/wiring-layout.js";
import { Computer } from "./computer.js";
import type { Draft } from "./messages.js";
import { exampleDraft, exampleNames } from "./testing/scenarios.js";

const vesting: Draft = {
  file: "vesting.yaml",
  text: readFileSync(new URL("../../../cli/templates/vesting.yaml", import.meta.url), "utf8"),
  changes: [],
  data: {},
};
const port = (draft: Draft, name: string) =>
  new Computer()
    .wiring(draft)
    .modules.flatMap(({ ports }) => ports)
    .find((one) => one.name === name);

test("an input says what it takes: an equation of the economy, the model's own, or a column", () => {
  expect(port(vesting, "price.circulating")).toMatchObject({
    ...{ label: "circulating", unit: "TKN", text: "circulating", isWired: true, sources: ["circulating"] },
  });
  expect(port(vesting, "price.volume")).toMatchObject({ isWired: false, sources: [] });
  const history = new URL("../../../../examples/cosmos-hub/history.yaml", import.meta.url);
  const recorded = { ...exampleDraft("cosmos-hub"), text: readFileSync(history, "utf8") };
  const ports = new Computer().wiring(recorded).modules.flatMap((module) => module.ports);
  expect(
    ports.filter(({ data }) => data !== undefined).map(({ label, data, sources }) => [label, data, sources]),
  ).toEqual([["bondedShare", "bonding.bonded_share", []]]);
});

test("a wire changes one line of the text, and the scenario takes it; the wrong unit is refused with both named", () => {
  const wire = (from: string) =>
    new Computer().write({ ...vesting, changes: [`modules.price.inputs.circulating="${from}"`] });
  const written = wire("team.released");
  const changed = written.split("\n").filter((line, index) => line !== vesting.text.split("\n")[index]);
  expect(changed).toEqual(["    inputs: { circulating: team.released }"]);
  expect(port({ ...vesting, text: written }, "price.circulating")?.sources).toEqual(["team.released"]);
  expect(() => wire("dilution")).toThrow(/%\/year|1\/second|TKN/);
  // A ring without a stock in it is named.
  expect(() => wire("price.price")).toThrow("model/loop");
  expect(() => wire("nobody.released")).toThrow(/nobody/);
});

test("what fits by its kind is what the engine takes, for every pair of the example", () => {
  const { modules } = new Computer().wiring(vesting);
  const own = modules.flatMap(({ ports }) => ports).find(({ name }) => name === "price.circulating")!;
  const outlets = modules.flatMap((module) => module.outlets).filter(({ name }) => !name.startsWith("price."));
  for (const outlet of outlets) {
    const changes = [`modules.price.inputs.circulating="${outlet.name}"`];
    const isTaken = (() => {
      try {
        new Computer().write({ ...vesting, changes });
        return true;
      } catch {
        return false;
      }
    })();
    expect(isTaken, `${outlet.name}, ${outlet.unit}`).toBe(fits(outlet, own));
  }
}, 60_000);

test("a mechanism is added beside the others, also to a network that names no module", () => {
  const add = (draft: Draft, module: string) =>
    new Computer().write({ ...draft, changes: [`modules.extra=${module}`] });
  const module = '{"model":"market/garch","scenario":"wild-token"}';
  expect(add(vesting, module)).toContain("  extra: { model: market/garch, scenario: wild-token }\n");
  const network = add(exampleDraft("bitcoin"), module);
  expect(network).toContain("modules:\n  extra: { model: market/garch, scenario: wild-token }\n");
  expect(() => add(vesting, '{"model":"market/gach"}')).toThrow("scenario/unknown-model");
  expect(() => add(vesting, '{"model":"market/garch","__proto__":1}')).toThrow();
});

test("an equation of the economy's own takes another one, also where it was folded over lines", () => {
  const sectors = exampleDraft("sectors");
  const text = new Computer().write({
    ...sectors,
    changes: [
      'flows.release[sector].equation="if time >= cliff[sector] then floor(locked[sector] / {12 month}) else 0"',
    ],
  });
  expect(text).toContain("floor(locked[sector] / {12 month})");
  expect(text).not.toContain("time < cliff[sector] + vesting[sector]");
  expect(text).toContain("\nauxiliaries:\n");
  expect(() => new Computer().write({ ...sectors, changes: ['flows.release[sector].equation="demand"'] })).toThrow(
    /unit|USD/,
  );
  const braces = new Computer().write({ ...sectors, changes: ['auxiliaries.demand.equation="{5e6 USD}"'] });
  expect(braces).toContain("5e6 USD");
});

test.each(exampleNames)("%s: its modules stand in columns, each of them once", (name) => {
  const { modules } = new Computer().wiring(exampleDraft(name));
  const columns = columnsOf(modules);
  expect(
    columns
      .flat()
      .map((module) => module.name)
      .sort(),
  ).toEqual(modules.map((module) => module.name).sort());
});
