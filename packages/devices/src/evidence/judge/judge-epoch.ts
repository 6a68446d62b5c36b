import { latLngToCell } from "h3-js";
import { sha256Hex, utf8 } from "../../device/bytes.js";
import {
  type DeviceEvidence,
  type EpochEvidence,
  type JudgingModule,
  qualityOf,
  wholeInBasisPoints,
} from "../../device/epoch-evidence.js";
import type { Registry } from "../../device/registry.js";
import { findImpossibleSpeed, findMisplaced } from "../place/motion.js";
import { findStrangers, neighbourhoodsOf } from "../place/neighbours.js";
import { findImpossibleSignals } from "../place/radio-bound.js";
import { findSamePlace } from "../place/same-place.js";
import { annotations } from "../quality/annotation.js";
import { ownRules } from "../quality/own-rules.js";
import { weatherRules } from "../quality/weather-rules.js";
import type { EvidenceStore, MessageHeader, StoredReading } from "../store/contract.js";
import { blameCopies } from "../sybil/blame.js";
import { findCopiedPassages } from "../sybil/copied-curves.js";
import { findSharedNoise } from "../sybil/shared-noise.js";
import { type Finding, signals } from "./finding.js";
import {
  type ChannelSummary,
  type DeviceJudgement,
  judgeDevice,
  judgedReadings,
  type ReadingJudgement,
} from "./judge-device.js";
import { type CompleteSettings, checkSettings, type EpochWindow, type JudgeSettings } from "./settings.js";

/** Resolution of the cells that payouts are computed by: hexagons of some 300 m². */
const cellResolution = 12;

/** What one device's epoch is worth, and why. */
export interface DeviceScore {
  readonly device: string;
  /** Basis points: the readings' quality, missing ones included, times the standing. */
  readonly score: number;
  /** Basis points. */
  readonly standing: number;
  readonly due: number;
  readonly channels: ReadonlyMap<string, ChannelSummary>;
  readonly findings: readonly Finding[];
  readonly readings: readonly ReadingJudgement[];
  /** Why the device is not in the evidence that is paid by, when it is not. */
  readonly leftOut?: "no account" | "no place";
}

export interface JudgedEpoch {
  readonly evidence: EpochEvidence;
  /** Hash of the stored set that this follows from, and from when to when its messages were signed. */
  readonly evidenceHash: string;
  readonly signed: { readonly from: number; readonly to: number };
  /** By device, in the order of names. */
  readonly scores: readonly DeviceScore[];
  readonly findings: readonly Finding[];
}

/**
 * Judges an epoch: every reading by the rules of its channel, every device by its place, its neighbours and its
 * likeness to others. A pure function of the messages that were signed in the epoch, the lookback before it and the grace
 * after it, of the registry and the settings: neither the order nor the time of arrival, nor the node, enters. Where a
 * payload was erased its readings are missing.
 *
 * @throws TokenwrightError `evidence/settings`.
 */
export async function judgeEpoch(
  store: EvidenceStore,
  epoch: EpochWindow,
  registry: Registry,
  given: JudgeSettings,
): Promise<JudgedEpoch> {
  const settings = checkSettings(epoch, given);
  const signed = { from: epoch.start - settings.lookback, to: epoch.end + settings.grace };
  const judgements = await judgeDevices(store, epoch, registry, settings, signed);
  const findings = compareDevices(judgements, registry, epoch, settings);
  const scores = judgements.map((judgement) => scoreOf(judgement, findings, settings));
  return {
    evidence: {
      epoch: epoch.number,
      start: instant(epoch.start),
      end: instant(epoch.end),
      modules: [judgingModule(settings)],
      devices: scores.flatMap(({ evidence }) => evidence ?? []),
    },
    evidenceHash: await store.evidenceHash(signed.from, signed.to),
    signed,
    scores: scores.map(({ score }) => score),
    findings,
  };
}

/** The evidence alone that an epoch's payout is computed from. */
export async function epochEvidence(
  store: EvidenceStore,
  epoch: EpochWindow,
  registry: Registry,
  settings: JudgeSettings,
): Promise<EpochEvidence> {
  return (await judgeEpoch(store, epoch, registry, settings)).evidence;
}

