import { formatDiagnostic, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { decodeText, readYaml, readYamlMapping } from "./read-yaml.js";
import { child, placeOfNode, textOf } from "./yaml-node.js";

function refused(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics.map(formatDiagnostic).join("\n");
    throw error;
  }
  return "accepted";
}

const refusedText = (text: string) => refused(() => readYamlMapping(text, "f.yaml"));

function codesOf(text: string): string[] {
  try {
    readYamlMapping(text, "f.yaml");
  } catch (error) {
    if (error instanceof TokenwrightError)
      return error.diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
    throw error;
  }
  return [];
}

test("scalars keep the text that was written, so no number is rounded and no word becomes true or false", () => {
  const root = readYaml(
    "a: 0.30\nb: 9_408_537_858.242252 ADA\nc: 1e3\nd: 2023-03-14\ne: no\nf: 'q: 1'\ng: 0x2A\n",
    "f.yaml",
  );
  expect(["a", "b", "c", "d", "e", "f", "g"].map((key) => textOf(root, key))).toEqual([
    "0.30",
    "9_408_537_858.242252 ADA",
    "1e3",
    "2023-03-14",
    "no",
    "q: 1",
    "0x2A",
  ]);
});

test("every scalar knows its first character: plain, in quotes, in a block, after a byte order mark", () => {
  const root = readYaml('\uFEFFa: x\r\nb: "y"\r\nc: |\r\n  z\r\nd: { e: w }\r\n', "f.yaml");
  const at = (key: string) => {
    const { line, column, lineText } = placeOfNode(child(root, key)!);
    return `${line}:${column} ${lineText}`;
  };
  expect([at("a"), at("b"), at("c")]).toEqual(["1:4 a: x", '2:5 b: "y"', "4:3   z"]);
  const inner = child(child(root, "d"), "e")!;
  expect(placeOfNode(inner)).toMatchObject({ line: 5, column: 9 });
});

test.each([
  ["a: 1\na: 2", "yaml/duplicate-key 2:1"],
  ["a: { b: 1, b: 2 }", "yaml/duplicate-key 1:12"],
  ["__proto__: 1", "yaml/dangerous-key 1:1"],
  ["a:\n  constructor: 1", "yaml/dangerous-key 2:3"],
  ["a:\n  - { 'prototype': 1 }", "yaml/dangerous-key 2:7"],
  ["a: &x { b: 1 }\nc:\n  <<: *x", "yaml/merge-key 3:3"],
  ["a: !!int 5", "yaml/tag 1:4"],
  ["a: !custom 5", "yaml/tag 1:4"],
  ["%YAML 1.1\n---\na: 1", "yaml/directive 1:1"],
  ["a: 1\n---\nb: 2", "yaml/multi-document 2:1"],
  ["a: *nothing", "yaml/alias 1:4"],
  ["a: &x [*x]", "yaml/alias 1:8"],
  ["a:\n\tb: 1", "yaml/tab 2:1"],
  ["a: 1\n\tb: 1", "yaml/tab 2:1"],
  ["a: { b: 1\nc: 2", "yaml/unclosed 1:4"],
  ["a: [1, 2\nb: 3", "yaml/unclosed 1:4"],
  ['a: "text\nb: 2', "yaml/unclosed 1:4"],
  ["a: 'it", "yaml/unclosed 1:4"],
  ["a: b: c", "yaml/syntax 1:4"],
  ["a: 1\nb 2\nc: 3", "yaml/syntax 2:1"],
  ["a:\n  b: 1\n c: 2", "yaml/indent 3:2"],
  ["a: @x", "yaml/syntax 1:4"],
  ["a: {340 ADA} * 2", "yaml/syntax 1:14"],
  ['a: "\\q"', "yaml/escape 1:5"],
  [": 1", "yaml/key 1:1"],
  ["? [a]\n: 1", "yaml/key 1:3"],
  ["a: \u0000", "yaml/character 1:4"],
  ["", "yaml/empty 1:1"],
  ["# nothing but a comment\n", "yaml/empty 1:1"],
  ["- a", "yaml/root 1:1"],
  ["just text", "yaml/root 1:1"],
])("%j is refused as %s", (text, expected) => {
  expect(codesOf(text)).toEqual([expected]);
});

test("all duplicate and dangerous keys are found at once", () => {
  expect(codesOf("a: 1\na: 2\nb: { __proto__: 1 }\nb: 3")).toEqual([
    "yaml/duplicate-key 2:1",
    "yaml/dangerous-key 3:6",
    "yaml/duplicate-key 4:1",
  ]);
});

