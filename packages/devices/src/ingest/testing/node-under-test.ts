/** An intake over a real store in a temporary folder. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EvidenceStore, openEvidence } from "../../evidence/index.js";
import { type AcceptanceRules, defaultRules } from "../gate.js";
import { Intake, type IntakeOptions } from "../intake.js";
import { openHere } from "../opener.js";
import { recoverGate } from "../recover-gate.js";
import type { Fleet } from "./fleet.js";

export interface NodeUnderTest {
  readonly intake: Intake;
  readonly store: EvidenceStore;
  close(): Promise<void>;
}

export async function nodeUnderTest(
  devices: Fleet,
  rules: AcceptanceRules = defaultRules,
  more: Partial<IntakeOptions> = {},
): Promise<NodeUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-node-"));
  const store = await openEvidence(folder);
  const gate = await recoverGate(store, rules);
  const now = (): number => performance.now() / 1000;
  const intake = new Intake({ opener: openHere(devices.registry), gate, store, node: "a", now, ...more });
  return {
    intake,
    store,
    close: async () => {
      await intake.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const secondsNow = (): number => Date.now() / 1000;
