import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlertEvent, type AlertRule, Alerts } from "./alerts.js";

const rule: AlertRule = {
  name: "pm25",
  side: "above",
  threshold: 50,
  clearAt: 40,
  holdSeconds: 0,
  coolDownSeconds: 0,
  groupSeconds: 0,
};

/** Values of one device, a minute apart, as the events they make. */
function told(changes: Partial<AlertRule>, values: readonly number[], alerts = new Alerts({ ...rule, ...changes })) {
  return values.map(
    (value, index) =>
      alerts.observe({ device: "d", group: "g", time: 60 * index, value, record: `r${index}` })?.kind ?? "-",
  );
}

test("a value that flutters at the threshold is one alert, cleared only below the lower one", () => {
  expect(told({}, [49, 50, 49, 51, 48, 41, 40, 49, 50])).toEqual([
    "-",
    "raised",
    "-",
    "-",
    "-",
    "-",
    "cleared",
    "-",
    "raised",
  ]);
});

test("below works like above", () => {
  const frost = { side: "below", threshold: 0, clearAt: 2 } as const;
  expect(told(frost, [3, 0, 1, -1, 2])).toEqual(["-", "raised", "-", "-", "cleared"]);
});

test("a value must stay beyond for as long as the rule says; a dip between the thresholds does not start it anew", () => {
  expect(told({ holdSeconds: 120 }, [60, 45, 60, 60])).toEqual(["-", "-", "raised", "-"]);
  expect(told({ holdSeconds: 120 }, [60, 39, 60, 60, 60])).toEqual(["-", "-", "-", "-", "raised"]);
});

test("after clearing it is quiet for the cool-down, and what was not told is counted", () => {
  const alerts = new Alerts({ ...rule, coolDownSeconds: 180 });
  expect(told({}, [60, 30, 60, 60, 60, 60], alerts)).toEqual(["raised", "cleared", "-", "-", "raised", "-"]);
  expect(alerts.suppressed).toBe(2);
});

test("devices of one group that go beyond within the span are one incident; a later one or another group is a new one", () => {
  const alerts = new Alerts({ ...rule, groupSeconds: 600 });
  const seen = (device: string, group: string, time: number) =>
    alerts.observe({ device, group, time, value: 99, record: device })!;
  const events = [seen("a", "north", 0), seen("b", "north", 300), seen("c", "south", 310), seen("d", "north", 601)];
  expect(events.map(({ kind }) => kind)).toEqual(["raised", "joined", "raised", "raised"]);
  expect(events[1]?.incident).toBe(events[0]?.incident);
  expect(new Set(events.map(({ incident }) => incident)).size).toBe(3);
});

test("the reason says the value, the threshold, since when, and names the records", () => {
  const alerts = new Alerts({ ...rule, holdSeconds: 60 });
  const seen = (time: number, value: number) =>
    alerts.observe({ device: "d", group: "g", time, value, record: `r${time}` });
  seen(0, 55);
  expect(seen(60, 57)?.reason).toEqual({
    text: "57 is above 50 and has been for 60 s.",
    value: 57,
    threshold: 50,
    records: ["r0", "r60"],
  });
});

test("records out of order and values that are no number change nothing", () => {
  const alerts = new Alerts(rule);
  const seen = (time: number, value: number) =>
    alerts.observe({ device: "d", group: "g", time, value, record: "r" })?.kind;
  expect([seen(100, 60), seen(50, 10), seen(110, Number.NaN), seen(120, 30)]).toEqual([
    "raised",
    undefined,
    undefined,
    "cleared",
  ]);
});

const stream = fc.array(
  fc.record({
    device: fc.integer({ min: 0, max: 4 }),
    wait: fc.integer({ min: 0, max: 90 }),
    value: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 200 },
);

function play(
  alerts: Alerts,
  steps: readonly { device: number; wait: number; value: number }[],
  start = 0,
): AlertEvent[] {
  let time = start;
  return steps.flatMap(({ device, wait, value }, index) => {
    time += wait;
    return alerts.observe({ device: `d${device}`, group: `g${device % 2}`, time, value, record: `r${index}` }) ?? [];
  });
}

test("for every stream a device's events alternate between raising and clearing, and cool-downs are kept", () => {
  fc.assert(
    fc.property(stream, fc.integer({ min: 0, max: 300 }), (steps, coolDownSeconds) => {
      const events = play(new Alerts({ ...rule, coolDownSeconds, groupSeconds: 120 }), steps);
      for (let device = 0; device < 5; device++) {
        const own = events.filter((event) => event.device === `d${device}`);
        own.forEach((event, index) => {
          expect(event.kind === "cleared").toBe(index % 2 === 1);
          const before = own[index - 1];
          if (event.kind !== "cleared" && before !== undefined) {
            expect(event.time - before.time).toBeGreaterThanOrEqual(coolDownSeconds);
          }
          if (event.kind === "cleared") expect(event.incident).toBe(before?.incident);
        });
      }
    }),
    { seed: 42, numRuns: 200 },
  );
});

test("saved in the middle and loaded elsewhere the alerts are the same", () => {
  fc.assert(
    fc.property(stream, fc.nat(200), (steps, cut) => {
      const options = { ...rule, coolDownSeconds: 100, groupSeconds: 120, holdSeconds: 30 };
      const whole = new Alerts(options);
      const [one, other] = [new Alerts(options), new Alerts(options)];
      const head = steps.slice(0, cut);
      const start = head.reduce((sum, { wait }) => sum + wait, 0);
      const first = play(one, head);
      other.loadState(one.saveState());
      const second = play(other, steps.slice(cut), start);
      const kinds = (events: readonly AlertEvent[]) =>
        events.map(({ kind, device, time, incident }) => [kind, device, time, incident]);
      expect(kinds([...first, ...second])).toEqual(kinds(play(whole, steps)));
    }),
    { seed: 42, numRuns: 100 },
  );
});

test("a rule that clears on the far side is refused, and so is a state that is none", () => {
  expect(() => new Alerts({ ...rule, clearAt: 60 })).toThrow(/alert\/rule/);
  expect(() => new Alerts(rule).loadState(new TextEncoder().encode("[]"))).toThrow(/alert\/state/);
});
