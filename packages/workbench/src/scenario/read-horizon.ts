import { type Diagnostic, fail, rational, type Units, unit } from "@tokenwright/engine";
import { readQuantity } from "./distribution.js";
import { placeOfNode, type YamlNode } from "./yaml-node.js";

/** Longest horizon; a draw's address has room for more, a result has not. */
const mostSteps = 10_000_000;

/**
 * The number of steps in a horizon.
 *
 * @param step Length of a step in the units of the economy, which knows it as `epoch`.
 * @throws TokenwrightError `scenario/horizon` when it is no length of time, or not a whole number of steps.
 */
export function readHorizon(node: YamlNode, step: string, units: Units): number {
  const path = "horizon";
  const horizon = readQuantity(node, path, units);
  const place = placeOfNode(node, path);
  const second = units.parse("second").dimension;
  const refuse = (words: Pick<Diagnostic, "message" | "expected" | "hint">): never =>
    fail({ code: "scenario/horizon", ...words, place });
  if (!unit.sameDimension(horizon.unit.dimension, second)) {
    const hint = "for example 10 year";
    return refuse({ message: `The horizon ${horizon.text} is no length of time.`, expected: "a time", hint });
  }
  if (horizon.value.n <= 0n) {
    return refuse({
      message: `The horizon is ${horizon.text}.`,
      expected: "a time above zero",
      hint: "for example 10 year",
    });
  }
  const each = units.parseQuantity(step);
  const length = rational.multiply(each.value, each.unit.scale);
  const steps = rational.divide(rational.multiply(horizon.value, horizon.unit.scale), length);
  const whole = rational.floor(steps);
  if (whole > BigInt(mostSteps)) {
    const expected = `at most ${mostSteps} steps of ${step}`;
    return refuse({
      message: `The horizon ${horizon.text} has ${whole} steps.`,
      expected,
      hint: "shorten it, or take longer steps",
    });
  }
  if (steps.d !== 1n) {
    const named = (count: bigint) => {
      const value = rational.divide(rational.multiply(rational.rational(count), length), horizon.unit.scale);
      const text =
        rational.equal(rational.rational(rational.floor(value)), value) || value.d < 10_000n
          ? units.format(value, horizon.unit)
          : "";
      // A time that has no short decimal is given in steps.
      return /^[0-9._]{1,12} /.test(text) ? `${text} (${count} steps)` : `${count} epoch`;
    };
    const near = whole === 0n ? named(1n) : `${named(whole)} or ${named(whole + 1n)}`;
    return refuse({
      message: `The horizon ${horizon.text} is not a whole number of steps of ${step}.`,
      expected: `a whole number of steps of ${step}`,
      hint: `the nearest: ${near}`,
    });
  }
  return Number(whole);
}

/** Checks that the step is a length of time above zero. @throws TokenwrightError `scenario/step`, `unit/…` */
export function checkStep(node: YamlNode, units: Units): void {
  const step = readQuantity(node, "step", units);
  const isTime = unit.sameDimension(step.unit.dimension, units.parse("second").dimension);
  if (isTime && step.value.n > 0n) return;
  fail({
    code: "scenario/step",
    message: `The step is ${step.text}.`,
    expected: "a length of time above zero",
    hint: "for example 5 day",
    place: placeOfNode(node, "step"),
  });
}
