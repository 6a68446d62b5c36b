import { TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { builtInRegistry } from "../modules/built-in.js";
import { readPipeline } from "./read-pipeline.js";
import { resolvePipeline } from "./resolve-pipeline.js";
import { airPipeline } from "./testing/air.js";

const registry = builtInRegistry();
const open = (text: string) => resolvePipeline(readPipeline(text, "air.yaml"), registry);

/** What is wrong with the pipeline after a change: code, line, and the text underlined. */
function wrong(from: string, to: string): [string, string, string] {
  const text = airPipeline.replace(from, to);
  expect(text).not.toBe(airPipeline);
  try {
    open(text);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const { code, place, message } = error.diagnostics[0]!;
    return [code, `${place?.file}:${place?.line}`, message];
  }
  return ["none", "", ""];
}

test("stages are put in the order of their wires, whatever their order in the file", () => {
  expect(open(airPipeline).stages.map(({ plan }) => plan.name)).toEqual(["nowcast", "index", "odd", "alert"]);
});

test("the same pipeline as JSON is the same pipeline", () => {
  const { plan } = open(airPipeline);
  const stage = {
    use: { kind: "report", capability: "now-cast", version: "^1.0.0" },
    inputs: [{ from: "readings", take: { concentration: "pm" } }],
  };
  const json = JSON.stringify({ pipeline: 1, sources: { readings: { pm: "ug/m3" } }, stages: { nowcast: stage } });
  expect(open(json).stages[0]?.primary.module).toEqual(open(airPipeline).stages[0]?.primary.module);
  expect(plan.title).toBe("Air of a town");
});

test.each([
  ["pm: ug/m3", "pm: mg/m3", "pipeline/unit", 13, /pm comes in mg\/m3, but ug\/m3 is taken in/],
  ["pm: ug/m3", 'pm: "[ppb]"', "pipeline/unit", 13, /comes in \[ppb\]/],
  ["pm: ug/m3", "pm: furlong", "module/unit", 4, /furlong/],
  ["pm25: nowCast", "pm25: nowcast", "pipeline/value", 9, /no value nowcast: nowcast does not give/],
  ["pm25: nowCast", "pm26: nowCast", "pipeline/value", 9, /no value pm26/],
  ["from: index", "from: indx", "pipeline/unknown", 24, /takes from indx/],
  [
    "from: readings, take: { concentration: pm }",
    "from: alert, take: { concentration: incident }",
    "pipeline/cycle",
    9,
    /in a circle: index → alert → nowcast → index/,
  ],
  ["leastReadings: 1", "leastReadings: 0", "pipeline/parameters", 14, /leastReadings is 0, below 1/],
  ["capability: now-cast", "capability: nowcast", "module/unknown", 11, /gives nowcast/],
  ["now-cast, version: ^1.0.0", "now-cast, version: ^2.0.0", "module/unknown", 11, /in version \^2.0.0/],
  ["now-cast, version: ^1.0.0", "now-cast, version: new", "module/version", 11, /is no semantic version/],
  ["report, capability: alert", "reprot, capability: alert", "pipeline/form", 22, /reprot is not possible/],
  [
    "use: { kind: anomaly, capability: baseline, version: ^1.0.0 }, parameters: { warmUp: 10 }",
    "use: { kind: report, capability: now-cast, version: ^1.0.0 }",
    "module/upgrade",
    20,
    /differs from anomaly.neighbours 1.0.0 in its kind, input, output, units/,
  ],
  ["title:", "titel:", "pipeline/form", 2, /no key titel/],
  ["readings: { pm: ug/m3 }", "__proto__: { pm: ug/m3 }", "yaml/dangerous-key", 4, /__proto__/],
  ["side: above", "side: upward", "pipeline/parameters", 25, /none of the values allowed/],
])("%j written as %j is refused as %s on line %d", (from, to, code, line, message) => {
  const [found, place, words] = wrong(from, to);
  expect(words).toMatch(message);
  expect([found, place]).toEqual([code, `air.yaml:${line}`]);
});

test("a wire that says so converts: 1 mg/m3 is 1000 ug/m3", () => {
  const text = airPipeline
    .replace("pm: ug/m3", "pm: mg/m3")
    .replace("take: { concentration: pm } }", "take: { concentration: pm }, convert: true }");
  expect(open(text).stages[0]?.inputs[0]?.taken).toEqual([{ input: "concentration", value: "pm", factor: 1000 }]);
});
