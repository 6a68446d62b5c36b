export { Adjoints, type Primal } from "./adjoint.js";
export { mostCompared } from "./agents.js";
export { emptyLike, extend, Transplant } from "./copy.js";
export { type Conventions, passes, type Roughness, roughness } from "./passing.js";
export { Tangents } from "./tangent.js";
