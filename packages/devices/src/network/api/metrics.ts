import type { StageFigures } from "../insight-feed.js";
import type { NetworkStatus } from "../status.js";

type Labels = Readonly<Record<string, string>>;

/** A node's figures in the text format of Prometheus, version 0.0.4. */
export function metricsText(
  { intake, heldBytes, store, mqtt, insight, epochs, peers, devices, state }: NetworkStatus,
  more: { readonly droppedEvents: number; readonly listeners: number; readonly residentBytes: number },
): string {
  const lines: string[] = [];
  const family = (
    name: string,
    kind: "counter" | "gauge",
    help: string,
    samples: readonly (readonly [Labels, number])[],
  ): void => {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
    for (const [labels, value] of samples) lines.push(`${name}${labelText(labels)} ${value}`);
  };
  const one = (name: string, kind: "counter" | "gauge", help: string, value: number): void =>
    family(name, kind, help, [[{}, value]]);
  one("tokenwright_up", "gauge", "1 while messages can be stored.", state === "failed" ? 0 : 1);
  one("tokenwright_devices", "gauge", "Registered devices.", devices);
  one("tokenwright_messages_offered_total", "counter", "Messages that arrived.", intake.offered);
  one("tokenwright_messages_stored_total", "counter", "Messages that were accepted and are on disk.", intake.stored);
  one("tokenwright_messages_late_total", "counter", "Of the stored messages, those that came late.", intake.late);
  one("tokenwright_messages_duplicate_total", "counter", "Messages that were there already.", intake.duplicates);
  one("tokenwright_messages_exchanged_total", "counter", "Messages taken over from other nodes.", intake.exchanged);
  family(
    "tokenwright_messages_refused_total",
    "counter",
    "Messages that were not taken in, by reason.",
    Object.entries(intake.refused).map(([reason, count]) => [{ reason }, count]),
  );
  one("tokenwright_readings_total", "counter", "Readings in stored messages.", intake.readings);
  one("tokenwright_held_bytes", "gauge", "Bytes of messages between arrival and store.", heldBytes);
  one("tokenwright_store_messages", "gauge", "Messages in the store.", store.messages);
  one("tokenwright_store_files", "gauge", "Files of the store.", store.files);
  if (mqtt !== null) {
    one("tokenwright_mqtt_connections", "gauge", "Connections to the node's own broker.", mqtt.connections);
    one("tokenwright_mqtt_dropped_total", "counter", "Messages that subscribers were too slow for.", mqtt.dropped);
  }
  one("tokenwright_event_listeners", "gauge", "Listeners to server-sent events.", more.listeners);
  one("tokenwright_events_dropped_total", "counter", "Events that listeners were too slow for.", more.droppedEvents);
  if (insight !== null) {
    one("tokenwright_alerts_total", "counter", "Alerts that were told.", insight.alerts);
    const { stages } = insight;
    const of = (pick: (stage: StageFigures) => number) =>
      stages.map((stage) => [{ stage: stage.name, module: `${stage.module}@${stage.version}` }, pick(stage)] as const);
    family(
      "tokenwright_stage_answers_total",
      "counter",
      "Answers of a stage.",
      of(({ answers }) => answers),
    );
    family(
      "tokenwright_stage_degraded_total",
      "counter",
      "Batches with a fallback or no answer.",
      of(({ degraded }) => degraded),
    );
  }
  if (epochs !== null) one("tokenwright_epochs_settled", "gauge", "Settled epochs.", epochs.next.number);
  family(
    "tokenwright_peer_equal",
    "gauge",
    "1 when a node held the same messages at the last exchange.",
    peers.map(({ name, isEqual }) => [{ peer: name }, isEqual ? 1 : 0]),
  );
  one("process_resident_memory_bytes", "gauge", "Resident memory of the process.", more.residentBytes);
  return `${lines.join("\n")}\n`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
