import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../device/canonical-json.js";
import { evidenceText, readEvidence } from "./evidence-text.js";
import { exampleEvidence } from "./testing/example.js";

test("JSON has one form: the example of RFC 8785 comes out as printed there", () => {
  // Section 3.2.3, without the literals of section 3.2.2 that only test numbers.
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
      '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
  // Section 3.2.2.
  const numbers = [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  expect(canonicalJson({ numbers, string: '€$\u000f\nA\'B"\\\\"/', literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow("internal");
  expect(() => canonicalJson({ a: 1n })).toThrow("internal");
});

test("evidence is written and read back as it was", () => {
  const text = evidenceText(exampleEvidence(0));
  const read = readEvidence(text, "evidence.jsonl");
  expect(evidenceText(read)).toBe(text);
  expect(read.devices.map(({ device }) => device)).toEqual(exampleEvidence(0).devices.map(({ device }) => device));
  expect(read.devices[0]!.readings.reduce((sum, { work }) => sum + work["use"]!, 0n)).toBe(60n);
});

test("the instants taken are those that the language's own calendar writes back as they were", () => {
  const text = evidenceText(exampleEvidence(0));
  const two = (value: number) => String(value).padStart(2, "0");
  const part = (most: number) => fc.integer({ min: 0, max: most });
  const years = fc.oneof(part(9999), fc.constantFrom(1900, 2000, 2023, 2024, 2100));
  fc.assert(
    fc.property(years, part(13), part(32), part(25), part(61), part(61), (year, month, day, hour, minute, second) => {
      const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
      const start = `${date}T${two(hour)}:${two(minute)}:${two(second)}Z`;
      const time = Date.parse(start);
      const isWritten = !Number.isNaN(time) && new Date(time).toISOString() === start.replace("Z", ".000Z");
      const broken = text
        .replace(/"start":"[^"]*"/, `"start":"${start}"`)
        .replace(/"end":"[^"]*"/, '"end":"9999-12-31T23:59:59Z"');
      const read = () => readEvidence(broken, "evidence.jsonl");
      if (isWritten) expect(read().start).toBe(start);
      else expect(read).toThrow("start is no instant in UTC");
    }),
    {
      seed: 5,
      numRuns: 1000,
      examples: [
        [2024, 2, 29, 0, 0, 0],
        [2100, 2, 29, 0, 0, 0],
        [2026, 6, 30, 24, 0, 0],
      ],
    },
  );
});

test("every fault of evidence is refused with its line and place", () => {
  const text = evidenceText(exampleEvidence(0));
  const cases: readonly (readonly [string | RegExp, string, string])[] = [
    ['"schema":1', '"schema":2', "Line 1 of the evidence: schema"],
    ['"epoch":0', '"epoch":-1', "Line 1 of the evidence: epoch"],
    ['"start":"2026-06-01', '"start":"2026-06-31', "Line 1 of the evidence: start"],
    ['"end":"2026-06-02', '"end":"2026-06-01', "Line 1 of the evidence: end is not after"],
    ['"window":240', '"__proto__":240', "Line 1"],
    ['"quality":10000', '"quality":10001', "quality is no whole number from 0 to 10000"],
    ['"quality":10000', '"quality":1.5', "quality is no whole number"],
    ['"use":"25"', '"use":25', "use is not whole units as text"],
    ['"use":"25"', '"use":"-25"', "use is not whole units as text"],
    ['"use":"25"', '"constructor":"25"', "has a kind that is no name"],
    ['"standing":10000', '"standing":10000,"extra":1', 'unknown key "extra"'],
    [/"cell":"[0-9a-f]{15}"/, '"cell":"fffffffffffffff"', "cell is no cell of H3"],
    [/"owner":"0x[0-9a-f]/, '"owner":"0xG', "owner does not have the form"],
    ["station-1", "station-0", "stands in the file twice"],
    [/\n\{/, "\n{]", "is no JSON"],
  ];
  for (const [from, to, message] of cases) {
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    expect(() => readEvidence(broken, "evidence.jsonl")).toThrow(message);
  }
  const twice = exampleEvidence(0);
  const [one, two] = twice.devices;
  const copied = { ...two!, readings: one!.readings };
  expect(() => evidenceText({ ...twice, devices: [one!, copied] })).toThrow("a reading is paid once");
  expect(() => readEvidence("", "evidence.jsonl")).toThrow("the file is empty");
  expect(({} as Record<string, unknown>)["window"]).toBeUndefined();
});
