import type { XmileDocument, XmileSimulation, XmileVariable } from "./document.js";
import { canonicalName } from "./names.js";
import type { UnsupportedList } from "./unsupported.js";

const unspecified = { start: "0", stop: "1", step: "1", method: "euler", line: 1 } as const;

/**
 * The simulation specifications. Vensim itself (not the converter that others use) writes RK4 into every file it exports,
 * whatever the model is integrated by: the outputs of Vensim beside such files in SDXorg/test-models are of Euler's method,
 * which is its standard.
 */
export function simulationOf(document: XmileDocument, unsupported: UnsupportedList): XmileSimulation {
  const { simulation, header, models } = document;
  if (simulation === undefined) return { ...unspecified };
  const isOfVensim = /^vensim$/i.test(header.product ?? "") && /ventana/i.test(header.vendor ?? "");
  if (!isOfVensim || simulation.method !== "rk4") return simulation;
  // Without stocks there is nothing to integrate.
  if (models.some(({ variables }) => variables.some(({ kind }) => kind === "stock"))) {
    unsupported.add(
      "sim_specs",
      simulation.line,
      "Vensim writes RK4 into every file it exports; Euler's method, its standard, is used.",
    );
  }
  return { ...simulation, method: "euler" };
}

/** Vensim writes a fixed delay as a stock whose equation has its left side: `shipped = DELAY FIXED(orders, 2, 0)`. */
export function withoutLeftSide(source: XmileVariable): XmileVariable {
  const [equation] = source.equations;
  const at = equation?.text.indexOf("=") ?? -1;
  if (source.kind !== "stock" || equation === undefined || at < 0) return source;
  if (canonicalName(equation.text.slice(0, at)) !== canonicalName(source.name)) return source;
  const before = equation.text.slice(0, at + 1).replace(/[^\r\n]/g, " ");
  return { ...source, kind: "aux", equations: [{ ...equation, text: before + equation.text.slice(at + 1) }] };
}