test("an error reads well", () => {
  expect(refusedText("modules:\n  supply:\n    assets: { token: ADA\n    stocks: {}\n")).toMatchInlineSnapshot(`
    "f.yaml:3:13: error: This bracket is never closed.
      3 |     assets: { token: ADA
        |             ^
      expected: a } on the same line or on lines that are indented more
      try: add the missing }
      (yaml/unclosed)"
  `);
  expect(refusedText("title: Cardano: ten years\n")).toMatchInlineSnapshot(`
    "f.yaml:1:8: error: A second key begins inside this value.
      1 | title: Cardano: ten years
        |        ^
      expected: one key on a line
      try: start a new line, indented like its neighbours; a text with { } [ ] : # * & ! % @ or quotes in it must stand in quotes: "…"
      (yaml/syntax)"
  `);
  expect(refusedText("a: 1\nb: 2\na: 3\n")).toMatchInlineSnapshot(`
    "f.yaml:3:1: error: The key "a" stands here a second time; the first is on line 1.
      3 | a: 3
        | ^
      expected: every key once
      try: remove or rename one of them
      (yaml/duplicate-key)"
  `);
  expect(refusedText("equation: {340 ADA} * rate\n")).toMatchInlineSnapshot(`
    "f.yaml:1:21: error: This does not belong here.
      1 | equation: {340 ADA} * rate
        |                     ^
      try: a text with { } [ ] : # * & ! % @ or quotes in it must stand in quotes: "…"
      (yaml/syntax)"
  `);
  expect(
    refused(() => decodeText(new Uint8Array([0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0x3a, 0x20, 0xff]), "f.yaml")),
  ).toMatchInlineSnapshot(`
    "f.yaml:2:4: error: The file is not UTF-8 text.
      2 | b: �
        |    ^
      expected: a text file in UTF-8
      try: save it as UTF-8 in your editor
      (yaml/encoding)"
  `);
});

const laughs = (levels: number, width: number) =>
  Array.from({ length: levels }, (_, level) => {
    const items = level === 0 ? "lol" : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: width }, () => items).join(", ")}]`;
  }).join("\n");

test.each([
  ["a billion laughs", laughs(10, 10), "yaml/too-large"],
  ["a billion laughs within the number of aliases", laughs(6, 16), "yaml/too-large"],
  ["quadratic blow-up by one large anchor", `a: &a [${"x,".repeat(2000)}]\nb: [${"*a,".repeat(90)}]`, "yaml/too-large"],
  ["101 aliases", `a: &a 1\nb: [${"*a,".repeat(101)}]`, "yaml/too-many-aliases"],
  ["brackets 65 deep", `a: ${"[".repeat(65)}${"]".repeat(65)}`, "yaml/too-deep"],
  ["brackets a million deep", "[".repeat(1_000_000), "yaml/too-deep"],
  ["braces with keys 100 000 deep", "{a: ".repeat(100_000), "yaml/too-deep"],
  ["dashes half a million deep on one line", "- ".repeat(500_000), "yaml/too-deep"],
  ["question marks on one line", "? ".repeat(500_000), "yaml/too-deep"],
  [
    "indentation 200 deep",
    Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    "yaml/too-deep",
  ],
  ["more than a million characters", `a: ${"x".repeat(1_000_000)}`, "yaml/too-large"],
  ["a million line breaks", "\n".repeat(1_000_000), "yaml/too-large"],
  [
    "a hundred thousand keys",
    Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join("\n"),
    "yaml/too-large",
  ],
  ["merge keys without end (CVE-2026-84375)", `a: &a { x: 1 }\nb: { ${"<<: *a, ".repeat(90)} }`, "yaml/merge-key"],
  [
    "a merge key that sets the prototype (CVE-2025-64718)",
    "a: &a { __proto__: { polluted: 1 } }\nb: { <<: *a }",
    "yaml/dangerous-key",
  ],
])("%s is refused by a limit", (_, text, code) => {
  expect(codesOf(text)[0]?.split(" ")[0]).toBe(code);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("documents at the limits are read: depth 64 and 100 aliases", () => {
  expect(codesOf(`a: ${"[".repeat(62)}x${"]".repeat(62)}`)).toEqual([]);
  expect(codesOf(`a: &a 1\nb: [${"*a,".repeat(100)}]`)).toEqual([]);
});
