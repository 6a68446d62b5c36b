/**
 * The promises of every reward policy on many generated epochs:
 *
 *   node --conditions=source --import tsx packages/devices/src/reward/testing/run-soak.ts --epochs 100000 --seed 7
 *
 * Each epoch is settled under one of the policies in turn and checked as the tests check it. Exit status 1 and the
 * smallest counter-example when a promise is broken.
 */
import fc from "fast-check";
import { policies } from "./epochs.js";
import { checkPromises, trials } from "./properties.js";

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

const epochCount = option("epochs", 100_000);
const seed = option("seed", 7);
const each = Math.ceil(epochCount / policies.length);
const started = performance.now();
for (const [index, policy] of policies.entries()) {
  fc.assert(
    fc.property(trials, (trial) => checkPromises(policy, trial)),
    { seed: seed + index, numRuns: each },
  );
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${each * policies.length} epochs under ${policies.length} policies kept every promise, ${seconds.toFixed(1)} s`,
);
