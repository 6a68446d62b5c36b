import * as reward from "@tokenwright/devices/reward";
import { writeWhole } from "@tokenwright/workbench";
import { exitCodes } from "../exit-codes.js";
import { Exit } from "../failure.js";
import { readScenarioFile } from "../scenario-file.js";
import { clean, cleanLine, print, say } from "../terminal.js";

export interface EpochEconomyOptions {
  readonly work: string;
  readonly scenario?: string;
  readonly module: string;
  readonly output?: string;
}

/** `epoch economy`: what a network measured, as the data of a scenario. */
export async function epochEconomyCommand(folders: readonly string[], options: EpochEconomyOptions): Promise<void> {
  const epochs = folders.map(reward.readPublished);
  const text = reward.economyCsv(epochs, options.work);
  if (options.output === undefined) print(text.trimEnd());
  else {
    writeWhole(options.output, text);
    say(`wrote ${clean(options.output)}: ${epochs.length} epochs`);
  }
  if (options.scenario === undefined) return;
  const scenario = await readScenarioFile(options.scenario);
  const last = epochs.at(-1)!.manifest;
  const written = scenario.economy.modules[options.module]?.parameters ?? {};
  const texts = Object.entries(written).flatMap(([name, value]) => {
    const own = typeof value === "string" ? value : value.value;
    return own === undefined ? [] : [[name, own] as const];
  });
  const policy = reward.checkPolicy(last.policy);
  const found = reward.disagreements(policy, Object.fromEntries(texts), last.epoch.number);
  for (const { parameter, policy: settled, scenario: simulated } of found) {
    say(`${options.module}.${parameter} is ${cleanLine(simulated)} in the scenario, and the policy settles ${settled}`);
  }
  if (found.length > 0) throw new Exit(exitCodes.violated);
  say(`the scenario has the numbers of policy ${policy.id} ${policy.version}`);
}
