export { type BuildOptions, build } from "./build.js";
export { compose, type Economy, isEconomy } from "./compose.js";
export { conveyorText } from "./conveyor-text.js";
export type { ModuleUse } from "./module-instance.js";
export type {
  Book,
  Program,
  ProgramCheck,
  ProgramConveyor,
  ProgramDecision,
  ProgramFlow,
  ProgramInput,
  ProgramParameter,
  ProgramState,
  ProgramStock,
  Variable,
  VariableKind,
} from "./program.js";
export * from "./vocabulary.js";
