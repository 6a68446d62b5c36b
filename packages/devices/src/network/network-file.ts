import { dirname, resolve } from "node:path";
import { fail, isDangerousKey, type Place, TokenwrightError } from "@tokenwright/engine";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";

/**
 * A node of a device network as its file says it: who its devices are, where it listens, what it takes in, what is made
 * of readings, how it pays, and with which other nodes it shares evidence. Paths are relative to the file.
 */

const word = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{0,59}$/, "a name begins with a letter: letters, digits, dots, hyphens")
  .refine((name) => !isDangerousKey(name), "this name is not allowed");
const path = z
  .string()
  .min(1)
  .max(1_000)
  .refine((text) => !text.includes("\0"), "a path has no zero byte");
const address = z
  .string()
  .regex(/^(?:\[[0-9a-fA-F:]{2,39}\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/, "an address is a host and a port: 127.0.0.1:1883")
  .transform((text) => {
    const at = text.lastIndexOf(":");
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port <= 65_535, "a port is at most 65535");
const rate = z.strictObject({
  perSecond: z.number().positive().max(1e6),
  burst: z.number().int().min(1).max(1e6),
});
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/, "an instant is 2026-06-01 or 2026-06-01T12:00:00Z, in UTC")
  .transform((text) => Date.parse(text) / 1000)
  .refine((seconds) => Number.isFinite(seconds), "there is no such day");
const placeShape = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  altitude: z.number().min(-500).max(9_000).optional(),
});

const mqtt = z.strictObject({
  /** Where the node's own broker listens; `off` for none. */
  listen: z.union([z.literal("off"), address]).default({ host: "127.0.0.1", port: 1883 }),
  /** A broker elsewhere that devices publish to. */
  follow: z
    .strictObject({
      url: z.string().regex(/^mqtts?:\/\/[A-Za-z0-9.[\]:-]{1,260}$/, "an address is mqtt://host:port"),
      version: z.enum(["3.1.1", "5"]).default("5"),
      filter: z.string().min(1).max(200).default("up/#"),
      connections: z.number().int().min(1).max(64).default(8),
      username: z.string().max(200).optional(),
      /** Environment variable that holds the password; the file itself has none. */
      passwordFrom: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{0,99}$/, "an environment variable is named in capitals")
        .optional(),
    })
    .optional(),
});

const simulate = z.strictObject({
  stations: z.number().int().min(1).max(10_000).default(24),
  bad: z.number().min(0).max(1).default(0.5),
  hours: z.number().int().min(1).max(8_760).default(24),
  interval: z.number().int().min(1).max(86_400).default(300),
  seed: z.union([z.number().int().min(0), z.string().regex(/^\d{1,20}$/, "a seed is a whole number")]).default(42),
  form: z.enum(["json", "cbor"]).default("json"),
  centre: placeShape.default({ latitude: 37.98, longitude: 23.73 }),
  /** Degrees of latitude within which stations stand. */
  radius: z.number().positive().max(10).default(0.05),
});

