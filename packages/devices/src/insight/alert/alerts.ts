import { fail } from "@tokenwright/engine";

/** When a value becomes an alert, and when it stops being one. */
export interface AlertRule {
  readonly name: string;
  readonly side: "above" | "below";
  /** Where the alert is raised: at the threshold or beyond. */
  readonly threshold: number;
  /** Where it is cleared: back at this value or nearer to normal. The gap to `threshold` is the hysteresis. */
  readonly clearAt: number;
  /** Seconds that the value must stay beyond the threshold before it is raised, 0 for at once. */
  readonly holdSeconds: number;
  /** Seconds after clearing in which the same alert is not raised again. */
  readonly coolDownSeconds: number;
  /** Seconds in which alerts of one group are told as one. */
  readonly groupSeconds: number;
}

/** One observation of what a rule watches. */
export interface AlertObservation {
  readonly device: string;
  /** What devices are grouped by, such as a map cell; the device itself where there is none. */
  readonly group: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
  readonly value: number;
  /** Id of the record behind it. */
  readonly record: string;
}

/** Why an alert was raised or cleared. */
export interface AlertReason {
  readonly text: string;
  readonly value: number;
  readonly threshold: number;
  /** Records behind it, at most 20, the newest last. */
  readonly records: readonly string[];
}

/** Something to tell a person. */
export interface AlertEvent {
  readonly kind: "raised" | "joined" | "cleared";
  /** Names the incident: all devices of a group that were raised together have one. */
  readonly incident: string;
  readonly rule: string;
  readonly device: string;
  readonly group: string;
  readonly time: number;
  readonly reason: AlertReason;
}

interface DeviceState {
  beyondSince: number | undefined;
  records: string[];
  openIncident: string | undefined;
  quietUntil: number;
  latest: number;
}

interface Incident {
  readonly name: string;
  readonly until: number;
}

const mostDevices = 100_000;

/**
 * Turns a stream of values into few alerts: with hysteresis, so that a value at its threshold does not flutter; a cool-down after
 * clearing; one alert for a device however long it lasts; and one incident for the devices of a group that go
 * beyond it within a span of time. Time is that of the records: a replay gives the same alerts. A record older than
 * the device's latest changes nothing.
 */
export class Alerts {
  readonly #devices = new Map<string, DeviceState>();
  readonly #incidents = new Map<string, Incident>();
  #suppressed = 0;

  /** @throws TokenwrightError `alert/rule`. */
  constructor(readonly rule: AlertRule) {
    const { side, threshold, clearAt, holdSeconds, coolDownSeconds, groupSeconds } = rule;
    const isOrdered = side === "above" ? clearAt <= threshold : clearAt >= threshold;
    const areFinite = [threshold, clearAt].every(Number.isFinite);
    const areSpans = [holdSeconds, coolDownSeconds, groupSeconds].every((span) => span >= 0 && span < Infinity);
    if (!areFinite || !isOrdered || !areSpans) {
      fail({
        code: "alert/rule",
        message: `The alert ${rule.name.slice(0, 60)} is raised ${side} ${threshold} and cleared at ${clearAt}.`,
        expected: "finite values, clearing on the normal side of raising, spans of at least 0 s",
        hint: side === "above" ? "clear a little below the threshold" : "clear a little above the threshold",
      });
    }
  }

  /** Values beyond the threshold that were not told because of a cool-down. */
  get suppressed(): number {
    return this.#suppressed;
  }

  observe(seen: AlertObservation): AlertEvent | undefined {
    const state = this.#stateOf(seen.device);
    if (!Number.isFinite(seen.value) || seen.time < state.latest) return undefined;
    state.latest = seen.time;
    const { side, threshold, clearAt, holdSeconds } = this.rule;
    const isBeyond = side === "above" ? seen.value >= threshold : seen.value <= threshold;
    const isClear = side === "above" ? seen.value <= clearAt : seen.value >= clearAt;
    if (state.openIncident !== undefined) return isClear && !isBeyond ? this.#clear(seen, state) : undefined;
    if (!isBeyond) {
      // Between the two thresholds a hold that has begun goes on; it ends when the value is normal again.
      if (isClear) {
        state.beyondSince = undefined;
        state.records = [];
      }
      return undefined;
    }
    state.beyondSince ??= seen.time;
    state.records = [...state.records.slice(-19), seen.record];
    if (seen.time - state.beyondSince < holdSeconds) return undefined;
    if (seen.time < state.quietUntil) {
      this.#suppressed++;
      return undefined;
    }
    return this.#raise(seen, state, state.beyondSince);
  }

