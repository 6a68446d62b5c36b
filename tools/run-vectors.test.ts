import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "./run-vectors.js";
import { makeFolder } from "./testing/house.js";

const adapterFile = `export const adapters = [
  { group: "halves", compute: ({ value }, { divisor }) => ({ half: value / divisor, extra: 1 }) },
  { group: "broken", compute: () => { throw new Error("no such market"); } },
  { group: "silent", compute: () => ({}) },
  { group: "listed", compute: ({ x }) => ({ y: x + 1e-10 }) },
];
`;

const byName = {
  _readme: { groups: { halves: { tol: "abs 0.01" } } },
  halves: {
    params: { divisor: 2 },
    cases: [
      { name: "of one", in: { value: 1 }, out: { half: 0.5 } },
      { name: "of three", in: { value: 3 }, out: { half: 1.505 } },
      { name: "of three, exactly", in: { value: 3 }, out: { half: 1.505 }, tol: "exact" },
    ],
  },
  nowhere: { cases: [] },
};

interface Outcome {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

async function run(files: Record<string, unknown>, ...args: string[]): Promise<Outcome> {
  const root = makeFolder({ "packages/engine/src/unit/unit.vectors.ts": adapterFile, ...files });
  const printed: string[] = [];
  const complained: string[] = [];
  const status = await main(args, {
    root,
    folders: [join(root, "elsewhere"), root],
    print: (text) => printed.push(text),
    complain: (text) => complained.push(text),
  });
  return { status, printed: printed.join("\n"), complained: complained.join("\n").replaceAll(root, "ROOT") };
}

test("prints a table, the failures with expected and got, and the groups without an adapter", async () => {
  const { status, printed } = await run({ "values.json": byName }, "values.json");
  expect(status).toBe(1);
  expect(printed).toBe(
    [
      "group   passed  failed",
      "halves       2       1",
      "",
      "failed: halves, of three, exactly",
      "  half: expected 1.505, got 1.5",
      '  expected {"half":1.505}',
      '  got      {"half":1.5}',
      "",
      "not implemented:",
      "  nowhere",
      "",
      "2 passed, 1 failed, 1 groups not implemented",
    ].join("\n"),
  );
});

test("gives the same as one line of JSON", async () => {
  const { printed } = await run({ "values.json": byName }, "values.json", "--json");
  expect(printed).not.toContain("\n");
  expect(JSON.parse(printed)).toEqual({
    groups: {
      halves: {
        passed: 2,
        failed: 1,
        cases: [
          { name: "of one", passed: true, expected: { half: 0.5 }, got: { half: 0.5 }, message: "" },
          { name: "of three", passed: true, expected: { half: 1.505 }, got: { half: 1.5 }, message: "" },
          {
            name: "of three, exactly",
            passed: false,
            expected: { half: 1.505 },
            got: { half: 1.5 },
            message: "half: expected 1.505, got 1.5",
          },
        ],
      },
    },
    notImplemented: ["nowhere"],
  });
});

test("reads the shape with a list of groups, whose cases need no names", async () => {
  const values = {
    groups: [{ id: "listed", tolerance: { rel: 1e-9 }, cases: [{ in: { x: 1 }, out: { y: 1 } }] }],
  };
  const { status, printed } = await run({ "values.json": values }, "values.json", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(printed).groups.listed.cases[0]).toMatchObject({ name: "case 1", passed: true });
});

test("an adapter that throws, or leaves an output away, fails with a reason", async () => {
  const values = {
    broken: { cases: [{ name: "one", in: {}, out: { a: 1 } }] },
    silent: { cases: [{ name: "two", in: {}, out: { b: 1 } }] },
  };
  const { status, printed } = await run({ "values.json": values }, "values.json");
  expect(status).toBe(1);
  expect(printed).toContain("failed: broken, one\n  the adapter failed: no such market");
  expect(printed).toContain("failed: silent, two\n  b is missing");
});

test("--group chooses groups, and an unknown one is a usage error", async () => {
  const chosen = await run({ "values.json": byName }, "values.json", "--group", "nowhere");
  expect(chosen.status).toBe(0);
  expect(chosen.printed).not.toContain("halves");
  const unknown = await run({ "values.json": byName }, "values.json", "--group", "thirds");
  expect(unknown).toMatchObject({ status: 2, complained: "values.json has no group thirds." });
});

test.each([
  [[], "No file is named."],
  [["a.json", "b.json"], "One file at a time; got a.json, b.json."],
  [["a.json", "--jason"], "There is no option --jason."],
  [["a.json", "--group"], "--group names no group."],
])("arguments %j are a usage error", async (args, message) => {
  const { status, printed, complained } = await run({}, ...args);
  expect(status).toBe(2);
  expect(printed).toBe("");
  expect(complained.split("\n")[0]).toBe(message);
});

test("--help prints the usage and succeeds", async () => {
  const { status, printed } = await run({}, "--help");
  expect(status).toBe(0);
  expect(printed).toContain("exit status: 0 nothing failed");
});

test.each<[string, unknown, string]>([
  ["is missing", undefined, "values.json does not exist."],
  ["is no JSON", "{ nonsense", "ROOT/values.json is not JSON:"],
  ["is a list", [], "ROOT/values.json is not an object."],
  ["has a group without cases", { halves: {} }, "ROOT/values.json: halves has no list of cases."],
  ["has a case without out", { halves: { cases: [{ in: {} }] } }, "ROOT/values.json: halves.cases[0].out is missing."],
  ["has a group without id", { groups: [{ cases: [] }] }, "ROOT/values.json: groups[0] has no id."],
  [
    "has a number as tolerance",
    { halves: { cases: [{ out: {}, tol: 3 }] } },
    "ROOT/values.json: halves.cases[0] has the tolerance 3",
  ],
  [
    "has a group twice",
    {
      groups: [
        { id: "a", cases: [] },
        { id: "a", cases: [] },
      ],
    },
    "ROOT/values.json: the group a stands there twice.",
  ],
])("a file that %s ends with status 3 and one sentence", async (_what, content, message) => {
  const { status, printed, complained } = await run(
    content === undefined ? {} : { "values.json": content },
    "values.json",
  );
  expect(status).toBe(3);
  expect(printed).toBe("");
  expect(complained.startsWith(message)).toBe(true);
  expect(complained).not.toContain("\n");
});

test("an adapter file that does not load is reported and fails the run, the others still answer", async () => {
  const { status, printed, complained } = await run(
    {
      "values.json": { listed: { cases: [{ in: { x: 1 }, out: { y: 1 }, tol: "abs 1" }] } },
      "packages/engine/src/base/bad.vectors.ts": 'throw new Error("half written");\n',
      "packages/engine/src/base/empty.vectors.ts": "export const other = 1;\n",
      "packages/engine/src/zoo/again.vectors.ts":
        'export const adapters = [{ group: "halves", compute: () => ({}) }];\n',
    },
    "values.json",
  );
  expect(status).toBe(1);
  expect(printed).toContain("1 passed, 0 failed");
  expect(complained.split("\n")).toEqual([
    "packages/engine/src/base/bad.vectors.ts cannot be loaded: half written",
    'packages/engine/src/base/empty.vectors.ts exports no list "adapters" of {group, compute}.',
    "packages/engine/src/zoo/again.vectors.ts repeats the group halves.",
  ]);
});
