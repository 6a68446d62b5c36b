import { existsSync, readdirSync } from "node:fs";
import { build, compose, type Economy, type Model, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models, networks } from "./catalogue.js";
import { applyScenario, pickScenario } from "./scenario.js";
import { readReference } from "./testing/reference.js";

const here = new URL("./", import.meta.url);
const folders = readdirSync(here, { withFileTypes: true })
  .filter((room) => room.isDirectory() && room.name !== "testing")
  .flatMap((room) =>
    readdirSync(new URL(`${room.name}/`, here), { withFileTypes: true })
      .filter((folder) => folder.isDirectory())
      .map((folder) => `${room.name}/${folder.name}`),
  )
  .sort();
const entries = [...models, ...networks].sort(([a], [b]) => (a < b ? -1 : 1));

test("every folder with a model is in the catalogue, and nothing else is", () => {
  expect(entries.map(([path]) => path)).toEqual(folders);
});

test.each(folders)("%s has a page, scenarios, witnesses with provenance and a test", (folder) => {
  for (const file of ["model.ts", "scenarios.ts", "model.test.ts", "README.md"]) {
    expect(existsSync(new URL(`${folder}/${file}`, here)), file).toBe(true);
  }
  const reference = readReference(new URL(`${folder}/reference.csv`, here));
  expect(reference.provenance.join(" ")).toMatch(/source|closed form/i);
  expect(reference.rows.length).toBeGreaterThan(1);
});

test.each(entries)("%s: units, names and causal order are sound in every scenario", (_, { model, scenarios }) => {
  expect(Object.keys(scenarios).length).toBeGreaterThan(0);
  for (const scenario of Object.values(scenarios)) {
    const program = build(applyScenario(model, scenario), scenario.step === undefined ? {} : { step: scenario.step });
    expect(program.variables.size).toBeGreaterThan(5);
  }
});

test.each(entries)(
  "%s: every scenario runs to its horizon without an overdraft or a violated check",
  (_, { model, scenarios }) => {
    for (const scenario of Object.values(scenarios)) {
      const program = build(applyScenario(model, scenario), scenario.step === undefined ? {} : { step: scenario.step });
      const { report } = run(program, { steps: scenario.steps });
      expect(report, scenario.title).toEqual({ overdrafts: [], violations: [] });
    }
  },
);

test.each(entries)(
  "%s: every parameter and input says what it means, and every number how sure it is",
  (_, { model }) => {
    const flat: Model = "modules" in model ? compose(model as Economy) : model;
    for (const [name, parameter] of Object.entries(flat.parameters ?? {})) {
      expect(parameter.meaning.length, name).toBeGreaterThan(10);
      expect(parameter.confidence, name).toBeDefined();
      if (parameter.confidence === "protocol" || parameter.confidence === "measured")
        expect(parameter.source, name).toBeDefined();
    }
    for (const [name, input] of Object.entries(flat.inputs ?? {}))
      expect(input.meaning.length, name).toBeGreaterThan(10);
  },
);

test("a scenario that names something the model does not have is refused, each name located", () => {
  const { model } = models.get("issuance/halving")!;
  expect(() => applyScenario(model, { parameters: { intervall: "1 block" }, stocks: { suply: "0 BTC" } })).toThrowError(
    /parameter "intervall"[\s\S]*stock "suply"/,
  );
  expect(() => pickScenario({ a: { title: "A", steps: 1 } }, "b")).toThrowError(/"b"/);
});

test("a scenario sets all elements of a parameter, or single ones, and leaves the others as they are", () => {
  const { model } = models.get("carbon/grid")!;
  const key = "contracted[place]";
  const contracted = (parameters: Record<string, string>) => applyScenario(model, { parameters }).parameters![key]!;
  const single = contracted({ "contracted[deu]": "50 %" });
  expect(single).toMatchObject({ value: "0 %", elements: { deu: "50 %" }, source: "Set by the scenario." });
  const both = contracted({ "contracted[place]": "10 %", "contracted[deu]": "50 %" });
  expect(both).toMatchObject({ value: "10 %", elements: { deu: "50 %" } });
  // A text for all elements replaces those of single ones; a single one stands beside the model's own.
  const intensity = (parameters: Record<string, string>) =>
    applyScenario(model, { parameters }).parameters!["intensity[place]"]!;
  expect(intensity({ "intensity[place]": "1 gCO2e/kWh" }).elements).toBeUndefined();
  expect(intensity({ "intensity[swe]": "1 gCO2e/kWh" }).elements).toMatchObject({
    swe: "1 gCO2e/kWh",
    nor: "30.08 gCO2e/kWh",
  });
  expect(() => applyScenario(model, { parameters: { "contrcted[deu]": "1 %" } })).toThrowError(/"contrcted\[deu\]"/);
});

test("a value set by a scenario is no longer a rule of the protocol: it takes the scenario's source and confidence", () => {
  const { model, scenarios } = networks.get("networks/cardano")!;
  const rho = applyScenario(model, pickScenario(scenarios, "slower-expansion")).parameters!["supply.rho"]!;
  expect(rho).toMatchObject({ value: "0.2 %/epoch", confidence: "assumption", source: "Set by the scenario." });
  expect(compose(model).parameters!["supply.rho"]!.confidence).toBe("protocol");
});

test("applying a scenario leaves the model of the catalogue as it was", () => {
  const { model, scenarios } = models.get("issuance/halving")!;
  const before = JSON.stringify(model);
  applyScenario(model, pickScenario(scenarios, "bitcoin-height-840000"));
  expect(JSON.stringify(model)).toBe(before);
});
