import { build, compose, type Model, run } from "@tokenwright/engine";
import { fixedRate, halving, reserveExpansion, vesting } from "@tokenwright/library";
import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import type { ImportedModel } from "./imported-model.js";
import { interpret } from "./testing/interpret.js";
import { toXmile } from "./to-xmile.js";

const steps = 40;
const models: readonly (readonly [string, Model])[] = [
  ["fixed rate", fixedRate],
  ["halving", halving],
  ["reserve expansion", reserveExpansion],
  ["vesting", vesting],
];

test.each(models)("%s, written as XMILE and run from there, gives what the engine gives", (_, model) => {
  const exported = toXmile(model as ImportedModel, {
    start: "0",
    stop: String(steps),
    step: "1",
    method: "euler",
    timeUnit: model.epoch === undefined ? "day" : "epoch",
  });
  const lost = exported.unsupported.filter(
    ({ what }) =>
      !what.startsWith("XMILE has no checks") &&
      !what.startsWith("This input") &&
      !what.startsWith("Should this stock run out"),
  );
  expect(lost).toEqual([]);
  const imported = importXmile(exported.text, "exported.xmile");
  expect(imported.unsupported.filter(({ effect }) => effect === "results")).toEqual([]);
  const { series } = interpret(imported.model, imported.simulation);
  const program = build(model, model.epoch === undefined ? { step: "1 day" } : {});
  const inputs = Object.fromEntries(
    Object.entries(model.inputs ?? {})
      .filter(([, input]) => input.default === undefined)
      .map(([name]) => [name, new Array<number>(steps + 1).fill(0)]),
  );
  const direct = run(program, { steps, inputs });
  for (const name of Object.keys(model.stocks ?? {})) {
    const expected = direct.series(name);
    const scale = 10 ** (Object.values(model.assets ?? {})[0]?.decimals ?? 0);
    for (let step = 0; step <= steps; step++) {
      const value = series.get(name)![step]! / scale;
      expect(
        Math.abs(value - expected[step]!),
        `${name} at ${step}: ${value} against ${expected[step]}`,
      ).toBeLessThanOrEqual(1e-9 * Math.abs(expected[step]!) + 2 / scale);
    }
  }
});

test("a module that acts at epochs of its own is named as what XMILE has no words for", () => {
  const model = compose({ title: "Both", epoch: "1 day", modules: { chain: { model: reserveExpansion } } });
  const simulation = { start: "0", stop: "10", step: "1", method: "euler", timeUnit: "day" } as const;
  expect(toXmile(model as ImportedModel, simulation).unsupported).toContainEqual({
    name: "chain",
    what: "This module acts every 5 day; in XMILE everything acts in every step.",
    effect: "results",
  });
});
