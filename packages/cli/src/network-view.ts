import type { NetworkEvent, NetworkStatus } from "@tokenwright/devices/network";
import { formatTable } from "./table.js";
import { cleanLine, stylist } from "./terminal.js";

const right = { align: "right" } as const;

/** What a refusal means, for those that need more than their code. */
const meanings: Readonly<Record<string, string>> = {
  "device/signature": "signature does not hold",
  "device/unknown-device": "device not registered",
  "device/unknown-key": "key not registered",
  "device/key-revoked": "key revoked",
  "device/key-validity": "key not valid then",
  "device/too-large": "too long",
  "ingest/ahead": "clock ahead",
  "ingest/sequence-used": "sequence used by another message",
  "ingest/sequence-old": "sequence far below the last",
  "ingest/device-quota": "device over its quota",
  "ingest/network-quota": "network over its quota",
  "ingest/dropped": "no room, sender does not keep it",
  "ingest/unsigned": "not signed",
};

/** One line of figures: what a terminal shows while the node runs. */
export function figuresLine({ intake, insight, epochs, heldBytes }: NetworkStatus): string {
  const refused = Object.values(intake.refused).reduce((sum, count) => sum + (count ?? 0), 0);
  const parts = [
    `${intake.stored} stored`,
    `${refused} refused`,
    `${intake.duplicates} again`,
    `${intake.late} late`,
    ...(insight === null ? [] : [`${insight.alerts} alerts`]),
    ...(epochs === null ? [] : [`epoch ${epochs.next.number}`]),
    ...(heldBytes > 1024 * 1024 ? [`${Math.round(heldBytes / 1024 / 1024)} MiB waiting`] : []),
  ];
  return parts.join(" · ");
}

/** Instant in UTC, to the minute. @param seconds Since 1970. */
export function minuteText(seconds: number): string {
  return `${new Date(1000 * seconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** One line for something that happened. */
export function eventLine(event: NetworkEvent, shownAmount: (units: bigint) => string): string {
  switch (event.kind) {
    case "alert": {
      const { stage, device, time, values, by } = event.alert;
      const reason = typeof values["reason"] === "string" ? values["reason"] : JSON.stringify(values);
      return `${minuteText(time)}  alert ${cleanLine(stage)}: ${shortName(device)}: ${cleanLine(reason).slice(0, 160)} (${cleanLine(by)})`;
    }
    case "epoch": {
      const { number, devices, readings, paid, root, isVerified } = event.epoch;
      const verified = isVerified ? "computed again: equal" : "COMPUTED AGAIN: DIFFERS";
      return `epoch ${number} settled: ${devices} devices, ${readings} readings, paid ${shownAmount(paid)}, root ${root ?? "none"} (${verified})`;
    }
    case "problem":
      return `problem: ${cleanLine(event.message)}`;
  }
}

/** A device's name, shortened in the middle. */
export function shortName(device: string): string {
  const name = cleanLine(device);
  return name.length <= 28 ? name : `${name.slice(0, 12)}…${name.slice(-8)}`;
}

/** Everything a node says of itself, as text for a person. */
export function statusText(status: NetworkStatus, shownAmount: (units: bigint) => string): string {
  const style = stylist(process.stdout);
  const { intake, store, insight, epochs, mqtt, api, peers, follows } = status;
  const lines = [
    style("bold", `${cleanLine(status.network)} · node ${cleanLine(status.node)} · ${status.state}`),
    ...(status.problem === "" ? [] : [style("red", cleanLine(status.problem))]),
    `${status.devices} devices · ${store.messages} messages in ${cleanLine(store.folder)}`,
    `API ${cleanLine(api.url)}${mqtt === null ? "" : ` · MQTT port ${mqtt.port}, ${mqtt.connections} connections`}${follows === null ? "" : ` · follows ${cleanLine(follows.url)}${follows.isConnected ? "" : " (away)"}`}`,
    "",
    `${intake.offered} messages offered: ${intake.stored} stored (${intake.readings} readings; ${intake.late} late), ${intake.duplicates} were there already`,
  ];
  const refused = Object.entries(intake.refused);
  if (refused.length > 0) {
    const rows = refused.map(([reason, count]) => [cleanLine(reason), String(count ?? 0), meanings[reason] ?? ""]);
    lines.push(...indented(formatTable([{ title: "refused" }, { title: "messages", ...right }, { title: "" }], rows)));
  }
  if (insight !== null && insight.stages.length > 0) {
    const rows = insight.stages.map((stage) => [
      ...[cleanLine(stage.name), `${cleanLine(stage.module)} ${cleanLine(stage.version)}`],
      ...[stage.answers, stage.alarms, stage.degraded].map(String),
    ]);
    const titles = ["answers", "alarms", "degraded"].map((title) => ({ title, ...right }));
    lines.push("", ...indented(formatTable([{ title: "stage" }, { title: "module" }, ...titles], rows)));
  }
  if (epochs !== null) {
    const rows = epochs.settled
      .slice(-12)
      .map(({ number, devices, readings, paid, unallocated, root, isVerified }) => [
        ...[
          String(number),
          String(devices),
          String(readings),
          shownAmount(BigInt(paid)),
          shownAmount(BigInt(unallocated)),
        ],
        ...[isVerified ? "equal" : "DIFFERS", root ?? "none"],
      ]);
    const titles = ["devices", "readings", "paid", "unallocated"].map((title) => ({ title, ...right }));
    if (rows.length > 0) {
      lines.push(
        "",
        ...indented(formatTable([{ title: "epoch" }, ...titles, { title: "again" }, { title: "root" }], rows)),
      );
    }
    lines.push("", `next epoch ${epochs.next.number}, until ${epochs.next.end}`);
    if (epochs.problem !== "") lines.push(style("red", cleanLine(epochs.problem)));
  }
  for (const { name, heard, isEqual, taken, problem } of peers) {
    const when = heard === null ? "not heard yet" : `heard ${minuteText(heard)}, ${isEqual ? "equal" : "not equal"}`;
    lines.push(
      `node ${cleanLine(name)}: ${when}, ${taken} taken over${problem === "" ? "" : `; ${cleanLine(problem)}`}`,
    );
  }
  return lines.join("\n");
}

function indented(table: readonly string[]): readonly string[] {
  return table.map((line) => `  ${line}`);
}
