import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { createScale, plainScale, type Scale } from "../graph/index.js";
import { createUnits, sameDimension, type Units } from "../unit/index.js";
import type { Model } from "./vocabulary.js";

/** The units of a model and the internal scale of the step it runs at. */
export interface Measures {
  readonly units: Units;
  readonly scale: Scale;
  readonly stepText: string;
}

/**
 * Reads a model's units and the length of its step.
 *
 * @param step Default: the model's epoch.
 * @throws TokenwrightError `model/no-step`, `model/step`, `model/epoch`, `model/clock`, and those of `createUnits`.
 */
export function readMeasures(model: Model, step: string | undefined, placeOf: (path: string) => Place): Measures {
  if (model.unitCheck === false) return plainMeasures(model, placeOf);
  const place = placeOf("step");
  const stepText = step ?? model.epoch;
  if (stepText === undefined) {
    return fail({
      code: "model/no-step",
      message: `"${model.title}" has no epoch of its own, and no step is given.`,
      expected: "the length of a step",
      hint: "give one: step: 1 day",
      place,
    });
  }
  const units = unitsOf(model, stepText, placeOf);
  const seconds = secondsOf(stepText, units, place);
  if (model.epoch !== undefined && step !== undefined) {
    const epoch = secondsOf(model.epoch, units, placeOf("epoch"));
    if (!rational.equal(epoch, seconds)) {
      fail({
        code: "model/epoch",
        message: `"${model.title}" counts in epochs of ${model.epoch}, and the step is ${stepText}.`,
        expected: `a step of ${model.epoch}`,
        hint: `write step: ${model.epoch}`,
        place,
      });
    }
  }
  return { units, scale: createScale(units, seconds), stepText };
}

/** Of a model without units: time as its clock counts it. */
function plainMeasures(model: Model, placeOf: (path: string) => Place): Measures {
  const { start = "0", dt = "1", unit = "" } = model.clock ?? {};
  const [from, step] = [rational.parseRational(start), rational.parseRational(dt)];
  if (from !== undefined && step !== undefined && step.n > 0n) {
    return { units: createUnits(), scale: plainScale(from, step), stepText: `${dt} ${unit}`.trim() };
  }
  return fail({
    code: "model/clock",
    message: `The clock starts at ${start} and steps by ${dt}.`,
    expected: "two numbers, the second above zero",
    hint: 'write for example { start: "0", dt: "1/4", unit: "month" }',
    place: placeOf("clock"),
  });
}

/** The unit system; its findings say where in the model, or in the step, they were made. */
function unitsOf(model: Model, stepText: string, placeOf: (path: string) => Place): Units {
  try {
    return createUnits({ assets: model.assets ?? {}, units: model.units ?? {}, epoch: stepText });
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const findings = error.diagnostics.map((finding): Diagnostic => {
      const path = finding.place?.path ?? "units";
      if (path !== "epoch") return { ...finding, place: { ...finding.place, ...placeOf(path) } };
      const place = { ...finding.place, ...placeOf("step") };
      return finding.code === "unit/epoch" || finding.code === "unit/scale"
        ? { ...notAStep(stepText), place }
        : { ...finding, place };
    });
    throw new TokenwrightError(findings);
  }
}

function notAStep(text: string): Diagnostic {
  return {
    code: "model/step",
    message: `The step is ${text}.`,
    expected: "a length of time above zero",
    hint: "write for example 5 day",
  };
}

/** A length of time in seconds. */
function secondsOf(text: string, units: Units, place: Place): rational.Rational {
  const { value, unit } = units.parseQuantity(text, place);
  const isTime = sameDimension(unit.dimension, units.parse("second").dimension);
  return isTime ? rational.multiply(value, unit.scale) : fail({ ...notAStep(text), place });
}
