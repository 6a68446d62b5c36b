import { sha256 } from "@tokenwright/workbench";
import { readEvidence } from "./evidence-text.js";
import { publishedFiles } from "./manifest.js";
import { rewardTree } from "./merkle/tree.js";
import { checkPolicy } from "./policy.js";
import { asPrevious, type Published } from "./publish.js";
import { type PreviousEpoch, settle } from "./settle.js";

/** One place where a published epoch is not what follows from its evidence. */
export interface Finding {
  readonly file: string;
  /** Counted from 1; 0 for the file as a whole. */
  readonly line: number;
  readonly published: string;
  readonly computed: string;
}

export interface Verification {
  readonly holds: boolean;
  /** The root that follows from manifest and evidence. */
  readonly root: string | null;
  readonly findings: readonly Finding[];
  /** Findings beyond those that are listed. */
  readonly more: number;
}

const mostFindings = 50;

/**
 * Computes a published epoch again from nothing but its folder, as an outsider does, and compares every line: evidence
 * against its hash, payouts, leaves, root and manifest against what follows from policy, evidence and amounts, and the
 * cumulative amounts of before against the root that they were published under.
 *
 * @param before The epoch before as published, to check the chain too.
 * @throws TokenwrightError `reward/evidence`, `reward/policy` when the files cannot be read at all.
 */
export function verify(published: Published, before?: Published): Verification {
  const { manifest, texts } = published;
  const found: Finding[] = [];
  const add = (file: string, line: number, was: string, computed: string): void =>
    void found.push({ file, line, published: was, computed });
  const evidence = readEvidence(texts.evidence, publishedFiles.evidence);
  const hash = sha256(texts.evidence);
  if (hash !== manifest.evidence.sha256) add(publishedFiles.evidence, 0, manifest.evidence.sha256, hash);

  const previous = previousOf(published);
  if (previous !== undefined && previous.root !== rootOf(previous)) {
    add(publishedFiles.leaves, 0, previous.root ?? "none", rootOf(previous) ?? "none");
  }
  if (before !== undefined) compareChain(published, before, add);

  const again = settle({
    network: manifest.network,
    policy: checkPolicy(manifest.policy),
    evidence,
    issued: BigInt(manifest.amounts.issued),
    ...(previous === undefined ? {} : { previous }),
  });
  const computed = again.files;
  for (const [name, text] of [
    [publishedFiles.evidence, texts.evidence],
    [publishedFiles.lines, texts.lines],
    [publishedFiles.leaves, texts.leaves],
    [publishedFiles.root, texts.root],
  ] as const) {
    compareLines(name, text, computed.get(name) ?? "", add);
  }
  const stated = topLevel(texts.manifest);
  const expected = topLevel(computed.get(publishedFiles.manifest) ?? "");
  for (const key of new Set([...stated.keys(), ...expected.keys()])) {
    const [one = "", other = ""] = [stated.get(key), expected.get(key)];
    if (one !== other) add(publishedFiles.manifest, 0, `${key}: ${one}`, `${key}: ${other}`);
  }
  if (found.length === 0 && texts.manifest !== computed.get(publishedFiles.manifest)) {
    add(publishedFiles.manifest, 0, "other spacing or order of keys", "canonical JSON");
  }
  return {
    holds: found.length === 0,
    root: again.root,
    findings: found.slice(0, mostFindings),
    more: Math.max(0, found.length - mostFindings),
  };
}

/** What the folder itself says of the epoch before: its leaves stand in the second column. */
function previousOf({ manifest, leaves }: Published): PreviousEpoch | undefined {
  const { previous, amounts } = manifest;
  if (previous === null) return undefined;
  const known = leaves.filter((leaf) => leaf.previous !== undefined);
  return {
    number: previous.number,
    manifestSha256: previous.manifest,
    root: previous.root,
    leaves: new Map(known.map(({ owner, previous: amount }) => [owner, amount ?? 0n])),
    carriedOut: BigInt(amounts.carriedIn),
  };
}

function rootOf({ leaves }: PreviousEpoch): string | null {
  if (leaves.size === 0) return null;
  return rewardTree([...leaves].map(([owner, cumulative]) => ({ owner, cumulative }))).root;
}

function compareChain(
  { manifest }: Published,
  before: Published,
  add: (file: string, line: number, was: string, computed: string) => void,
): void {
  const known = asPrevious(before);
  const { previous, amounts } = manifest;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["previous.number", previous?.number, known.number],
    ["previous.manifest", previous?.manifest, known.manifestSha256],
    ["previous.root", previous?.root, known.root],
    ["amounts.carriedIn", amounts.carriedIn, String(known.carriedOut)],
    ["network", manifest.network, before.manifest.network],
  ];
  for (const [name, was, expected] of pairs) {
    if (was !== expected) add(publishedFiles.manifest, 0, `${name}: ${String(was)}`, `${name}: ${String(expected)}`);
  }
}

function compareLines(
  file: string,
  published: string,
  computed: string,
  add: (file: string, line: number, was: string, computed: string) => void,
): void {
  if (published === computed) return;
  const [was, expected] = [published.split("\n"), computed.split("\n")];
  for (let index = 0; index < Math.max(was.length, expected.length); index++) {
    const [one, other] = [was[index], expected[index]];
    if (one !== other) add(file, index + 1, shown(one), shown(other));
  }
}

function shown(line: string | undefined): string {
  if (line === undefined) return "no line";
  const text = line.replace(/\r$/, "");
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

/** The manifest's fields, each as text. */
function topLevel(text: string): Map<string, string> {
  const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return new Map(Object.entries(value).map(([key, one]) => [key, shown(JSON.stringify(one))]));
}
