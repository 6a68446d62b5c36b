import { fileURLToPath } from "node:url";
import { qualityOf } from "../../device/epoch-evidence.js";
import { judgeEpoch } from "../judge/judge-epoch.js";
import { openEvidence } from "../store/file-store.js";
import { type Attack, attacks, radio } from "./attacks.js";
import { day, inFolder, start } from "./fixtures.js";

/**
 * What the recommended policy takes and gives, in parts of what a good station earns in a day: work times quality times
 * standing shares the pool; an identity costs a fee for each epoch; a stake of 30 days is lost with a standing of 0.
 */
export const economy = { fee: 0.05, stake: 30 } as const;

export interface SpoofResult {
  readonly attack: string;
  readonly signal: string;
  readonly networks: number;
  /**
   * Share of the false devices that have a finding or earn next to nothing; of forged and replayed messages those that
   * are refused or not stored again.
   */
  readonly detected: number;
  /** Largest time from the start of the epoch to what shows it, hours; undefined when it never comes in. */
  readonly hours: number | undefined;
  /** Honest devices whose standing was lowered, of all. */
  readonly rejected: number;
  readonly honest: number;
  /** Rewards of all false devices less what their sensors could earn honestly, fees and stakes lost: the largest. */
  readonly profit: number;
}

/** Runs an attack on some networks of honest devices, each a day long, and judges them. */
export async function spoof(attack: Attack, networks: number, honest: number): Promise<SpoofResult> {
  let [detected, all, rejected, good] = [0, 0, 0, 0];
  let hours: number | undefined;
  let profit = Number.NEGATIVE_INFINITY;
  for (let seed = 0; seed < networks; seed++) {
    const network = attack.build(seed, honest);
    const owners = new Set([...network.registry.values()].map(({ owner }) => owner));
    const accounts = Object.fromEntries(
      [...owners].map((owner, index) => [owner, `0x${(index + 1).toString(16).padStart(40, "0")}`]),
    );
    const judged = await inFolder(async (folder) => {
      const store = await openEvidence(folder);
      const outcomes = await Promise.all(network.accepted.map((one) => store.append(one)));
      const repeated = outcomes.length - new Set(network.accepted.map(({ opened }) => opened.id)).size;
      const kept = outcomes.filter((one) => one === "stored").length - (outcomes.length - repeated);
      if (attack.signal === "the store's ids") [detected, all] = [detected + repeated - kept, all + repeated];
      if (attack.signal === "acceptance") [detected, all] = [detected + network.refused, all + network.sent];
      const settings = { intervals: { default: 600 }, accounts, radio };
      const result = await judgeEpoch(store, { number: 0, start, end: start + day }, network.registry, settings);
      await store.close();
      return result;
    });
    const weights = new Map(
      judged.evidence.devices.map((device) => {
        const work = device.readings.reduce((sum, one) => sum + Number(one.work["presence"] ?? 0n) * one.quality, 0);
        return [device.device, (work * device.standing) / 1e4];
      }),
    );
    // A station that is good all day, on all eight channels.
    const whole = 8 * day * 1e4;
    const isFalse = new Set(network.attackers);
    let earned = 0;
    for (const device of network.attackers) {
      const score = judged.scores.find((one) => one.device === device);
      const reward = (weights.get(device) ?? 0) / whole;
      earned += reward - economy.fee;
      const findings = (score?.findings ?? []).filter(({ signal }) => signal !== "unverified");
      const evidence = judged.evidence.devices.find((one) => one.device === device);
      const isDoorkept = attack.signal === "acceptance" || attack.signal === "the store's ids";
      if (findings.some(({ standing }) => standing === 0)) earned -= economy.stake;
      if (!isDoorkept) {
        all++;
        const isFound = findings.length > 0 || evidence === undefined || qualityOf(evidence) < 2_500;
        if (isFound) detected++;
      }
      for (const { time } of findings) hours = Math.max(hours ?? 0, (time - start) / 3600);
      // What only its score shows is known when the epoch is judged.
      if (findings.length === 0 && !isDoorkept) hours = Math.max(hours ?? 0, day / 3600);
    }
    profit = Math.max(profit, earned - attack.sensors * (1 - economy.fee));
    for (const score of judged.scores) {
      if (isFalse.has(score.device) || !network.honest.includes(score.device)) continue;
      good++;
      if (score.standing < 10_000 || score.score < 9_000) rejected++;
    }
  }
  return {
    attack: attack.name,
    signal: attack.signal,
    networks,
    detected: detected / all,
    hours,
    rejected,
    honest: good,
    profit,
  };
}

/** `node --conditions=source --import tsx run-spoof-suite.ts [NETWORKS] [HONEST DEVICES]` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [networks, honest] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 40)];
  console.log(`${networks} networks of ${honest} honest devices for each attack, one day each`);
  let [rejected, good] = [0, 0];
  for (const attack of attacks) {
    const result = await spoof(attack, networks, honest);
    rejected += result.rejected;
    good += result.honest;
    const time = result.hours === undefined ? "at once" : `within ${result.hours.toFixed(1)} h`;
    const detected = `${(100 * result.detected).toFixed(1)} % detected ${time}`;
    console.log(
      `${result.attack.padEnd(34)} ${result.signal.padEnd(20)} ${detected.padEnd(30)} profit at most ${result.profit.toFixed(2)} of a day's pay; honest rejected ${result.rejected} of ${result.honest}`,
    );
  }
  console.log(`honest false rejects: ${((100 * rejected) / good).toFixed(2)} % of ${good}`);
  if (rejected > 0.01 * good) process.exitCode = 1;
}
