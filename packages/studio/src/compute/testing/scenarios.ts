import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Economy, isEconomy, type Model } from "@tokenwright/engine";
import type { ModelScenario } from "@tokenwright/library";
import type { Draft } from "../messages.js";

const folder = new URL("../../../../../examples/", import.meta.url);

/** Folders with a scenario: others are device networks. */
export const exampleNames = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/scenario.yaml`, folder)));

/** An example of the repository with its data, without changes. */
export function exampleDraft(name: string): Draft {
  const own = new URL(`${name}/`, folder);
  const tables = readdirSync(own).filter((file) => file.endsWith(".csv"));
  return {
    file: "scenario.yaml",
    text: readFileSync(new URL("scenario.yaml", own), "utf8"),
    changes: [],
    data: Object.fromEntries(tables.map((file) => [file, new Uint8Array(readFileSync(new URL(file, own)))])),
  };
}

/** A scenario file with one library model and one of its named sets of values, as somebody would begin one. */
export function scenarioOf(path: string, model: Model | Economy, name: string, scenario: ModelScenario): string {
  const [amount, ...unit] = (scenario.step ?? model.epoch ?? "1 day").split(" ");
  const lines = [
    "tokenwright: 1",
    `title: ${JSON.stringify(scenario.title)}`,
    `step: ${amount} ${unit.join(" ")}`,
    `horizon: ${Number(amount!.replaceAll("_", "")) * scenario.steps} ${unit.join(" ")}`,
    ...(isEconomy(model)
      ? [`network: ${path.split("/").at(-1)}`]
      : ["modules:", "  subject:", `    model: ${path}`, `    scenario: ${name}`]),
    "ensemble: { runs: 20, seed: 42, paths: 2 }",
  ];
  return `${lines.join("\n")}\n`;
}
