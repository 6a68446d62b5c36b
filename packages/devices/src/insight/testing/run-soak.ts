/**
 * Upgrades under load, and how often a planted source lies within the radius stated, in any number:
 *
 *   node --conditions=source --import tsx packages/devices/src/insight/testing/run-soak.ts --batches 1000000 --sources 2000 --seed 7
 *
 * Exit status 1 when a record is lost or doubled, a bad version stays, or a coverage is too low to be chance.
 */
import { fileURLToPath } from "node:url";
import type { DataRecord } from "../contract/module.js";
import { findSource } from "../environment/find-source.js";
import { plantSource } from "../environment/testing/planted-source.js";
import type { StageResult } from "../life-cycle/stage-result.js";
import { configured, plan, stageOf } from "../life-cycle/testing/stages.js";
import { trialModule } from "../life-cycle/testing/trial-module.js";

export interface UpgradeSoak {
  readonly batches: number;
  readonly records: number;
  readonly kept: number;
  readonly rolledBack: number;
}

/** Batches that are sent without waiting for results, and from one upgrade to the next. */
const wave = 500;
const recordsOfBatch = 3;

/**
 * Sends batches through a stage that is upgraded in each wave of 500, every third time to a version that fails. Each
 * record has one answer, in order, none of them by a fallback, and every upgrade ends as it should.
 *
 * @throws Error that names the first batch or version of which this does not hold.
 */
export async function soakUpgrade(batches: number): Promise<UpgradeSoak> {
  const stage = stageOf(trialModule("1.0.0"), [trialModule("0.1.0", 1_000_000)]);
  const phases = { ...plan, shadowBatches: 40, canaryBatches: 40, watchBatches: 40 };
  let [kept, rolledBack] = [0, 0];
  for (let first = 0; first < batches; first += wave) {
    const version = first / wave + 2;
    const isBad = version % 3 === 0;
    const pushed: Promise<StageResult>[] = [];
    for (let batch = first; batch < Math.min(batches, first + wave); batch++) {
      if (batch === first + 100) void stage.beginUpgrade(configured(trialModule(`${version}.0.0`)), phases);
      // The bad ones fail in their shadow, as canary, or only after all hear them, in turn.
      const isFault = isBad && batch === first + 110 + 40 * (Math.floor(version / 3) % 3);
      pushed.push(stage.push(recordsOf(batch, isFault ? `throw@${version}.0.0` : "")));
    }
    for (const [index, result] of (await Promise.all(pushed)).entries()) checkResult(result, first + index, version);
    const changes = stage.changes.splice(0);
    const end = changes.at(-1)?.what;
    if (end === "kept") kept++;
    else if (end === "rolled-back") rolledBack++;
    const wasWhole = Math.min(batches, first + wave) - first > 300;
    if (wasWhole && end !== (isBad ? "rolled-back" : "kept")) {
      throw new Error(`internal: the upgrade to ${version}.0.0 ended as ${end ?? "none"}`);
    }
  }
  await stage.close();
  return { batches, records: batches * recordsOfBatch, kept, rolledBack };
}

function recordsOf(batch: number, act: string): DataRecord[] {
  return Array.from({ length: recordsOfBatch }, (_, part) => {
    const index = recordsOfBatch * batch + part;
    return { id: `r${index}`, device: `d${index % 20}`, time: index, values: { value: index % 97, act } };
  });
}

/** During a canary the records of the new version come after those of the old. */
function checkResult({ sequence, rung, degraded, records }: StageResult, batch: number, newest: number): void {
  const expected = recordsOf(batch, "").map(({ id }) => id);
  const answered = records.flatMap(({ of }) => of).sort();
  const isWhole = answered.join() === [...expected].sort().join();
  const majors = records.map(({ by }) => Number(by.version.split(".")[0]));
  if (sequence === batch && rung === "primary" && !degraded && isWhole && Math.max(...majors) <= newest) return;
  throw new Error(`internal: batch ${batch} has the result ${sequence} of ${rung} with the records ${answered.join()}`);
}

export interface SourceSoak {
  readonly sources: number;
  /** Sources within the radius of 90 %, and strengths within the interval of 90 %. */
  readonly placeWithin: number;
  readonly strengthWithin: number;
}

const probability = 0.9;

/**
 * Plants sources among six sensors under four winds with a noise of 15 % and looks for each.
 *
 * @param seed Of the first; the others follow.
 * @throws Error when fewer lie within than four binomial deviations below what is stated.
 */
export function soakSources(sources: number, seed: number): SourceSoak {
  let [placeWithin, strengthWithin] = [0, 0];
  for (let index = 0; index < sources; index++) {
    const { source, observations, search } = plantSource(seed + index, 6, 4, 0.15);
    const { east, north, radius, emission } = findSource(observations, { ...search, probability, cells: 16 });
    if (Math.hypot(east - source.east, north - source.north) <= radius) placeWithin++;
    if (source.emission >= emission[0] && source.emission <= emission[2]) strengthWithin++;
  }
  const least = probability * sources - 4 * Math.sqrt(probability * (1 - probability) * sources);
  if (Math.min(placeWithin, strengthWithin) < least) {
    throw new Error(`internal: of ${sources} sources ${placeWithin} places and ${strengthWithin} strengths lie within`);
  }
  return { sources, placeWithin, strengthWithin };
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const count = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new Error(`--${name} takes a whole number`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [batches, sources, seed] = [option("batches", 100_000), option("sources", 400), option("seed", 7)];
  const started = performance.now();
  const upgrade = await soakUpgrade(batches);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${upgrade.records} records in ${batches} batches, each answered once: ${upgrade.kept} upgrades kept, ${upgrade.rolledBack} rolled back, ${seconds.toFixed(1)} s`,
  );
  const found = soakSources(sources, seed);
  console.log(
    `of ${sources} sources ${found.placeWithin} lie within the radius of ${100 * probability} %, ${found.strengthWithin} strengths within their interval, ${((performance.now() - started) / 1000 - seconds).toFixed(1)} s`,
  );
}