  #raise(seen: AlertObservation, state: DeviceState, since: number): AlertEvent {
    const { name, groupSeconds, side, threshold } = this.rule;
    const open = this.#incidents.get(seen.group);
    const joins = open !== undefined && seen.time <= open.until;
    const incident = joins ? open.name : `${name}/${seen.group}/${seen.time}`;
    if (!joins) this.#incidents.set(seen.group, { name: incident, until: seen.time + groupSeconds });
    state.openIncident = incident;
    const lasted = seen.time - since;
    const text = `${seen.value} is ${side} ${threshold}${lasted > 0 ? ` and has been for ${lasted} s` : ""}.`;
    const reason = { text, value: seen.value, threshold, records: state.records };
    return this.#event(joins ? "joined" : "raised", incident, seen, reason);
  }

  #clear(seen: AlertObservation, state: DeviceState): AlertEvent {
    const incident = state.openIncident!;
    state.openIncident = undefined;
    state.beyondSince = undefined;
    state.records = [];
    state.quietUntil = seen.time + this.rule.coolDownSeconds;
    const { clearAt } = this.rule;
    const text = `${seen.value} is back at ${clearAt} or on its normal side.`;
    return this.#event("cleared", incident, seen, {
      text,
      value: seen.value,
      threshold: clearAt,
      records: [seen.record],
    });
  }

  #event(kind: AlertEvent["kind"], incident: string, seen: AlertObservation, reason: AlertReason): AlertEvent {
    const { device, group, time } = seen;
    return { kind, incident, rule: this.rule.name, device, group, time, reason };
  }

  #stateOf(device: string): DeviceState {
    const known = this.#devices.get(device);
    if (known !== undefined) return known;
    const fresh = {
      beyondSince: undefined,
      records: [],
      openIncident: undefined,
      quietUntil: -Infinity,
      latest: -Infinity,
    };
    this.#devices.set(device, fresh);
    // Beyond so many the one that came first is forgotten: memory stays bounded whatever names arrive.
    if (this.#devices.size > mostDevices) this.#devices.delete(this.#devices.keys().next().value!);
    if (this.#incidents.size > mostDevices) this.#incidents.delete(this.#incidents.keys().next().value!);
    return fresh;
  }

  saveState(): Uint8Array {
    const devices = [...this.#devices].map(([device, { beyondSince, records, openIncident, quietUntil, latest }]) => [
      device,
      beyondSince ?? null,
      records,
      openIncident ?? null,
      Number.isFinite(quietUntil) ? quietUntil : null,
      Number.isFinite(latest) ? latest : null,
    ]);
    const incidents = [...this.#incidents].map(([group, { name, until }]) => [group, name, until]);
    return new TextEncoder().encode(JSON.stringify({ alerts: 1, devices, incidents, suppressed: this.#suppressed }));
  }

  /** @throws TokenwrightError `alert/state` when the bytes are not a state that `saveState` gave. */
  loadState(bytes: Uint8Array): void {
    let found: SavedAlerts;
    try {
      found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as SavedAlerts;
    } catch {
      refuseState();
    }
    if (found?.alerts !== 1 || !Array.isArray(found.devices) || !Array.isArray(found.incidents)) refuseState();
    if (found.devices.length > mostDevices || found.incidents.length > mostDevices) refuseState();
    this.#devices.clear();
    this.#incidents.clear();
    for (const [device, since, records, openIncident, quietUntil, latest] of found.devices) {
      this.#devices.set(String(device), {
        beyondSince: since ?? undefined,
        records: records.map(String),
        openIncident: openIncident ?? undefined,
        quietUntil: quietUntil ?? -Infinity,
        latest: latest ?? -Infinity,
      });
    }
    for (const [group, name, until] of found.incidents) this.#incidents.set(String(group), { name, until });
    this.#suppressed = found.suppressed;
  }
}

interface SavedAlerts {
  readonly alerts: number;
  readonly devices: readonly (readonly [
    string,
    number | null,
    string[],
    string | null,
    number | null,
    number | null,
  ])[];
  readonly incidents: readonly (readonly [string, string, number])[];
  readonly suppressed: number;
}

function refuseState(): never {
  return fail({
    code: "alert/state",
    message: "The bytes are no state of the alerts.",
    hint: "start them anew and feed them the last records",
  });
}
