import { wholeInBasisPoints } from "../../device/epoch-evidence.js";
import { type Finding, mostReadings } from "../judge/finding.js";
import type { StationTrack } from "../judge/station-track.js";
import { misfit, type Neighbourhood } from "../place/neighbours.js";
import { byText } from "../store/merge.js";
import type { CopiedPair } from "./copied-curves.js";

/** The worse of two must fit so many times worse to be blamed for it. */
const clearlyWorse = 1.5;

/**
 * Who of two devices with one curve is the copy: the later one; when neither is late, the one whose values clearly do
 * not fit its registered place. When nothing tells, both share one standing, so that a second identity of one sensor adds
 * nothing. Which key is older is not asked: an old identity could then take a newcomer's reward.
 */
export function blameCopies(pairs: readonly CopiedPair[], around: ReadonlyMap<string, Neighbourhood>): Finding[] {
  const byDevice = new Map<string, Finding>();
  const add = (finding: Finding): void => {
    const known = byDevice.get(finding.device);
    if (known === undefined) byDevice.set(finding.device, finding);
    else {
      const worse = finding.standing < known.standing ? finding : known;
      const others = [...new Set([...known.others, ...finding.others])].sort(byText);
      byDevice.set(finding.device, { ...worse, others, time: Math.min(known.time, finding.time) });
    }
  };
  // Where none of a group can be told apart they share: as many as hang together.
  const undecided: CopiedPair[] = [];
  for (const pair of pairs) {
    const copy = copyOf(pair, around);
    if (copy === undefined) undecided.push(pair);
    else add(findingOf(pair, copy, 0));
  }
  const open = undecided.filter(({ one, other }) => !byDevice.has(one.device) && !byDevice.has(other.device));
  const partners = new Map<string, Set<string>>();
  for (const { one, other } of open) {
    for (const [a, b] of [
      [one.device, other.device],
      [other.device, one.device],
    ] as const) {
      partners.set(a, (partners.get(a) ?? new Set([a])).add(b));
    }
  }
  for (const pair of open) {
    for (const track of [pair.one, pair.other]) {
      add(findingOf(pair, track, Math.floor(wholeInBasisPoints / partners.get(track.device)!.size)));
    }
  }
  return [...byDevice.values()];
}

function copyOf({ one, other, lag }: CopiedPair, around: ReadonlyMap<string, Neighbourhood>): StationTrack | undefined {
  if (lag > 0) return other;
  const fits = [one, other].map(({ device }) => {
    const here = around.get(device);
    return here === undefined ? Number.POSITIVE_INFINITY : misfit(here);
  }) as [number, number];
  if (fits[1] > clearlyWorse * fits[0]) return other;
  return fits[0] > clearlyWorse * fits[1] ? one : undefined;
}

function findingOf({ one, other, values, readings, time }: CopiedPair, track: StationTrack, standing: number): Finding {
  const partner = track === one ? other : one;
  return {
    signal: "copy",
    device: track.device,
    others: [partner.device],
    values,
    readings: readings.slice(0, mostReadings),
    time,
    standing,
  };
}
