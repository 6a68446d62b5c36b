import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { simulate } from "../study/simulate.js";
import { smallScenario } from "../study/testing/small-scenario.js";
import { type ReportInput, renderReport } from "./page.js";

async function smallRun(): Promise<ReportInput> {
  const scenario = smallScenario(["parameters.rate=20 %/day"]);
  return simulate(scenario);
}

/** Names of the tags and of their attributes in order, values left out. */
function structure(page: string): readonly string[] {
  const markup = page
    .replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1</script>")
    .replace(/<style>[\s\S]*?<\/style>/, "<style></style>");
  return [...markup.matchAll(/<\/?([a-zA-Z!][^\s>]*)((?:"[^"]*"|[^">])*)>/g)].map(
    ([, name, attributes]) =>
      `${name} ${[...attributes!.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute).join(" ")}`,
  );
}

test("the page says the finding, the numbers, the guard rails, the sources and how to compute it again", async () => {
  const page = renderReport(await smallRun());
  // 1 000 000 · 0.8^10 = 107 374.1824.
  expect(page).toContain("Reserves fall from 1.00 to 0.107 million TKN by 2026-01-11");
  expect(page).toContain("✗ broken");
  expect(page).toContain("first broken in future 0, epoch 104 (2026-01-05)");
  expect(page).toContain("share that leaves in a day");
  expect(page).toContain("○ assumption");
  expect(page).toContain("Not a forecast");
  expect(page).toContain("tokenwright run small.yaml --set &#39;parameters.rate=20 %/day&#39;");
  expect(page).toMatch(/<dt>Seed<\/dt><dd>7 \(philox4x32-10\)<\/dd>/);
});

test("every chart has a title, a description, units and a table", async () => {
  const page = renderReport(await smallRun());
  expect(page.match(/<figure/g)).toHaveLength(3);
  expect(page.match(/role="img" aria-labelledby=/g)).toHaveLength(6);
  for (const unit of ["million TKN", "million TKN/year", "%"])
    expect(page).toContain(`<text class="axis-title" x="4" y="13">${unit}</text>`);
  expect(page.match(/<summary>Table of this chart<\/summary>/g)).toHaveLength(3);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("the page asks nothing of any machine, and its policy allows only its own script", async () => {
  const page = renderReport(await smallRun());
  expect(page.replace("http-equiv", "")).not.toMatch(/https?:|\/\/[a-z]|\bsrc=|@import|url\((?!#)/);
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
  const hash = createHash("sha256").update(script).digest("base64");
  expect(page).toContain(
    `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
  );
});

// From the OWASP cheat sheet on cross-site scripting, one for each way out of where texts stand.
const payloads = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "</title><svg onload=alert(1)>",
  '"><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  "<!--<script>",
  "--><b>",
  "]]><b>",
  "</style><script>alert(1)</script>",
  "&lt;script&gt;&#60;b&#62;",
  "javascript:alert(1)",
  "\u2028alert(1)\u2029",
];

test.each(payloads)("%j in every text stays text", async (payload) => {
  const run = await smallRun();
  const harmless = structure(
    renderReport({ ...run, record: replaceTexts(run.record, payload.replace(/[<>"'&]/g, "x")) }),
  );
  const page = renderReport({
    ...run,
    record: replaceTexts(run.record, payload),
    series: run.series.map((one) => ({ ...one, name: payload, unit: payload })),
  });
  expect(structure(page)).toEqual(harmless);
  const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)![1]!;
  expect(data).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(data).run.title).toBe(payload);
});

/** Every text that a user or a model can set, replaced. */
function replaceTexts(record: ReportInput["record"], text: string): ReportInput["record"] {
  return {
    ...record,
    title: text,
    about: text,
    time: { ...record.time, horizon: text, step: text },
    provenance: { ...record.provenance, file: text, overrides: [text] },
    outputs: record.outputs.map((one) => ({ ...one, name: text, label: text, unit: text, meaning: text })),
    guardRails: record.guardRails.map((one) => ({ ...one, name: text, condition: text })),
    checks: [{ name: text, condition: text, meaning: text, failedRuns: 1, firstFailure: { run: 0, step: 0 } }],
    overdrafts: [{ stock: text, unit: text, times: 1, first: { run: 0, step: 0 }, requested: 2, available: 1, text }],
    decisions: [
      {
        name: text,
        meaning: text,
        changes: [{ parameter: text, value: text }],
        rule: text,
        runs: 1,
        times: 2,
        first: { earliest: 1, median: 2 },
        source: text,
        text,
      },
    ],
    assumptions: record.assumptions.map((one) => ({
      name: text,
      kind: one.kind,
      value: text,
      unit: "1",
      meaning: text,
      source: text,
    })),
    replay: {
      data: text,
      dataSha256: record.provenance.inputSha256,
      from: 1,
      to: 2,
      comparisons: [
        {
          name: text,
          variable: text,
          unit: text,
          epochs: 2,
          equal: 1,
          misses: [{ epoch: 1, computed: text, recorded: text, difference: text, explanation: text }],
        },
      ],
    },
  };
}

test("the same run gives the same page", async () => {
  expect(renderReport(await smallRun())).toBe(renderReport(await smallRun()));
});

test("a replay is shown with its misses and their reasons", async () => {
  const run = await smallRun();
  const page = renderReport({ ...run, record: replaceTexts(run.record, "because") });
  expect(page).toContain("Replay of recorded data");
  expect(page).toContain("⚠ 1 differ");
  expect(page).toContain("<summary>Where because differs</summary>");
});

test("decisions have a table with their new values and when they took effect, and none where there are none", async () => {
  const decisions = "decisions:\n  slow down: { set: { rate: rate / 2 }, at: 2026-01-06 }\n";
  const page = renderReport(await simulate(smallScenario([], decisions)));
  expect(page).toContain('<h2 id="decisions">Decisions</h2>');
  expect(page).toContain("rate = rate / 2");
  expect(page).toContain("epoch 105 (2026-01-06)");
  expect(renderReport(await smallRun())).not.toContain('id="decisions"');
});
