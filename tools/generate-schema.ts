// node tools/run.mjs tools/generate-schema.ts: writes docs/schema/scenario.schema.json from the reader's own description.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scenarioSchemaText } from "@tokenwright/workbench";
import { isMain, repository } from "./house.js";

/** Where the schema lies; the first line of a scenario file leads editors there. */
export const schemaFile = "docs/schema/scenario.schema.json";

if (isMain(import.meta.url)) {
  const path = join(repository, schemaFile);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, scenarioSchemaText());
  console.error(`wrote ${schemaFile}`);
}
