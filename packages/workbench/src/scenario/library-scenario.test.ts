import { models, networks } from "@tokenwright/library";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { libraryScenario } from "./library-scenario.js";
import { readScenario } from "./read-scenario.js";

const all = [...models, ...networks].flatMap(([path, { scenarios }]) =>
  Object.entries(scenarios).map(([name, scenario]) => ({ path, name, scenario })),
);

test.each(all)("$path, $name becomes a text that builds, with its own title and length", ({ path, name, scenario }) => {
  const read = readScenario(libraryScenario(path, name), {
    file: `${name}.yaml`,
    overrides: [],
    readDataFile: (file) => ({ file, bytes: new Uint8Array() }),
  });
  expect(read.title).toBe(scenario.title);
  expect(read.steps).toBe(scenario.steps);
  expect(buildScenario(read).variables.size).toBeGreaterThan(5);
});

test("a model or a scenario that the library does not have is said to be none", () => {
  expect(() => libraryScenario("issuance/nothing", "a")).toThrow("scenario/unknown-model");
  expect(() => libraryScenario("issuance/halving", "__proto__")).toThrow("scenario/unknown-values");
});
