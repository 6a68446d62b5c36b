import { expect, test } from "vitest";
import { canonicalText, findJsonFault, type Json, type JsonObject } from "./json.js";
import { checkSchema, findMismatches } from "./json-schema.js";

/** From the JSON Schema Test Suite, draft 2020-12 (json-schema-org): schema, values that pass, values that fail. */
const suite: readonly (readonly [
  name: string,
  schema: JsonObject,
  valid: readonly Json[],
  invalid: readonly Json[],
])[] = [
  ["type.json, integer", { type: "integer" }, [1, 1.0], [1.1, "1", null, {}]],
  ["type.json, number", { type: "number" }, [1, 1.1], ["1", true, null]],
  ["type.json, object", { type: "object" }, [{}], [[], null, 1, ""]],
  ["type.json, array", { type: "array" }, [[]], [{}, null, "x"]],
  ["type.json, boolean", { type: "boolean" }, [true, false], [0, "", null]],
  ["type.json, null", { type: "null" }, [null], [0, "", false, {}]],
  ["type.json, multiple types", { type: ["integer", "string"] }, [1, "a"], [1.1, {}, null]],
  [
    "const.json, with an object",
    { const: { foo: "bar", baz: "bax" } },
    [{ baz: "bax", foo: "bar" }],
    [{ foo: "bar" }, [1]],
  ],
  ["const.json, false does not match 0", { const: false }, [false], [0, [], [0]]],
  ["const.json, 0 does not match other zero-like types", { const: 0 }, [0], [false, {}, [], "", null]],
  ["const.json, null", { const: null }, [null], [0, "", false]],
  ["enum.json, heterogeneous", { enum: [6, "foo", [], true, { foo: 12 }] }, [[], { foo: 12 }], [null, { foo: false }]],
  ["minimum.json", { minimum: 1.1 }, [2.6, 1.1, "x"], [0.6]],
  ["maximum.json", { maximum: 3 }, [2.6, 3, "x"], [3.5]],
  ["exclusiveMinimum.json", { exclusiveMinimum: 1.1 }, [1.2, "x"], [1.1, 0.6]],
  ["exclusiveMaximum.json", { exclusiveMaximum: 3 }, [2.2, "x"], [3, 3.5]],
  ["minLength.json, one grapheme is not long enough", { minLength: 2 }, ["foo", "fo", 1], ["f", "\u{1F4A9}"]],
  ["maxLength.json, two graphemes is long enough", { maxLength: 2 }, ["f", "fo", 100, "\u{1F4A9}\u{1F4A9}"], ["foo"]],
  ["minItems.json", { minItems: 1 }, [[1, 2], [1], ""], [[]]],
  ["maxItems.json", { maxItems: 2 }, [[1], [1, 2], "foobar"], [[1, 2, 3]]],
  ["required.json", { properties: { foo: {} }, required: ["foo"] }, [{ foo: 1 }, [], "", 12, null], [{ bar: 1 }, {}]],
  ["required.json, JavaScript property names", { required: ["toString", "length"] }, [[], 12], [{}, { length: 1 }]],
  [
    "properties.json, object properties validation",
    { properties: { foo: { type: "integer" }, bar: { type: "string" } } },
    [{ foo: 1, bar: "baz" }, {}, [], 12, { quux: [] }],
    [
      { foo: 1, bar: {} },
      { foo: [], bar: {} },
    ],
  ],
  [
    "additionalProperties.json, being false does not allow other properties",
    { properties: { foo: {}, bar: {} }, additionalProperties: false },
    [{ foo: 1 }, [1, 2, 3], "foobarbaz"],
    [{ foo: 1, bar: 2, quux: "boom" }],
  ],
  [
    "additionalProperties.json, with schema",
    { properties: { foo: {}, bar: {} }, additionalProperties: { type: "boolean" } },
    [{ foo: 1 }, { foo: 1, bar: 2, quux: true }],
    [{ foo: 1, bar: 2, quux: 12 }],
  ],
  [
    "additionalProperties.json, can exist by itself",
    { additionalProperties: { type: "boolean" } },
    [{ foo: true }],
    [{ foo: 1 }],
  ],
  ["items.json", { items: { type: "integer" } }, [[1, 2, 3], { foo: "bar" }, []], [[1, "x"]]],
  [
    "items.json, nested items",
    { type: "array", items: { type: "array", items: { type: "number" } } },
    [[[1], [2, 3]]],
    [[["1"]], [1]],
  ],
];

test.each(suite)("%s", (_, schema, valid, invalid) => {
  checkSchema(schema);
  expect(valid.filter((value) => findMismatches(schema, value).length > 0)).toEqual([]);
  expect(invalid.filter((value) => findMismatches(schema, value).length === 0)).toEqual([]);
});

test.each(["pattern", "$ref", "oneOf", "format"])("the keyword %s is refused, not passed over", (keyword) => {
  expect(() => checkSchema({ properties: { a: { [keyword]: "x" } } })).toThrow(/schema.properties.a.* keyword/);
});

test("a finding names its place", () => {
  const findings = findMismatches({ properties: { a: { items: { type: "number" } } } }, { a: [1, "x"] });
  expect(findings).toEqual([{ path: "a[1]", message: "is string, not number" }]);
});

test("NaN, functions, dates, dangerous keys and endless nesting are no JSON", () => {
  expect(findJsonFault({ a: [Number.NaN] })).toEqual({ fault: "not-finite", path: "a[0]" });
  expect(findJsonFault({ a: () => 1 })?.fault).toBe("garbage");
  expect(findJsonFault(new Date())?.fault).toBe("garbage");
  expect(findJsonFault(JSON.parse('{"__proto__": 1}'))?.fault).toBe("garbage");
  const loop: unknown[] = [];
  loop.push(loop);
  expect(findJsonFault(loop)?.fault).toBe("garbage");
});

test("the canonical text is that of RFC 8785: the keys of its example in their order", () => {
  expect(canonicalText({ b: 1, a: [true, null, "é"], "\u20ac": 1e21, "1": 0.1 })).toBe(
    '{"1":0.1,"a":[true,null,"é"],"b":1,"€":1e+21}',
  );
});
