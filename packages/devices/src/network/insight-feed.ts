import { TokenwrightError } from "@tokenwright/engine";
import type { Reading } from "../device/reading.js";
import { convertUcum, ucumOf } from "../device/senml/ucum.js";
import { entryId } from "../evidence/index.js";
import type { TakenMessage } from "../ingest/index.js";
import type { DataRecord } from "../insight/contract/module.js";
import type { AnsweredRecord } from "../insight/life-cycle/stage-result.js";
import type { Pipeline } from "../insight/pipeline/pipeline.js";

/** Something that a module says aloud. */
export interface Alert {
  readonly stage: string;
  readonly device: string;
  /** Seconds since 1970 UTC, by the device's clock. */
  readonly time: number;
  readonly values: AnsweredRecord["values"];
  /** Readings behind it. */
  readonly of: readonly string[];
  /** Module and version that said it. */
  readonly by: string;
  readonly degraded: boolean;
}

export interface StageFigures {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  readonly batches: number;
  readonly answers: number;
  readonly alarms: number;
  /** Batches in which a fallback stood in, or nobody answered. */
  readonly degraded: number;
  readonly withoutValue: number;
  readonly misfit: number;
}

interface Counted {
  batches: number;
  answers: number;
  alarms: number;
  degraded: number;
}

/** Alerts that are kept to be asked for. */
const mostAlerts = 500;

/**
 * Readings on their way through the modules, in the order in which they were stored. What one message says of one
 * instant is one record, with the units that the pipeline's file asks for; what it does not ask for is left out.
 */
export class InsightFeed {
  readonly #counted = new Map<string, Counted>();
  readonly #alerts: Alert[] = [];
  #alerted = 0;
  #records = 0;

  constructor(
    readonly pipeline: Pipeline,
    readonly onAlert: (alert: Alert) => void = () => {},
  ) {}

  /** The last alerts, the newest last. */
  get alerts(): readonly Alert[] {
    return this.#alerts;
  }

  get alerted(): number {
    return this.#alerted;
  }

  /** Records that went in. */
  get records(): number {
    return this.#records;
  }

  get stages(): readonly StageFigures[] {
    return [...this.pipeline.stages].map(([name, stage]) => {
      const { id, version } = stage.running.module.manifest;
      const counted = this.#counted.get(name) ?? { batches: 0, answers: 0, alarms: 0, degraded: 0 };
      return { name, module: id, version, ...counted, ...this.pipeline.passedOver(name) };
    });
  }

  /** Takes stored messages in; each record goes through every stage once. */
  async take(messages: readonly TakenMessage[]): Promise<void> {
    const { sources } = this.pipeline.resolved.plan;
    const records: Record<string, DataRecord[]> = {};
    for (const [source, units] of Object.entries(sources)) {
      const own = messages.flatMap((message) => recordsOf(message, units));
      this.#records += own.length;
      if (own.length > 0) records[source] = own;
    }
    if (Object.keys(records).length === 0) return;
    const results = await this.pipeline.push(records);
    for (const [name, { records: answers, degraded, rung }] of Object.entries(results)) {
      const counted = this.#counted.get(name) ?? { batches: 0, answers: 0, alarms: 0, degraded: 0 };
      this.#counted.set(name, counted);
      counted.batches++;
      counted.answers += answers.length;
      if (degraded || rung === "none") counted.degraded++;
      for (const answer of answers) {
        if (answer.values["alarm"] !== true) continue;
        counted.alarms++;
        if (this.pipeline.resolved.plan.outputs.includes(name)) this.#tell(name, answer);
      }
    }
  }

  #tell(stage: string, { device, time, values, of, by, degraded = false }: AnsweredRecord): void {
    const alert = { stage, device, time, values, of, by: `${by.id} ${by.version}`, degraded };
    this.#alerted++;
    this.#alerts.push(alert);
    if (this.#alerts.length > mostAlerts) this.#alerts.shift();
    this.onAlert(alert);
  }
}

/** What a message says, instant by instant, in the units of a source; none where it has nothing of the source. */
export function recordsOf(
  { readings, ...message }: Pick<TakenMessage, "id" | "piece" | "readings">,
  units: Readonly<Record<string, string>>,
): DataRecord[] {
  const byTime = new Map<number, Record<string, number>>();
  for (const reading of readings) {
    const value = Object.hasOwn(units, reading.channel) ? inUnit(reading, units[reading.channel]!) : undefined;
    if (value === undefined) continue;
    const values = byTime.get(reading.time) ?? {};
    byTime.set(reading.time, values);
    values[reading.channel] = value;
  }
  const [first] = readings;
  if (first === undefined) return [];
  const entry = entryId(message);
  return [...byTime].map(([time, values], index) => ({ id: `${entry}/${index}`, device: first.device, time, values }));
}

/** The number in a UCUM unit; undefined for what is no number, or of another kind. */
function inUnit({ value, unit }: Reading, wanted: string): number | undefined {
  if (typeof value !== "number") return undefined;
  if (unit === "") return value;
  const known = ucumOf(unit);
  if (known === undefined) return undefined;
  try {
    return convertUcum(value, known, wanted);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return undefined;
  }
}
