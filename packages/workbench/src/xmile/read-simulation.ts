import type { XmileMethod, XmileSimulation } from "./document.js";
import { childOf, textOf, type XmlElement } from "./read-xml.js";
import type { UnsupportedList } from "./unsupported.js";

const methods: ReadonlyMap<string, XmileMethod> = new Map([
  ["euler", "euler"],
  ["rk4", "rk4"],
  // Section 3.4.1: rk2 falls back to rk4.
  ["rk2", "rk4"],
]);

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Reads `<sim_specs>`. Times that are not numbers are named and replaced by the standard's: 0, start + 1, step 1. */
export function readSimulation(element: XmlElement, unsupported: UnsupportedList): XmileSimulation {
  const time = (name: string, standard: string): string => {
    const text = textOf(element, name);
    if (text !== undefined && number.test(text)) return text.replace(/^\+/, "");
    if (text !== undefined || name !== "dt") {
      const found = text === undefined ? `${name} is missing` : `${name} is ${JSON.stringify(text.slice(0, 40))}`;
      unsupported.add("sim_specs", element.line, `The simulation's ${found}; ${standard} is used.`);
    }
    return standard;
  };
  const start = time("start", "0");
  const stop = time("stop", String(Number(start) + 1));
  const dt = time("dt", "1");
  const reciprocal = childOf(element, "dt")?.attributes.get("reciprocal")?.trim().toLowerCase() === "true";
  let step = reciprocal ? `1/${dt}` : dt;
  if (!(Number(dt) > 0)) {
    unsupported.add("sim_specs", element.line, `The step is ${dt}; 1 is used.`);
    step = "1";
  }
  const save = [
    textOf(element, "save_step"),
    ...[...element.attributes].filter(([name]) => /(^|:)save_(interval|step)$/.test(name)).map(([, value]) => value),
  ]
    .find((text) => text !== undefined && number.test(text.trim()) && Number(text) > 0)
    ?.trim();
  const run = childOf(element, "run");
  if (run !== undefined && (run.attributes.get("by") ?? "all") !== "all") {
    unsupported.add("run", run.line, "Only a part of the model is to run; all of it is read.");
  }
  const timeUnits = element.attributes.get("time_units")?.trim();
  return {
    start,
    stop,
    step,
    ...(save === undefined ? {} : { save }),
    method: methodOf(element, unsupported),
    ...(timeUnits === undefined || timeUnits === "" ? {} : { timeUnits }),
    line: element.line,
  };
}

/** The first of the listed methods that is known: `gear, rk4` gives rk4. */
function methodOf(element: XmlElement, unsupported: UnsupportedList): XmileMethod {
  const written = element.attributes.get("method") ?? textOf(element, "method") ?? "euler";
  const names = written.split(",").map((name) => name.trim().toLowerCase());
  const known = names.map((name) => methods.get(name)).find((method) => method !== undefined);
  if (names[0] === "euler" || names[0] === "rk4") return names[0];
  const method = known ?? (names[0] === "" ? "euler" : "rk4");
  if (names[0] !== "")
    unsupported.add(
      "sim_specs",
      element.line,
      `The integration method ${written.slice(0, 40)} is not known; ${method} is used.`,
    );
  return method;
}
