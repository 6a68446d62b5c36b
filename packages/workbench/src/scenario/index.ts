/** A user's file: read, checked, located, built. */
export { buildScenario } from "./build-scenario.js";
export { inputsFromData } from "./data-inputs.js";
export { libraryScenario } from "./library-scenario.js";
export { type ReadScenarioOptions, readScenario, scenarioDefaults } from "./read-scenario.js";
export { readYamlMapping } from "./read-yaml.js";
export { buildReplay, type ColumnProgram, type ReplayPrograms } from "./replay-program.js";
export type * from "./scenario.js";
export { type Json, scenarioJsonSchema, scenarioSchemaText } from "./schema.js";
export { placeOfNode, type YamlNode } from "./yaml-node.js";
