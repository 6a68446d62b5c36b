export { type FunctionKind, functions, isAggregate, type LanguageFunction } from "./functions.js";
export { toLatex } from "./latex.js";
export { parse } from "./parser.js";
export { print } from "./print.js";
export { placeOf } from "./source.js";
export type * from "./syntax.js";
export { childrenOf, fold, mapNames, mapQuantities, namesIn, sameStructure, visit } from "./tree.js";
