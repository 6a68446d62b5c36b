import { expect, test } from "vitest";
import { build } from "./build.js";
import { auxiliary, burn, defineModel, flow, type Model, mint, parameter, stock } from "./vocabulary.js";

// Mistakes that published models and tools really contain, each of which the unit check finds.

test("a death term that was not multiplied by the time step (radCAD's predator and prey) does not fit its flow", () => {
  const preyModel = (deaths: string): Model =>
    defineModel({
      title: "Prey",
      epoch: "1 month",
      units: { animal: "count" },
      parameters: { birth: parameter("0.6 1/month", "birth rate"), death: parameter("0.02", "share that dies") },
      stocks: { prey: stock("100 animal", "prey") },
      flows: { births: mint("prey", "birth * prey"), deaths: burn("prey", deaths) },
    });
  expect(() => build(preyModel("death * prey"))).toThrow(/"deaths" is in animal\/epoch.* its equation gives animal\b/);
  expect(() => build(preyModel("death * prey / {1 month}"))).not.toThrow();
});

test("persons and person-days are not the same", () => {
  const sick = (recovering: string): Model =>
    defineModel({
      title: "Recovery",
      epoch: "1 day",
      units: { person: "count" },
      parameters: {
        duration: parameter("5 day", "duration of the illness"),
        care: parameter("12 person*day", "care given"),
      },
      stocks: { infectious: stock("5 person", "ill"), recovered: stock("0 person", "well") },
      flows: { recovering: flow("infectious", "recovered", recovering) },
    });
  expect(() => build(sick("infectious * duration"))).toThrow("unit/mismatch");
  expect(() => build(sick("care / duration"))).toThrow("unit/mismatch");
  expect(() => build(sick("infectious / duration"))).not.toThrow();
});

test("PiB read as EiB is a factor of 1024 that the units carry, not a silent one", () => {
  const pledge = (power: string): Model =>
    defineModel({
      title: "Storage power",
      epoch: "1 day",
      assets: { FIL: { decimals: 18 } },
      parameters: { power: parameter(power, "raw byte power"), price: parameter("2 FIL/PiB", "pledge") },
      stocks: { locked: stock("power * price", "pledged", { unit: "FIL" }) },
      auxiliaries: { inExbibytes: auxiliary("EiB", "power", "the same in another unit") },
    });
  const power = (text: string) => build(pledge(text)).parameters[0]!;
  const bytePrice = (text: string) => {
    const program = build(pledge(text));
    return program.graph.nodes[power(text).node]!.value!;
  };
  expect(bytePrice("12 EiB").n).toBe(1024n * bytePrice("12 PiB").n);
  expect(() => build(pledge("12"))).toThrow("unit/mismatch");
});
