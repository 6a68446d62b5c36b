import { build, type Rational, run, type VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, toNumber } from "../../testing/exact.js";
import model from "./model.js";

// A step of a year, so that an age that is whole stays whole.
const program = build(model, { step: "365 day" });

/** The rate at an age, whole or not, by the model's first step; ages that are not whole need the fast backend. */
function rateAt(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string): Rational => {
    const { n, d } = fraction(input[name] ?? parameters[name]);
    return rational(n * 100n, d);
  };
  const age = fraction(input["year"]);
  const taper = given("taper");
  const result = run(program, {
    steps: 1,
    backend: age.d === 1n ? "exact" : "js",
    parameters: {
      initialRate: given("initial"),
      taper,
      laterTaper: taper,
      terminalRate: given("terminal"),
      year: rational(365n),
      changeAt: rational(365n * 10_000n),
      startAge: rational(age.n * 365n, age.d),
    },
  });
  const rate = age.d === 1n ? toNumber(result.exact("rate")[0]!) : result.series("rate")[0]!;
  return { rate: rate / 100 };
}

export const adapters: readonly VectorAdapter[] = [{ group: "solana_inflation", compute: rateAt }];
