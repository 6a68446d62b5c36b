import { fail, isDangerousKey, type Place, TokenwrightError } from "@tokenwright/engine";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { addressOf } from "./merkle/leaf.js";

/**
 * A reward policy is data: what an epoch issues, into which pools it goes, and by which rule each pool is shared. It is
 * written by people as YAML, published inside every manifest, and read by the simulated economy too, so that what was
 * simulated is what settles. Numbers are whole: amounts in base units as text, shares in basis points.
 */

const work = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "a kind of work is lower-case letters, digits and hyphens")
  .refine((name) => !isDangerousKey(name), "this name is not allowed");
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "a name is lower-case letters, digits and hyphens");
const basisPoints = z.number().int().min(0).max(10_000);
const amount = z
  .union([z.string().regex(/^\d{1,78}$/, "an amount is whole base units, in quotes"), z.number().int().min(0)])
  .refine((value) => typeof value === "string" || Number.isSafeInteger(value), "put an amount this large in quotes")
  .transform((value) => BigInt(value));
const account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "an account is 0x and 40 hexadecimal digits")
  .transform(addressOf);

const spread = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hip-104") }),
  z.strictObject({ kind: z.literal("first-in-cell"), resolution: z.number().int().min(0).max(15) }),
]);

const rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("account"), to: account }),
  z.strictObject({ kind: z.literal("use"), work, spread: spread.optional() }),
  z.strictObject({
    kind: z.literal("quality"),
    work,
    least: basisPoints.default(0),
    spread: spread.optional(),
  }),
  z.strictObject({
    kind: z.literal("presence"),
    work: work.default("presence"),
    most: amount.refine((units) => units > 0n, "the cap is above 0"),
    dearest: amount.optional(),
    spread: spread.optional(),
  }),
  z.strictObject({ kind: z.literal("station"), least: basisPoints.default(0), spread: spread.optional() }),
]);

const pool = z.strictObject({ name, share: z.union([basisPoints, z.literal("rest")]), rule });

const policyShape = z
  .strictObject({
    policy: z.literal(1),
    id: name,
    version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, "a version is three numbers, such as 1.0.0"),
    title: z.string().min(1).max(200),
    token: z.strictObject({
      symbol: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,11}$/, "a symbol is at most 12 letters and digits"),
      decimals: z.number().int().min(0).max(30),
    }),
    epoch: z.strictObject({
      seconds: z
        .number()
        .int()
        .min(1)
        .max(366 * 86_400),
    }),
    emission: z
      .array(z.strictObject({ from: z.number().int().min(0), perEpoch: amount }))
      .min(1)
      .max(1_000),
    remainder: z.enum(["unallocated", "next epoch", "largest remainder"]),
    pools: z.array(pool).min(1).max(40),
  })
  .superRefine((value, context) => {
    const complain = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: "custom", path, message });
    const names = new Set<string>();
    let shares = 0;
    for (const [index, { name: poolName, share }] of value.pools.entries()) {
      if (names.has(poolName)) complain(["pools", index, "name"], `the pool ${poolName} stands there twice`);
      names.add(poolName);
      if (share === "rest") {
        if (index < value.pools.length - 1) complain(["pools", index, "share"], "only the last pool takes the rest");
      } else shares += share;
    }
    if (shares > 10_000) complain(["pools"], `the shares add up to ${shares} basis points, more than the whole`);
    if (value.emission[0]?.from !== 0) complain(["emission", 0, "from"], "the first emission begins at epoch 0");
    for (const [index, { from }] of value.emission.entries()) {
      if (index > 0 && from <= value.emission[index - 1]!.from)
        complain(["emission", index, "from"], "each emission begins after the one before it");
    }
  });

/** A checked policy. */
export type Policy = z.output<typeof policyShape>;
/** One part of an epoch's issue. */
export type Pool = Policy["pools"][number];
/** How a pool is shared. */
export type Rule = Pool["rule"];
/** How crowded places are paid. */
export type Spread = z.output<typeof spread>;

const mostPolicyText = 256 * 1024;

