import type { Finding } from "../judge/finding.js";
import type { MessageHeader } from "../store/contract.js";

/** Messages that may run against time: a clock that was set back. */
const leastReversed = 5;
const leastShare = 0.05;
/** Numbers signed twice above this share are more than a device that lost its counter once. */
const repeatedShare = 0.01;

/** What the sequence numbers of one device say. */
export interface SequenceCheck {
  /** Ids of messages under whose number another message was signed. */
  readonly contradicted: ReadonlySet<string>;
  readonly finding: Finding | undefined;
}

/**
 * Whether a device's key is used by two. Two messages under one number are proof, for a counter never repeats; numbers
 * that run against the time of signing show two counters.
 *
 * @param headers Of one device, in any order.
 */
export function checkSequences(device: string, headers: readonly MessageHeader[]): SequenceCheck {
  const contradicted = new Set<string>();
  const byNumber = new Map<string, Set<string>>();
  for (const { id, keyId, sequence } of headers) {
    const name = `${keyId} ${sequence}`;
    // The packs of a batch share a message and its number.
    byNumber.set(name, (byNumber.get(name) ?? new Set()).add(id.slice(0, 64)));
  }
  for (const ids of byNumber.values()) if (ids.size > 1) for (const id of ids) contradicted.add(id);
  const ordered = [...headers].sort((left, right) => left.time - right.time || (left.id < right.id ? -1 : 1));
  const last = new Map<string, bigint>();
  const against: number[] = [];
  for (const { keyId, sequence, time } of ordered) {
    const before = last.get(keyId);
    if (before !== undefined && sequence < before) against.push(time);
    else last.set(keyId, sequence);
  }
  const repeated = ordered.filter(({ id }) => contradicted.has(id.slice(0, 64)));
  const isRepeated = repeated.length > repeatedShare * headers.length;
  const isReversed = against.length >= leastReversed && against.length > leastShare * headers.length;
  if (!isRepeated && !isReversed) return { contradicted, finding: undefined };
  const time = Math.min(
    ...(isRepeated ? [repeated[1]!.time] : []),
    ...(isReversed ? [against[leastReversed - 1]!] : []),
  );
  const values = {
    "numbers signed twice": contradicted.size,
    "against time": against.length,
    messages: headers.length,
  };
  return {
    contradicted,
    finding: { signal: "cloned-key", device, others: [], values, readings: [], time, standing: 0 },
  };
}
