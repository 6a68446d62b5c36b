import { expect, test } from "vitest";
import { Folder, FolderError, mayHaveFolder, type Surroundings } from "./folder.js";

/** A server in words: what it answers to `METHOD address`, and what it was asked. */
function around(
  answers: Readonly<Record<string, Response | "no answer">>,
  fragment = "",
  stored: Record<string, string> = {},
) {
  const asked: string[] = [];
  const keys: (string | null)[] = [];
  const surroundings: Surroundings = {
    storage: {
      getItem: (name) => stored[name] ?? null,
      setItem: (name, value) => {
        stored[name] = value;
      },
      removeItem: (name) => {
        delete stored[name];
      },
    },
    fetch: (address, init) => {
      const question = `${init.method} ${decodeURIComponent(address)}`;
      asked.push(question);
      keys.push(new Headers(init.headers).get("x-tokenwright-studio"));
      const answer = answers[question];
      if (answer === "no answer") return Promise.reject(new TypeError("failed to fetch"));
      return Promise.resolve(answer?.clone() ?? new Response("", { status: 404 }));
    },
    fragment,
    forgetFragment: () => asked.push("forget the fragment"),
  };
  return { surroundings, asked, keys, stored };
}

const keyName = "tokenwright.studio.key";
const listing = {
  schema: 1,
  folder: "own",
  scenarios: [{ name: "deep/a.yaml", bytes: 1, title: "A" }],
  tables: [{ name: "deep/used.csv" }, { name: "deep/other.csv" }, { name: "used.csv" }],
  runs: [{ name: "runs/1", bytes: 1, title: "Run" }],
  isComplete: true,
};
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
const file = (text: string, sha256: string) => new Response(text, { headers: { etag: `"${sha256}"` } });

async function connected(answers: Readonly<Record<string, Response>>) {
  const { surroundings } = around({ "GET api/folder": json(listing), ...answers }, "", { [keyName]: "k" });
  return (await Folder.connect(surroundings))!;
}

async function troubleOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return "none";
  } catch (error) {
    return error instanceof FolderError ? error.trouble : String(error);
  }
}

test("without a launch code and without a session there is nothing to ask, whatever else stands in the address", () => {
  for (const fragment of ["", "#v1.abc", "#launch.", "#launch.a b", "#xlaunch.abc", `#launch.${"a".repeat(200)}`]) {
    expect(mayHaveFolder(around({}, fragment).surroundings), fragment).toBe(false);
  }
  expect(mayHaveFolder(around({}, "#launch.abc").surroundings)).toBe(true);
  expect(mayHaveFolder(around({}, "", { [keyName]: "k" }).surroundings)).toBe(true);
});

test("a launch code leaves the address before it is used, and its key is kept", async () => {
  const answers = { "POST api/session": json({ key: "fresh" }), "GET api/folder": json(listing) };
  const { surroundings, asked, keys, stored } = around(answers, "#launch.abc");
  expect((await Folder.connect(surroundings))?.listing.folder).toBe("own");
  expect(asked).toEqual(["forget the fragment", "POST api/session", "GET api/folder"]);
  expect(keys).toEqual(["launch", "fresh"]);
  expect(stored).toEqual({ [keyName]: "fresh" });
});

test("a code that was used before falls back to the session there is; an ended session is forgotten", async () => {
  const used = { "POST api/session": json({}, 401), "GET api/folder": json(listing) };
  expect((await Folder.connect(around(used, "#launch.abc", { [keyName]: "k" }).surroundings))?.listing.folder).toBe(
    "own",
  );
  expect(await Folder.connect(around(used, "#launch.abc").surroundings)).toBeUndefined();
  const ended = around({ "GET api/folder": json({}, 401) }, "", { [keyName]: "k" });
  expect(await Folder.connect(ended.surroundings)).toBeUndefined();
  expect(ended.stored).toEqual({});
  const silent = around({ "GET api/folder": "no answer" }, "", { [keyName]: "k" });
  expect(await Folder.connect(silent.surroundings)).toBeUndefined();
  expect(silent.stored, "a server that is started again with its port may still know it").toEqual({ [keyName]: "k" });
});

test("a scenario opens with the tables beside it that it names, and with no others", async () => {
  const { folder } = await connected({
    "GET api/file?name=deep/a.yaml": file("file: used.csv", "1"),
    "GET api/file?name=deep/used.csv": file("a,b", "2"),
  });
  const found = await folder.open("deep/a.yaml", listing);
  expect(found.content).toEqual({ file: "deep/a.yaml", text: "file: used.csv", changes: [] });
  expect(Object.keys(found.data)).toEqual(["used.csv"]);
  expect(found.sha256).toBe("1");
});

test("a run opens with its changes and with the very data it was run with; one that was changed does not", async () => {
  const record = (hash: string) =>
    json({
      schema: 1,
      provenance: { file: "a.yaml", overrides: ["ensemble.runs=5"], data: [{ file: "used.csv", sha256: "right" }] },
      files: { "scenario.yaml": hash },
    });
  const files = {
    "GET api/file?name=runs/1/scenario.yaml": file("text", "1"),
    "GET api/file?name=deep/used.csv": file("wrong", "wrong"),
    "GET api/file?name=used.csv": file("right", "right"),
  };
  const { folder } = await connected({ ...files, "GET api/file?name=runs/1/run.json": record("1") });
  const found = await folder.openRun("runs/1", listing);
  expect(found.content).toEqual({ file: "a.yaml", text: "text", changes: ["ensemble.runs=5"] });
  expect(new TextDecoder().decode(found.data["used.csv"])).toBe("right");
  for (const other of [record("2"), json({ schema: 1 }), json([]), json(null), new Response("{")]) {
    const broken = await connected({ ...files, "GET api/file?name=runs/1/run.json": other });
    expect(await troubleOf(broken.folder.openRun("runs/1", listing))).toBe("not-a-run");
  }
});

test("what the server refuses is told apart", async () => {
  const cases = { 400: "name", 401: "ended", 404: "missing", 409: "changed", 413: "too-large", 500: "failed" } as const;
  for (const [status, trouble] of Object.entries(cases)) {
    const { folder } = await connected({ "PUT api/file?name=a.yaml": json({}, Number(status)) });
    expect(await troubleOf(folder.save("a.yaml", "text", undefined)), status).toBe(trouble);
  }
});
