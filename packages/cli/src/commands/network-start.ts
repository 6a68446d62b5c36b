import {
  type NetworkEvent,
  type NetworkPlan,
  type RunningNetwork,
  readNetworkFile,
  startNetwork,
  startSimulated,
} from "@tokenwright/devices/network";
import { decimalText } from "@tokenwright/devices/reward";
import { exitCodes } from "../exit-codes.js";
import { Exit } from "../failure.js";
import { LiveLine } from "../live-line.js";
import { eventLine, figuresLine, minuteText, shortName, statusText } from "../network-view.js";
import { readInput } from "../read-input.js";
import { formatTable } from "../table.js";
import { clean, print, say } from "../terminal.js";

export interface NetworkStartOptions {
  readonly keep?: boolean;
  readonly json?: boolean;
}

/** Plain lines of progress when there is no terminal: at every tenth. */
const tenth = 0.1;

/** `network start`: a node until Ctrl-C, or until the simulated time has passed. */
export async function networkStartCommand(path: string, options: NetworkStartOptions): Promise<void> {
  const { text, file } = await readInput(path);
  const plan = readNetworkFile(text, file);
  const live = new LiveLine();
  const shown = amounts();
  const onEvent = (event: NetworkEvent): void => live.say(eventLine(event, shown.amount));
  const interrupt = stopSignal(live);
  try {
    if (plan.simulate === undefined) await real(plan, live, shown, onEvent, interrupt.signal, options);
    else await simulated(plan, live, shown, onEvent, interrupt.signal, options);
  } finally {
    live.end();
    interrupt.release();
  }
}

async function real(
  plan: NetworkPlan,
  live: LiveLine,
  shown: Amounts,
  onEvent: (event: NetworkEvent) => void,
  signal: AbortSignal,
  options: NetworkStartOptions,
): Promise<void> {
  const node = await startNetwork(plan, { onEvent });
  shown.use(node);
  sayWhere(node, live);
  await watched(node, live, signal);
  await finish(node, shown, options);
}

async function simulated(
  plan: NetworkPlan,
  live: LiveLine,
  shown: Amounts,
  onEvent: (event: NetworkEvent) => void,
  signal: AbortSignal,
  options: NetworkStartOptions,
): Promise<void> {
  const node = await startSimulated(plan, { onEvent });
  shown.use(node);
  sayWhere(node, live);
  const { stations } = node.simulation.plan;
  const bad = stations.filter(({ conduct }) => conduct.length > 0).length;
  live.say(`${stations.length} simulated stations, ${bad} of them cheat or fail; their time runs as fast as it can`);
  let told = 0;
  await node.run((share, now) => {
    const line = `${minuteText(now)} · ${figuresLine(node.status())}`;
    live.show(line);
    if (live.isLive || share < told + tenth) return;
    told = share;
    live.say(line);
  }, signal);
  if (!signal.aborted && options.keep === true) {
    live.say("the simulated time has passed; the node goes on until Ctrl-C");
    await watched(node, live, signal);
  }
  await finish(node, shown, options);
  if (options.json !== true && node.epochs?.settled.length !== 0) sayPayouts(node, shown);
}

function sayWhere(node: RunningNetwork, live: LiveLine): void {
  const { api, mqtt, plan } = node;
  live.say(`API ${api.url} (${api.url}/openapi.json, ${api.url}/metrics)`);
  if (mqtt !== undefined)
    live.say(`MQTT port ${mqtt.port}: devices publish below up/, anybody subscribes to readings/#`);
  live.say(`this node's key is ${node.status().key}; evidence in ${plan.store}`);
}

/** Shows figures until the signal. */
async function watched(node: RunningNetwork, live: LiveLine, signal: AbortSignal): Promise<void> {
  const show = (): void => live.show(figuresLine(node.status()));
  const timer = setInterval(show, 500);
  const plain = setInterval(() => {
    if (!live.isLive) live.say(figuresLine(node.status()));
  }, 60_000);
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  clearInterval(timer);
  clearInterval(plain);
}

async function finish(node: RunningNetwork, shown: Amounts, { json }: NetworkStartOptions): Promise<void> {
  await node.stop();
  const status = node.status();
  if (json === true) print(JSON.stringify(status, undefined, 2));
  else print(statusText(status, shown.amount));
  if (status.state === "failed") throw new Exit(exitCodes.failure);
}

/** Who was paid what in the last epoch, and where everything is. */
function sayPayouts(node: Awaited<ReturnType<typeof startSimulated>>, shown: Amounts): void {
  const last = node.epochs?.detail;
  if (last === undefined) return;
  const rows = last.devices.map(({ device, score, standing, findings, paid }) => {
    const station = node.simulation.plan.stations[node.simulation.devices.indexOf(device)];
    return [
      shortName(device),
      `${(score / 100).toFixed(1)} %`,
      `${(standing / 100).toFixed(0)} %`,
      shown.amount(paid),
      station === undefined || station.conduct.length === 0 ? "" : station.conduct.map(({ kind }) => kind).join(" "),
      findings.join(" "),
    ];
  });
  const right = { align: "right" } as const;
  const titles = [
    ...[
      { title: "device" },
      { title: "quality", ...right },
      { title: "trusted", ...right },
      { title: "paid", ...right },
    ],
    ...[{ title: "truth" }, { title: "found" }],
  ];
  print(
    [
      "",
      `epoch ${last.number}, device by device; quality counts what did not come as 0`,
      ...formatTable(titles, rows).map((line) => `  ${line}`),
      "",
      `published  ${clean(node.plan.epochs.folder)}`,
      `           each epoch's folder, and its quality and findings beside it as .quality.json`,
      `verify     tokenwright epoch verify ${clean(last.folder)}`,
    ].join("\n"),
  );
}

interface Amounts {
  readonly amount: (units: bigint) => string;
  use(node: RunningNetwork): void;
}

/** Amounts in the policy's token, once it is known. */
function amounts(): Amounts {
  let write = (units: bigint): string => String(units);
  return {
    amount: (units) => write(units),
    use: ({ policy }) => {
      if (policy === undefined) return;
      const { symbol, decimals } = policy.token;
      write = (units) => `${decimalText(units, decimals)} ${symbol}`;
    },
  };
}

/** Ctrl-C once: drain and end. Twice: leave at once; what was acknowledged is on disk. */
function stopSignal(live: LiveLine): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
    say("");
    live.say("storing what has arrived, then ending; Ctrl-C again ends at once");
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
