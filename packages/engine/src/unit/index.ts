/** Units and exact quantities: dimensions, unit texts, conversion. No floating point. */
export type { AmountBase, BaseInfo, MeasuredBase } from "./builtin.js";
export { checkBaseUnits, conversionFactor, convert, mismatchHint } from "./convert.js";
export type { UnitDeclarations } from "./declare.js";
export {
  baseDimension,
  type Dimension,
  describeDimension,
  dimensionless,
  dimensionOf,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
  rootDimension,
  sameDimension,
} from "./dimension.js";
export { renameUnits } from "./rename.js";
export { createUnits, type Units } from "./system.js";
export {
  coherentUnit,
  inBaseUnits,
  type Quantity,
  sameUnit,
  type Unit,
  unitDivide,
  unitless,
  unitMultiply,
  unitPower,
} from "./unit.js";
