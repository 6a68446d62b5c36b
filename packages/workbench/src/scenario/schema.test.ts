import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { checkShape } from "./check-shape.js";
import { formats } from "./formats.js";
import { readYamlMapping } from "./read-yaml.js";
import { scenarioShape } from "./scenario-shape.js";
import { scenarioJsonSchema, scenarioSchemaText } from "./schema.js";
import { mutantsOf } from "./testing/mutants.js";

const repository = new URL("../../../../", import.meta.url);
const example = readFileSync(new URL("examples/cardano/scenario.yaml", repository), "utf8");
const schema = scenarioJsonSchema();
/** An independent reader of JSON Schema. It does not know a bare `required`, by which values have exactly one form. */
const validator = z.fromJSONSchema(
  JSON.parse(JSON.stringify(schema), (key, value: unknown) => (key === "oneOf" ? undefined : value)) as Parameters<
    typeof z.fromJSONSchema
  >[0],
);

test("the committed schema is that of the reader", () => {
  expect(JSON.parse(scenarioSchemaText())).toEqual(JSON.parse(JSON.stringify(schema)));
  const committed = readFileSync(new URL("docs/schema/scenario.schema.json", repository), "utf8");
  expect(committed, "run: node tools/run.mjs tools/generate-schema.ts").toBe(scenarioSchemaText());
});

test("the schema is draft-07, which editors understand, and the example's first line leads to it", () => {
  expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
  const path = /\$schema=(\S+)/.exec(example.split("\n")[0]!)?.[1] ?? "";
  expect(existsSync(new URL(path, new URL("examples/cardano/scenario.yaml", repository)))).toBe(true);
});

test.each(["cardano", "sectors", "fees"])(
  "the example %s is valid by the schema as another library reads it",
  (name) => {
    const text = readFileSync(new URL(`examples/${name}/scenario.yaml`, repository), "utf8");
    expect(validator.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  },
);

/** About keys of which one must be there, which the other library does not know. */
const isAboutForms = (expected = "") =>
  expected.startsWith("exactly one of") || expected.endsWith("or values for its elements");

test("the schema and the reader agree on which changes of form are faults", () => {
  const ofForm = new Set(["misspelt key", "missing required key", "wrong type"]);
  let compared = 0;
  const mutants = mutantsOf(example).filter((mutant) => ofForm.has(mutant.kind));
  // Every third, since the other library needs some 10 ms for each.
  for (const { kind, what, text } of mutants.filter((_, index) => index % 3 === 0)) {
    let root: ReturnType<typeof readYamlMapping>;
    try {
      root = readYamlMapping(text, "scenario.yaml");
    } catch {
      continue;
    }
    const findings = checkShape(root, scenarioShape).filter((one) => !isAboutForms(one.expected));
    const byReader = findings.length === 0;
    expect(validator.safeParse(parse(text)).success, `${kind}: ${what}`).toBe(byReader);
    compared++;
  }
  expect(compared).toBeGreaterThan(80);
});

test("every format's examples pass its own check and its pattern", () => {
  for (const [name, format] of Object.entries(formats)) {
    for (const text of format.examples) {
      expect(format.check(text), `${name}: ${text}`).toBeUndefined();
      if (format.pattern !== undefined) expect(text).toMatch(new RegExp(format.pattern));
    }
  }
});
