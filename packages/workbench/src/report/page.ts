import { sha256Base64 } from "../hash/hash.js";
import { labelOf, type OutputSeries, type RunRecord, writeBands, writePaths } from "../record/index.js";
import { shownPaths } from "./chart.js";
import { embeddedJson, Html, html, nothing } from "./html.js";
import { formatCount, formatShare } from "./numbers.js";
import { script } from "./script.js";
import {
  assumptionTable,
  chartFigure,
  checkTable,
  decisionSection,
  replaySection,
  resultTable,
  verdicts,
} from "./sections.js";
import { style } from "./style.js";

/** What a report is made from: a run that was read from its folder, or one that was just computed. */
export interface ReportInput {
  readonly record: RunRecord;
  readonly series: readonly OutputSeries[];
}

/**
 * One page that says what a run found, for people: findings in words, fan charts, guard rails, every number
 * that was put in with its source, and how to compute it again. It is complete in itself and its policy
 * forbids it to ask anything of any machine. The same run gives the same bytes.
 */
export function renderReport(input: ReportInput): string {
  const { record, series } = input;
  const { provenance, time } = record;
  const hash = sha256Base64(script);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { assumptions: _, ...run } = record;
  const files: Record<string, string> = { "bands.csv": writeBands(series, time) };
  const charted = series.map((one) => ({ ...one, paths: one.paths.slice(0, shownPaths) }));
  if ((charted[0]?.paths.length ?? 0) > 0) files["charted-paths.csv"] = writePaths(charted, time);
  files["assumptions.json"] = JSON.stringify(record.assumptions, undefined, 2);
  files["run.json"] = JSON.stringify(run, undefined, 2);
  const end = labelOf(time, time.steps);
  const span =
    time.startDate === undefined || end.date === undefined
      ? time.horizon
      : `${time.startDate} to ${end.date} (${time.horizon})`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Tokenwright ${provenance.version}">
<title>${record.title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${record.title}</h1>
${paragraphs(record.about)}
<p>${formatCount(provenance.runs)} futures over ${span}, ${formatCount(time.steps)} steps of ${time.step}.</p>
<p class="note"><strong>Not a forecast.</strong> These are the consequences of the assumptions below, under the luck of seed ${provenance.seed}. Change an assumption and they change.</p>
</header>
<main>
<h2 id="results">Results</h2>
${resultTable(record)}
<h2 id="guard-rails">Guard rails and checks</h2>
${verdicts(record)}
<h2 id="charts">Over time</h2>
${record.outputs.map((output, index) => chartFigure(index, output, series[index]!, record))}
${decisionSection(record)}
${replaySection(record)}
<h2 id="assumptions">What was assumed</h2>
${assumptionTable(record.assumptions)}
<h2 id="checks">Checks of the model</h2>
${checkTable(record)}
</main>
<footer>
<h2 id="provenance">Where these numbers come from</h2>
<dl>
<dt>Run</dt><dd class="name">${record.id}</dd>
<dt>Scenario</dt><dd>${provenance.file}</dd>
${provenance.overrides.length === 0 ? nothing : html`<dt>Changed</dt><dd class="name">${provenance.overrides.join(", ")}</dd>`}
<dt>Seed</dt><dd>${provenance.seed} (${provenance.generator})</dd>
<dt>Futures</dt><dd>${formatCount(provenance.runs)}; quantiles ${provenance.method === "exact" ? "from every value" : `from counts, within ${formatShare(provenance.error)} of the value`}</dd>
<dt>Tool</dt><dd>Tokenwright ${provenance.version}</dd>
<dt>Input SHA-256</dt><dd class="name">${provenance.inputSha256}</dd>
<dt>Model SHA-256</dt><dd class="name">${provenance.modelSha256}</dd>
${record.replay === undefined ? nothing : html`<dt>Data</dt><dd><span class="name">${record.replay.data}</span>, SHA-256 <span class="name">${record.replay.dataSha256}</span></dd>`}
</dl>
<p>Compute it again; the same version gives the same bytes:</p>
<pre>${reproduceCommand(record)}</pre>
<p class="downloads">${Object.keys(files).map((name) => html`<button type="button" hidden data-save="${name}">Save ${name}</button>`)}</p>
<p class="quiet">Tokenwright simulates rules and assumptions. It does not know the future, and nothing here is advice to buy or sell anything.</p>
</footer>
<script type="application/json" id="data">${embeddedJson({ run, files })}</script>
<script>${new Html(script)}</script>
</body>
</html>
`;
  return page.source;
}

/** The command that computes a run again. */
export function reproduceCommand(record: RunRecord): string {
  const { provenance, replay } = record;
  const parts = ["tokenwright", "run", shellWord(provenance.file)];
  for (const override of provenance.overrides) parts.push("--set", shellWord(override));
  if (replay !== undefined) parts.push("--replay");
  return parts.join(" ");
}

function shellWord(word: string): string {
  return /^[\w./=:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function paragraphs(text: string | undefined): Html {
  if (text === undefined) return nothing;
  return html`${text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => html`<p>${paragraph}</p>`)}`;
}
