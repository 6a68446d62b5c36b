import { expect, test } from "vitest";
import { ComputeClient, type ComputePort, Superseded } from "./client.js";
import type { Answer, Draft, Question } from "./messages.js";
import { serveCompute } from "./serve.js";

const text = `
tokenwright: 1
title: A token that is minted
step: 1 month
horizon: 10 year
assets: { TKN: { decimals: 6, baseUnit: grain } }
parameters:
  rate: { value: 4 %/year, meaning: growth of the supply in a year }
stocks:
  minted: { initial: 0 TKN, meaning: tokens that were minted, mayBeNegative: false }
  supply: { initial: 1000000 TKN, meaning: tokens that there are }
flows:
  mint: { from: null, to: supply, equation: rate * supply, meaning: tokens minted }
outputs: [supply]
ensemble: { runs: 4000, seed: 1 }
`;
const draft: Draft = { file: "a.yaml", text, changes: [], data: {} };

function begin(): {
  readonly answers: Answer[];
  readonly ask: (question: Question) => void;
  until(count: number): Promise<void>;
} {
  const answers: Answer[] = [];
  const ask = serveCompute((answer) => answers.push(answer));
  const until = async (count: number) => {
    while (answers.filter(({ kind }) => kind !== "progress").length < count)
      await new Promise((go) => setTimeout(go, 2));
  };
  return { answers, ask, until };
}

test("questions are answered in their order, each once", async () => {
  const { answers, ask, until } = begin();
  ask({ kind: "open", number: 1, draft });
  ask({ kind: "futures", number: 2, draft, runs: 1300 });
  ask({ kind: "why", number: 3, draft, name: "supply", step: 5 });
  await until(3);
  const last = answers.filter(({ kind }) => kind !== "progress");
  expect(last.map(({ kind, number }) => [kind, number])).toEqual([
    ["opened", 1],
    ["futures", 2],
    ["why", 3],
  ]);
  const progress = answers.filter((answer) => answer.kind === "progress");
  expect(progress.map(({ done }) => done)).toEqual([512, 1024, 1300]);
});

test("futures that nobody wants any more are stopped between batches, and waiting ones never begin", async () => {
  const { answers, ask, until } = begin();
  ask({ kind: "futures", number: 1, draft });
  ask({ kind: "futures", number: 2, draft });
  while (!answers.some(({ kind }) => kind === "progress")) await new Promise((go) => setTimeout(go, 0));
  ask({ kind: "stop", number: 1 });
  ask({ kind: "stop", number: 2 });
  await until(2);
  expect(answers.filter(({ kind }) => kind !== "progress")).toEqual([
    { kind: "stopped", number: 1 },
    { kind: "stopped", number: 2 },
  ]);
  expect(answers.filter((answer) => answer.kind === "progress" && answer.number === 2)).toEqual([]);
});

test("to stop what was answered already does nothing, also not to a later question", async () => {
  const { answers, ask, until } = begin();
  ask({ kind: "open", number: 1, draft });
  await until(1);
  ask({ kind: "stop", number: 1 });
  ask({ kind: "stop", number: 2 });
  ask({ kind: "open", number: 2, draft });
  await until(2);
  expect(answers.map(({ kind }) => kind)).toEqual(["opened", "opened"]);
});

test("what is wrong with a scenario is said with its place, and the next question is answered", async () => {
  const { answers, ask, until } = begin();
  ask({ kind: "open", number: 1, draft: { ...draft, text: text.replace("4 %/year", "4 %/yeer") } });
  ask({ kind: "open", number: 2, draft });
  await until(2);
  expect(answers[0]).toMatchObject({
    kind: "refused",
    findings: [{ place: { file: "a.yaml", line: 8 } }],
  });
  expect(answers[1]).toMatchObject({ kind: "opened", number: 2 });
});

test("a fault of ours is said, and the next question is answered", async () => {
  const { answers, ask, until } = begin();
  const broken = { ...draft, text: null as unknown as string };
  ask({ kind: "open", number: 1, draft: broken });
  ask({ kind: "open", number: 2, draft });
  await until(2);
  expect(answers[0]).toMatchObject({ kind: "refused", findings: [{ code: "studio/fault" }] });
  expect(answers[1]).toMatchObject({ kind: "opened", number: 2 });
});

/** Client and thread in one process, with messages as browsers deliver them. */
function connected(): ComputeClient {
  const port: ComputePort = { postMessage: () => {}, onmessage: null };
  const take = serveCompute((answer) => setImmediate(() => port.onmessage!({ data: structuredClone(answer) })));
  port.postMessage = (question) => void setImmediate(() => take(structuredClone(question)));
  return new ComputeClient(port);
}

test("futures that a preview put off come in full, with the bits that they have without it", async () => {
  const alone = await connected().futures(draft);
  const client = connected();
  await client.open(draft);
  let previews = 0;
  const all = client.futures(draft, undefined, () => {
    previews += 1;
    if (previews <= 3) client.preview(draft, { name: "rate", value: String(4 + previews), runs: 200 }).catch(() => {});
  });
  expect((await all).sha256).toBe(alone.sha256);
  // More than the batches of 512 that all of them take: what was put off was begun again.
  expect(previews).toBeGreaterThan(Math.ceil(4000 / 512));
});

test("what a scenario with data was built of is known again from question to question", async () => {
  const client = connected();
  const table = new TextEncoder().encode("day,amount\n0,1\n1,2\n");
  const own = { ...draft, data: { "a.csv": table } };
  expect(await client.bands(own)).toBeUndefined();
  await client.open(own);
  const turned = { ...own, changes: ["rate=5 %/year"] };
  const all = await client.bands(turned);
  expect(all?.runs).toBe(4000);
  const { outputs } = await connected().futures(turned);
  expect(all?.outputs.map(({ bands }) => bands)).toEqual(outputs.map(({ bands }) => bands));
  // Another table is another scenario, and so is one of the same length.
  for (const other of ["day,amount\n0,1\n1,3\n", "day,amount\n"]) {
    const data = { "a.csv": new TextEncoder().encode(other) };
    expect(await client.bands({ ...turned, data })).toBeUndefined();
  }
});

test("an edit while futures are computed is answered without waiting for them", async () => {
  const client = connected();
  await client.open(draft);
  let batches = 0;
  const old = client.futures(draft, 100_000, () => {
    batches += 1;
  });
  old.catch(() => {});
  while (batches === 0) await new Promise((go) => setTimeout(go, 1));
  const changed = { ...draft, changes: ["rate=5 %/year"] };
  await client.open(changed);
  const until = batches;
  await expect(old).rejects.toThrow(Superseded);
  expect((await client.futures(changed, 200)).provenance.overrides).toContain("rate=5 %/year");
  expect(batches).toBe(until);
  expect(until).toBeLessThan(20);
});