/** Readings come device by device, so only one device's are held, and of all others the values by intervals. */
async function judgeDevices(
  store: EvidenceStore,
  epoch: EpochWindow,
  registry: Registry,
  settings: CompleteSettings,
  signed: { readonly from: number; readonly to: number },
): Promise<DeviceJudgement[]> {
  const readings = byDevice(store.readings({ from: signed.from, to: epoch.end, signed, order: "device" }));
  const headers = byDevice(store.headers(signed.from, signed.to));
  const judgements: DeviceJudgement[] = [];
  let ofReadings = await readings.next();
  // Each message has a header, so devices with readings are among those with headers.
  for await (const { device, items } of headers) {
    while (ofReadings.done !== true && ofReadings.value.device < device) ofReadings = await readings.next();
    const own = ofReadings.done !== true && ofReadings.value.device === device ? ofReadings.value.items : [];
    const registered = registry.get(device);
    if (registered === undefined) continue;
    own.sort((left, right) => left.time - right.time || (left.id < right.id ? -1 : 1));
    judgements.push(judgeDevice(registered, own, items, epoch, settings));
  }
  await readings.return(undefined);
  return judgements;
}

async function* byDevice<T extends StoredReading | MessageHeader>(
  items: AsyncIterable<T>,
): AsyncGenerator<{ device: string; items: T[] }, undefined> {
  let group: { device: string; items: T[] } | undefined;
  for await (const item of items) {
    if (group?.device === item.device) group.items.push(item);
    else {
      if (group !== undefined) yield group;
      group = { device: item.device, items: [item] };
    }
  }
  if (group !== undefined) yield group;
  return undefined;
}

function compareDevices(
  judgements: readonly DeviceJudgement[],
  registry: Registry,
  epoch: EpochWindow,
  settings: CompleteSettings,
): Finding[] {
  const tracks = judgements.map(({ track }) => track);
  const around = neighbourhoodsOf(tracks);
  const registered = judgements.map((judgement) => judgement.registered);
  const found: Finding[] = [
    ...judgements.flatMap(({ finding }) => finding ?? []),
    ...tracks.flatMap((track) => [findImpossibleSpeed(track) ?? [], findMisplaced(track) ?? []].flat()),
    ...findSamePlace(registered, epoch.start),
    ...(settings.radio === undefined ? [] : findImpossibleSignals(tracks, registry, settings.radio)),
    ...findStrangers(tracks, around, settings.unverified),
    ...blameCopies([...findCopiedPassages(tracks), ...findSharedNoise(tracks, around)], around),
  ];
  const name = ({ device, signal, channel = "" }: Finding): string => `${device} ${signal} ${channel}`;
  return found.sort((left, right) => (name(left) < name(right) ? -1 : 1));
}

function scoreOf(
  judgement: DeviceJudgement,
  all: readonly Finding[],
  settings: CompleteSettings,
): { score: DeviceScore; evidence: DeviceEvidence | undefined } {
  const { registered, due, channels, readings, track } = judgement;
  const { device, owner } = registered;
  const findings = all.filter((finding) => finding.device === device);
  // The worst finding decides: two signs of one fraud are no two frauds.
  const standing = findings.reduce((least, finding) => Math.min(least, finding.standing), wholeInBasisPoints);
  const excluded = new Set(findings.flatMap(({ channel }) => channel ?? []));
  const judged = judgedReadings(judgement, excluded, standing > 0, settings.workOf);
  const account = accountOf(owner, settings);
  const place = registered.place ?? track.fixes[0];
  const evidence: DeviceEvidence = {
    device,
    owner: account ?? "",
    cell: place === undefined ? "" : latLngToCell(place.latitude, place.longitude, cellResolution),
    due,
    standing,
    readings: judged.sort((left, right) => (left.reading < right.reading ? -1 : 1)),
  };
  const leftOut = account === undefined ? "no account" : place === undefined ? "no place" : undefined;
  return {
    score: {
      device,
      score: qualityOf(evidence),
      standing,
      due,
      channels,
      findings,
      readings,
      ...(leftOut === undefined ? {} : { leftOut }),
    },
    evidence: leftOut === undefined ? evidence : undefined,
  };
}

function accountOf(owner: string, { accounts = {} }: CompleteSettings): string | undefined {
  const account = (Object.hasOwn(accounts, owner) ? accounts[owner]! : owner).toLowerCase();
  return /^0x[0-9a-f]{40}$/.test(account) ? account : undefined;
}

const version = "1.0.0";

/**
 * The judge as a module in the evidence. Its hash is over its rules as data, as the built code differs from build to
 * build.
 */
function judgingModule({ lookback, grace, unverified, intervals, radio }: CompleteSettings): JudgingModule {
  const rules = JSON.stringify({ version, weatherRules, ownRules, annotations, signals });
  const parameters: Record<string, string | number | boolean> = { lookback, grace, unverified };
  for (const [hardware, interval] of Object.entries(intervals)) parameters[`interval.${hardware}`] = interval;
  for (const [name, value] of Object.entries(radio ?? {})) parameters[`radio.${name}`] = value as number;
  return { id: "evidence.judge", version, sha256: sha256Hex(utf8(rules)), parameters };
}

function instant(time: number): string {
  return new Date(1000 * time).toISOString().replace(".000Z", "Z");
}