const networkShape = z
  .strictObject({
    network: z.literal(1),
    name: word,
    title: z.string().min(1).max(200).optional(),
    /** Devices; left out where they are simulated. */
    registry: path.optional(),
    store: path.default("data"),
    mqtt: mqtt.prefault({}),
    api: z
      .strictObject({
        listen: address.default({ host: "127.0.0.1", port: 4780 }),
        /** Values of Host under which it is reached from elsewhere. */
        hosts: z
          .array(z.string().regex(/^[A-Za-z0-9.[\]:-]{1,260}$/))
          .max(20)
          .default([]),
      })
      .prefault({}),
    acceptance: z
      .strictObject({
        skewSeconds: z.number().min(0).max(86_400).default(300),
        deviceRate: rate.optional(),
        networkRate: rate.optional(),
        queueMebibytes: z.number().int().min(1).max(1_024).default(16),
        /** Threads that check signatures; 0 checks them in the thread that reads sockets. */
        threads: z.number().int().min(0).max(16).default(1),
      })
      .prefault({}),
    pipeline: path.optional(),
    policy: path.optional(),
    epochs: z
      .strictObject({
        folder: path.default("epochs"),
        /** Where epoch 0 begins; by default the day that the node is first started on. */
        start: instant.optional(),
        /** Messages that are signed up to so many seconds after an epoch still tell of it; it is settled after that and the skew. */
        graceSeconds: z
          .number()
          .int()
          .min(0)
          .max(7 * 86_400)
          .default(600),
      })
      .prefault({}),
    /** By what readings are judged: all nodes of a network must have the same. */
    judge: z
      .strictObject({
        /** Seconds between two readings of a channel, by hardware class. */
        intervals: z
          .record(z.string().min(1).max(64), z.number().int().min(1).max(86_400))
          .default({ default: 300 })
          .refine((intervals) => intervals["default"] !== undefined, "an interval for default is missing"),
        /** Basis points that a device is trusted whose place no neighbours verify. */
        unverified: z.number().int().min(0).max(10_000).optional(),
        /** Work of the kind `credits` for each good reading: what users burned for it, in credits. */
        credits: z.number().int().min(0).max(1_000_000).default(0),
        /** Accounts by the owner's name in the registry. */
        accounts: z.record(z.string().min(1).max(128), z.string().regex(/^0x[0-9a-fA-F]{40}$/)).default({}),
      })
      .prefault({}),
    node: z.strictObject({ name: word.default("a"), key: path.default("node.key.json") }).prefault({}),
    peers: z
      .array(
        z.strictObject({
          name: word,
          url: z.string().regex(/^https?:\/\/[A-Za-z0-9.[\]:-]{1,260}$/, "an address is http://host:port"),
          key: z.string().regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}$/, "a key is a did:key"),
        }),
      )
      .max(50)
      .default([]),
    simulate: simulate.optional(),
  })
  .superRefine((value, context) => {
    const complain = (at: string, message: string): void => context.addIssue({ code: "custom", path: [at], message });
    if (value.registry === undefined && value.simulate === undefined) {
      complain("registry", "devices stand in a registry, or are simulated");
    }
    if (value.registry !== undefined && value.simulate !== undefined) {
      complain("simulate", "simulated devices bring their own registry");
    }
    const names = [value.node.name, ...value.peers.map(({ name }) => name)];
    if (new Set(names).size < names.length) complain("peers", "every node has a name of its own");
  });

/** A checked file; paths are whole. */
export type NetworkPlan = z.output<typeof networkShape>;
export type SimulatePlan = NonNullable<NetworkPlan["simulate"]>;

const mostText = 256 * 1024;

/**
 * Reads a network's file, YAML or JSON.
 *
 * @param text At most 256 kB; no aliases, no tags.
 * @param file Its name: for findings, and for the paths in it, which are relative to it.
 * @throws TokenwrightError `network/file` with every finding and its line.
 */
export function readNetworkFile(text: string, file: string): NetworkPlan {
  if (text.length > mostText) refuse(`${file} is longer than ${mostText} characters.`, { file });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: false, prettyErrors: false, logLevel: "error" });
  const first = document.errors[0] ?? document.warnings[0];
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    refuse(first.message.split("\n")[0] ?? "", { file, line, column: col });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    refuse("The file has aliases.", { file });
  }
  const result = networkShape.safeParse(value);
  if (!result.success) {
    throw new TokenwrightError(
      result.error.issues.slice(0, 20).map(({ path: at, message }) => {
        const named = at.length === 0 ? "The file's outermost level" : at.join(".");
        return {
          code: "network/file",
          message: `${named} is wrong: ${message}.`,
          hint: "docs/guides/run-a-network.md explains every key",
          place: { ...placeOf(document.contents, at, lines, file), ...(at.length === 0 ? {} : { path: at.join(".") }) },
        };
      }),
    );
  }
  return withWholePaths(result.data, dirname(resolve(file)));
}

function withWholePaths(plan: NetworkPlan, folder: string): NetworkPlan {
  const whole = (name: string): string => resolve(folder, name);
  return {
    ...plan,
    ...(plan.registry === undefined ? {} : { registry: whole(plan.registry) }),
    ...(plan.pipeline === undefined ? {} : { pipeline: whole(plan.pipeline) }),
    ...(plan.policy === undefined ? {} : { policy: whole(plan.policy) }),
    store: whole(plan.store),
    epochs: { ...plan.epochs, folder: whole(plan.epochs.folder) },
    node: { ...plan.node, key: whole(plan.node.key) },
  };
}

function placeOf(root: Node | null, at: readonly PropertyKey[], lines: LineCounter, file: string): Place {
  let node: unknown = root;
  for (const key of at) {
    let next: unknown;
    if (isMap(node)) next = node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
    else if (isSeq(node) && typeof key === "number") next = node.items[key];
    if (next === undefined || next === null) break;
    node = next;
  }
  const range = (node as Node | null)?.range;
  if (range === undefined || range === null) return { file };
  const { line, col } = lines.linePos(range[0]);
  return { file, line, column: col };
}

function refuse(message: string, place: Place): never {
  return fail({
    code: "network/file",
    message,
    expected: "a network's file in YAML or JSON",
    hint: "docs/guides/run-a-network.md explains every key",
    place,
  });
}
