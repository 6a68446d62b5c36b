import { fail } from "../base/errors.js";
import type { VectorAdapter } from "../base/vector-adapter.js";
import {
  gini,
  giniOfExponential,
  giniOfLogNormal,
  giniOfPareto,
  giniOfUniform,
  meanLogDeviation,
  theil,
} from "./inequality.js";

type Input = Readonly<Record<string, unknown>>;

/** The first of the names that the case gives, as a number. */
function numberOf(input: Input, ...names: readonly string[]): number | undefined {
  const found = names.find((name) => input[name] !== undefined);
  return found === undefined ? undefined : Number(input[found]);
}

/** A law is named `law` or `distribution`; its parameter has a name of its own or is called `parameter`. */
function closedForm(input: Input): Readonly<Record<string, unknown>> {
  const law = String(input["law"] ?? input["distribution"])
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  switch (law) {
    case "pareto":
      return { gini: giniOfPareto(numberOf(input, "alpha", "parameter") ?? Number.NaN) };
    case "lognormal":
      return { gini: giniOfLogNormal(numberOf(input, "sigma", "parameter") ?? Number.NaN) };
    case "exponential":
      return { gini: giniOfExponential() };
    case "uniform":
      return {
        gini: giniOfUniform(
          numberOf(input, "low", "lower", "a", "min") ?? 0,
          numberOf(input, "high", "upper", "b", "max", "parameter") ?? 1,
        ),
      };
    default:
      return fail({
        code: "inequality/law",
        message: `There is no closed form for the law ${law.slice(0, 80)}.`,
        expected: "pareto, lognormal, exponential or uniform",
      });
  }
}

function ofSample(input: Input, wanted: readonly string[]): Readonly<Record<string, unknown>> {
  const sample = (input["x"] as readonly unknown[]).map(Number);
  const measures: Readonly<Record<string, (values: readonly number[]) => number>> = {
    gini,
    theil,
    mld: meanLogDeviation,
  };
  return Object.fromEntries(wanted.filter((name) => name in measures).map((name) => [name, measures[name]!(sample)]));
}

export const adapters: readonly VectorAdapter[] = [
  { group: "gini_closed_forms", compute: closedForm },
  { group: "numeric.gini", compute: closedForm },
  { group: "inequality", compute: (input, _parameters, wanted) => ofSample(input, wanted) },
];