/**
 * Reads a policy from YAML or JSON.
 *
 * @param text At most 256 kB; no aliases, no tags.
 * @param file Name for messages.
 * @throws TokenwrightError `reward/policy` with every finding and its line.
 */
export function readPolicy(text: string, file: string): Policy {
  if (text.length > mostPolicyText) refusePolicy(`${file} is longer than ${mostPolicyText} characters.`, { file });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: false, prettyErrors: false, logLevel: "error" });
  const first = document.errors[0] ?? document.warnings[0];
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    refusePolicy(first.message.split("\n")[0] ?? "", { file, line, column: col });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    refusePolicy("A policy has no aliases.", { file });
  }
  return checkPolicy(value, (path) => {
    const node = nodeAt(document.contents, path);
    if (node?.range === undefined || node.range === null) return { file };
    const { line, col } = lines.linePos(node.range[0]);
    return { file, line, column: col };
  });
}

/**
 * Checks a policy that was read elsewhere, such as the one inside a manifest.
 *
 * @throws TokenwrightError `reward/policy`.
 */
export function checkPolicy(value: unknown, placeOf: (path: readonly PropertyKey[]) => Place = () => ({})): Policy {
  const result = policyShape.safeParse(value);
  if (result.success) return result.data;
  throw new TokenwrightError(
    result.error.issues.slice(0, 20).map(({ path, message }) => ({
      code: "reward/policy",
      message: `The policy's ${path.length === 0 ? "outermost level" : path.join(".")} is wrong: ${message}.`,
      hint: "docs/guides/rewards.md has an example of each rule",
      place: { ...placeOf(path), ...(path.length === 0 ? {} : { path: path.join(".") }) },
    })),
  );
}

function refusePolicy(message: string, place: Place): never {
  return fail({
    code: "reward/policy",
    message,
    expected: "a policy in YAML or JSON",
    hint: "docs/guides/rewards.md has an example of each rule",
    place,
  });
}

function nodeAt(root: Node | null, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = root;
  for (const key of path) {
    let next: unknown;
    if (isMap(node)) next = node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
    else if (isSeq(node) && typeof key === "number") next = node.items[key];
    if (next === undefined || next === null) break;
    node = next;
  }
  return (node ?? undefined) as Node | undefined;
}

/** The policy as plain data, amounts as text: what a manifest carries. `checkPolicy` reads it back. */
export function policyData(policy: Policy): unknown {
  return JSON.parse(JSON.stringify(policy, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
}

/** What an epoch issues by the policy's schedule, in base units. */
export function scheduledEmission({ emission }: Policy, epoch: number): bigint {
  let amountNow = 0n;
  for (const { from, perEpoch } of emission) if (from <= epoch) amountNow = perEpoch;
  return amountNow;
}

/** A promise that a rule does not keep, said aloud wherever its result is shown. */
export interface Declaration {
  readonly pool: string;
  readonly property: "splitting" | "equal work" | "monotone";
  readonly text: string;
}

/**
 * What a policy does not promise. By default splitting a device into two identities never pays more and equal work is
 * paid equally; where a rule cannot hold that, it is named here, in the manifest and on the screen.
 */
export function declarationsOf(policy: Policy): Declaration[] {
  const found: Declaration[] = [];
  for (const { name: pool, rule: one } of policy.pools) {
    const add = (property: Declaration["property"], text: string): void => void found.push({ pool, property, text });
    if (one.kind === "account") continue;
    if (one.kind === "presence") {
      add(
        "splitting",
        "the cap is for each device: two identities have two caps, so an identity must cost more than it brings",
      );
    }
    if (one.kind === "station") {
      add(
        "splitting",
        "every station has the same maximum, so two identities have two, and an identity must cost more than it brings",
      );
    }
    if (one.kind === "quality" && one.least > 0) {
      add("splitting", "a device below the least quality could put its good readings under another identity");
    }
    if (one.spread?.kind === "first-in-cell") {
      add("splitting", "a further identity in a cell takes from all who are not first there");
    }
    if (policy.remainder === "largest remainder") {
      add("splitting", "a unit left by rounding may fall to an identity more");
      add("equal work", "equal work may differ by one base unit, which goes to the lower device id");
    }
  }
  return found;
}
