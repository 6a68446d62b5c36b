import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type ClaimedPlace,
  type ConductKind,
  conductKinds,
  type EnvelopeForm,
  neighbourhood,
  type SimulatedMessage,
  type Simulation,
  simulateDevices,
} from "@tokenwright/devices/device";
import { fail, random } from "@tokenwright/engine";
import { writeInParts } from "@tokenwright/workbench";
import { UsageError } from "../failure.js";
import { clean, print, say } from "../terminal.js";

interface SimulateOptions {
  readonly output: string;
  readonly stations: number;
  readonly bad: number;
  readonly kinds?: string;
  readonly hours: number;
  readonly interval: number;
  readonly start: number;
  readonly place: ClaimedPlace;
  readonly seed: string;
  readonly form: EnvelopeForm;
  readonly json?: boolean;
}

/** `device simulate`: what a network of stations sends, and what is true. */
export async function deviceSimulateCommand(options: SimulateOptions): Promise<void> {
  const { output, stations, bad, hours, interval, start, place, form } = options;
  const kinds = options.kinds === undefined ? {} : { kinds: readKinds(options.kinds) };
  const seed = random.parseSeed(options.seed);
  const plan = neighbourhood({ seed, start, interval, form, stations, bad, centre: place, radius: 0.05, ...kinds });
  const simulation = simulateDevices(plan);
  refuseTaken(output);
  mkdirSync(output, { recursive: true });
  const path = (name: string): string => join(output, name);
  let messages = 0;
  const wrong: Record<string, number> = {};
  writeInParts(path("registry.json"), (append) =>
    append(bytes(`${JSON.stringify(simulation.registryData, undefined, 1)}\n`)),
  );
  writeInParts(path("messages.jsonl"), (append) => {
    for (const message of simulation.messages(start, start + hours * 3600)) {
      messages++;
      for (const kind of message.wrong) wrong[kind] = (wrong[kind] ?? 0) + 1;
      append(bytes(lineOf(message, form)));
    }
  });
  writeInParts(path("truth.csv"), (append) => append(bytes(truthOf(simulation))));
  const files = ["registry.json", "messages.jsonl", "truth.csv"].map(path);
  if (options.json === true) {
    print(JSON.stringify({ schema: 1, seed: String(seed), stations, messages, wrong, files }, undefined, 2));
    return;
  }
  const faults = Object.entries(wrong).map(([kind, count]) => `${count} ${kind}`);
  say(`wrote ${files.map(clean).join(", ")}`);
  print(
    `${messages} messages of ${stations} stations in ${hours} h${faults.length === 0 ? "" : `; wrong: ${faults.join(", ")}`}`,
  );
}

/** A line of JSON: when it arrives, and the message as text, or as base 64 for CBOR. What is wrong with it is not said. */
function lineOf({ at, bytes: message }: SimulatedMessage, form: EnvelopeForm): string {
  const body =
    form === "json"
      ? { message: new TextDecoder().decode(message) }
      : { base64: Buffer.from(message).toString("base64") };
  return `${JSON.stringify({ at, ...body })}\n`;
}

/** One line per station: where it really stands, and what is wrong with it. */
function truthOf({ plan, devices }: Simulation): string {
  const rows = plan.stations.map(({ place, conduct }, index) => {
    const { latitude, longitude, altitude = "" } = place;
    return [index, devices[index], latitude, longitude, altitude, conduct.map(({ kind }) => kind).join(" ")].join(",");
  });
  return `${["station,device,latitude,longitude,altitude,conduct", ...rows].join("\r\n")}\r\n`;
}

function readKinds(text: string): readonly ConductKind[] {
  return text.split(",").map((word) => {
    const kind = conductKinds.find((one) => one === word.trim());
    if (kind === undefined) throw new UsageError(`--kinds names ${JSON.stringify(word)}.`, conductKinds.join(","));
    return kind;
  });
}

function refuseTaken(folder: string): void {
  const taken = ["registry.json", "messages.jsonl", "truth.csv"]
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
  if (taken === undefined) return;
  fail({
    code: "store/exists",
    message: `${JSON.stringify(taken)} is there already and is left as it is.`,
    expected: "a folder without it",
    hint: "name another folder with -o, or move it away",
    place: { file: taken },
  });
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}
