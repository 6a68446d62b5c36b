import { importXmile } from "../import-xmile.js";
import { runXmile } from "../run-xmile.js";
import type { XmileImport } from "../to-model.js";
import { type Interpreted, interpret } from "./interpret.js";

/** What stands around the variables of a file. */
export interface Around {
  /** Inside `<xmile>`, before the model. */
  readonly before?: string;
  /** After the model: macros and further models. */
  readonly after?: string;
  readonly method?: string;
  readonly start?: string;
  readonly stop?: string;
  readonly dt?: string;
  readonly vendor?: string;
}

/** An XMILE file with these variables. */
export function file(
  variables: string,
  { before = "", after = "", method = "Euler", start = "0", stop = "4", dt = "1", vendor = "" }: Around = {},
): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>${vendor}</vendor><name>Test</name></header>
<sim_specs method="${method}" time_units="months"><start>${start}</start><stop>${stop}</stop><dt>${dt}</dt></sim_specs>
${before}
<model><variables>
${variables}
</variables></model>
${after}
</xmile>`;
}

export function aux(name: string, equation: string, more = ""): string {
  const text = equation.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<aux name="${name}">${more}<eqn>${text}</eqn></aux>`;
}

export function imported(variables: string, around: Around = {}): XmileImport {
  return importXmile(file(variables, around), "test.xmile");
}

const draws = /\b(normal|uniform|lognormal|exponential|poisson)\(/;

/** Fails where the engine gives other numbers than the plain interpreter, for models without draws. */
function compareWithEngine(file: XmileImport, { series }: Interpreted): void {
  if (draws.test(JSON.stringify(file.model))) return;
  for (const { id, values } of runXmile(file).columns) {
    for (const [row, expected] of (series.get(id) ?? []).entries()) {
      const value = values[row]!;
      if (!(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected))))
        throw new Error(`${id} at row ${row}: ${value} on the engine, ${expected} in the interpreter`);
    }
  }
}

/** The run of a file that is taken over whole, by the plain interpreter; the engine must give the same. */
export function runOf(variables: string, around: Around = {}): Interpreted {
  const { model, simulation, unsupported } = imported(variables, around);
  if (unsupported.some(({ effect }) => effect === "results")) throw new Error(JSON.stringify(unsupported));
  const run = interpret(model, simulation);
  compareWithEngine({ model, simulation, unsupported }, run);
  return run;
}

/** The series of `x` with this equation. */
export function series(equation: string, around: Around = {}, others = ""): readonly number[] {
  return runOf(`${others}${aux("x", equation)}`, around).series.get("x")!;
}
