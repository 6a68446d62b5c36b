import { type Command, Option } from "commander";
import { announce, command, examples } from "./command-parts.js";
import { UsageError } from "./failure.js";

/** `tokenwright device`: keys of devices, their signed messages, and devices that are not there. */
export function addDevice(program: Command): void {
  const device = program
    .command("device")
    .description("devices of a network: keys, signed messages, simulated stations")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText(
      "before",
      examples(
        "tokenwright device keygen -o station.key.json",
        "tokenwright device sign readings.json --key station.key.json --sequence 1 --hardware WS2000 --firmware firmware.bin",
        "tokenwright device verify message.jws --registry registry.yaml",
        "tokenwright device simulate -o simulated --stations 20",
      ),
    );

  command(device, "keygen", "make a key for a device; print what its registry entry needs", [
    "tokenwright device keygen -o station.key.json",
    "tokenwright device keygen -o station.key.json --json | jq -r .did",
  ])
    .requiredOption("-o, --output <file>", "file for the private key, readable by you alone; never over one")
    .option("--json", "print the public half as JSON")
    .action(async (options) => {
      announce("a new key");
      await (await import("./commands/device-keygen.js")).deviceKeygenCommand(options);
    });

  command(device, "sign", "sign a SenML pack as a device does", [
    "tokenwright device sign readings.json --key station.key.json --sequence 1 --hardware WS2000 --firmware firmware.bin",
    "tokenwright device sign - --key station.key.json --sequence 2 --hardware WS2000 --firmware firmware.bin --form cbor -o message.cose",
  ])
    .argument("<file>", "SenML pack in JSON; - reads standard input")
    .requiredOption("--key <file>", "private key that device keygen wrote")
    .requiredOption("--sequence <number>", "larger than that of every message before", readSequence)
    .requiredOption("--hardware <class>", "hardware class, such as WS2000")
    .requiredOption("--firmware <file or hash>", "firmware image, or its SHA-256 in hexadecimal digits")
    .option("--device <name>", "DID or URN of the device (default: the key's did:key)")
    .option("--key-id <name>", "name of the key in the registry", "main")
    .option("--time <instant>", "time of sending, such as 2026-06-01T12:00:00Z (default: now)", readInstant)
    .addOption(new Option("--form <form>", "JWS or COSE_Sign1").choices(["json", "cbor"]).default("json"))
    .option("-o, --output <file>", "file to write; never over one (default: print it; needed for cbor)")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/device-sign.js")).deviceSignCommand(file, options);
    });

  command(device, "verify", "check a signed message against a registry; print its readings", [
    "tokenwright device verify message.jws --registry registry.yaml",
    "tokenwright device verify message.cose --registry registry.json --json | jq .readings[0].value",
  ])
    .argument("<file>", "a message; - reads standard input")
    .requiredOption("--registry <file>", "registry of devices, YAML or .json")
    .option("--received <instant>", "time of arrival, such as 2026-06-01T12:00:00Z (default: now)", readInstant)
    .option("--json", "print the message as JSON")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/device-verify.js")).deviceVerifyCommand(file, options);
    });

  command(device, "simulate", "write the registry and signed messages of stations that are not there", [
    "tokenwright device simulate -o simulated",
    "tokenwright device simulate -o simulated --stations 50 --bad 0.2 --hours 48 --seed 7",
    "tokenwright device simulate -o simulated --bad 1 --stations 2 --kinds drift,spikes",
  ])
    .requiredOption("-o, --output <folder>", "folder for registry.json, messages.jsonl and truth.csv; never over one")
    .option("--stations <number>", "how many, 1 to 10000", readWhole("--stations", 1, 10_000), 10)
    .option("--bad <share>", "share of them that cheat or fail, 0 to 1", readShare, 0)
    .option("--kinds <list>", "what is wrong with the bad ones, separated by commas (default: everything in turn)")
    .option("--hours <number>", "how long, 1 to 8760", readWhole("--hours", 1, 8760), 24)
    .option(
      "--interval <seconds>",
      "between two messages of a station, 1 to 86400",
      readWhole("--interval", 1, 86_400),
      300,
    )
    .option("--start <instant>", "when it begins", readInstant, Date.UTC(2026, 5, 1) / 1000)
    .option("--place <latitude,longitude>", "around which place", readPlace, { latitude: 37.98, longitude: 23.73 })
    .option("--seed <number>", "the same seed gives the same bytes", "42")
    .addOption(new Option("--form <form>", "JWS or COSE_Sign1").choices(["json", "cbor"]).default("json"))
    .option("--json", "print what was written as JSON")
    .action(async (options) => {
      announce("the plan");
      await (await import("./commands/device-simulate.js")).deviceSimulateCommand(options);
    });
}

function readSequence(text: string): bigint {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n) return BigInt(text);
  throw new UsageError(`--sequence is given ${JSON.stringify(text)}.`, `a whole number from 0 to ${2n ** 64n - 1n}`);
}

/** Seconds since 1970 UTC. */
function readInstant(text: string): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (time >= 0) return time / 1000;
  throw new UsageError(`A time is given as ${JSON.stringify(text)}.`, "2026-06-01 or 2026-06-01T12:00:00Z, in UTC");
}

function readWhole(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new UsageError(`${name} is given ${JSON.stringify(text)}.`, `a whole number from ${least} to ${most}`);
  };
}

function readShare(text: string): number {
  const value = /^\d(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 1) return value;
  throw new UsageError(`--bad is given ${JSON.stringify(text)}.`, "a share from 0 to 1, such as 0.2");
}

function readPlace(text: string): { readonly latitude: number; readonly longitude: number } {
  const found = /^(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)$/.exec(text);
  const [latitude, longitude] = [Number(found?.[1]), Number(found?.[2])];
  if (found !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  throw new UsageError(`--place is given ${JSON.stringify(text)}.`, "degrees north and east, such as 37.98,23.73");
}
