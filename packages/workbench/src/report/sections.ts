import {
  type Assumption,
  endInWords,
  labelOf,
  type OutputSeries,
  type OutputSummary,
  type RunRecord,
  type RunTime,
  stepInWords,
} from "../record/index.js";
import { fanCharts, pickSteps, shownPaths, sparkline } from "./chart.js";
import { findingOf, spreadOf, thinnessOf } from "./finding.js";
import { type Html, html, nothing } from "./html.js";
import { formatCount, formatNumber, formatShare, scaleFor, unitWords } from "./numbers.js";
import { bandOf } from "./scales.js";

/** Every output now and at the end. */
export function resultTable(record: RunRecord): Html {
  const rows = record.outputs.map((output) => {
    const { first, final } = output;
    const scale = scaleFor([first, final.p5, final.p50, final.p95]);
    const cell = (label: string, value: number) =>
      html`<td class="number" data-label="${label}">${formatNumber(value, scale)}</td>`;
    return html`<tr><th scope="row">${output.label}</th><td data-label="unit">${unitWords(output.unit, scale) || "1"}</td>${cell("now", first)}${cell("5 %", final.p5)}${cell("median", final.p50)}${cell("95 %", final.p95)}<td>${sparkline(output.sparkline)}</td></tr>`;
  });
  return html`<div class="scroll"><table class="wrap-cards">
<caption>Now, and ${endInWords(record.time)}: the median, and the values below which 5 % and 95 % of the ${formatCount(record.provenance.runs)} futures lie.</caption>
<thead><tr><th scope="col">Output</th><th scope="col">Unit</th><th scope="col" class="number">Now</th><th scope="col" class="number">5 %</th><th scope="col" class="number">Median</th><th scope="col" class="number">95 %</th><th scope="col">Median over time</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** What the user should not overlook: guard rails that broke, checks that failed, stocks that were overdrawn. */
export function verdicts(record: RunRecord): Html {
  const { guardRails, checks, overdrafts, time } = record;
  const failed = checks.filter(({ failedRuns }) => failedRuns > 0);
  const rails = guardRails.map(
    (rail) =>
      html`<tr><th scope="row">${rail.name}</th><td class="name">${rail.condition}</td><td class="number" data-label="needed">${formatShare(rail.required)}</td><td class="number" data-label="held">${formatShare(rail.held)}</td><td>${rail.passed ? html`<span class="good">✓ held</span>` : html`<span class="bad">✗ broken</span>`}${rail.firstFailure === undefined ? nothing : html` <span class="quiet">first broken in future ${rail.firstFailure.run}, ${stepInWords(time, rail.firstFailure.step)}</span>`}</td></tr>`,
  );
  return html`${
    guardRails.length === 0
      ? html`<p class="quiet">The scenario sets no guard rails.</p>`
      : html`<div class="scroll"><table class="wrap-cards"><caption>Share of the futures in which each held at every step.</caption>
<thead><tr><th scope="col">Guard rail</th><th scope="col">Condition</th><th scope="col" class="number">Needed</th><th scope="col" class="number">Held</th><th scope="col">Result</th></tr></thead><tbody>${rails}</tbody></table></div>`
  }
${failed.map((check) => html`<p><span class="bad">✗ Check failed</span> <span class="name">${check.name}</span> (${check.meaning}) did not hold in ${formatCount(check.failedRuns)} of ${formatCount(record.provenance.runs)} futures${check.firstFailure === undefined ? "" : `, first in future ${check.firstFailure.run} at ${stepInWords(time, check.firstFailure.step)}`}.</p>`)}
${overdrafts.map(({ text }) => html`<p><span class="warn">⚠ Overdrawn</span> ${text}</p>`)}
${
  failed.length === 0
    ? html`<p><span class="good">✓ Checks</span> ${checksHeld(checks.length)}; every amount was accounted for by double entry.${overdrafts.length === 0 ? " No stock was asked for more than it held." : ""}</p>`
    : nothing
}`;
}

/** The fan of one output with its words, legend, probe and table. */
export function chartFigure(index: number, output: OutputSummary, series: OutputSeries, record: RunRecord): Html {
  const { time, provenance } = record;
  const title = findingOf(output, time);
  const scale = scaleFor([...bandOf(series, 0.05)!, ...bandOf(series, 0.95)!]);
  const unit = unitWords(series.unit, scale);
  const paths = Math.min(shownPaths, series.paths.length);
  return html`<figure aria-labelledby="output-${index}">
<h3 id="output-${index}">${title}</h3>
<figcaption>${spreadOf(output, provenance.runs)} ${thinnessOf(output, provenance.runs)} ${output.meaning === "" ? nothing : html`<span class="name">${output.name}</span>: ${output.meaning}.`}</figcaption>
${fanCharts(`chart-${index}`, title, output, series, time)}
<ul class="legend">
<li><svg viewBox="0 0 28 12" aria-hidden="true"><path class="median" d="M0,6H28"/></svg>median</li>
<li><svg viewBox="0 0 28 12" aria-hidden="true"><path class="inner" d="M0,0H28V12H0Z"/></svg>25 to 75 %</li>
<li><svg viewBox="0 0 28 12" aria-hidden="true"><path class="outer" d="M0,0H28V12H0Z"/><path class="edge" d="M0,1H28M0,11H28"/></svg>5 to 95 %</li>
${paths === 0 ? nothing : html`<li><svg viewBox="0 0 28 12" aria-hidden="true"><path class="single" d="M0,8L7,3L14,9L21,4L28,7"/></svg>${paths === 1 ? "one single future" : `${paths} single futures`}</li>`}
</ul>
<div class="probe" hidden data-output="${index}" data-divisor="${scale.divisor}" data-unit="${unit === "" ? "" : ` ${unit}`}"><label for="probe-${index}">Read off</label><input id="probe-${index}" type="range" min="0" max="${time.steps}" value="${time.steps}"><output for="probe-${index}"></output></div>
<details><summary>Table of this chart</summary>${seriesTable(series, time, unit, scale)}</details>
</figure>`;
}

const tableRows = 11;

function seriesTable(series: OutputSeries, time: RunTime, unit: string, scale: ReturnType<typeof scaleFor>): Html {
  const { startEpoch, startDate } = time;
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
  const rows = pickSteps(time.steps, tableRows).map((step) => {
    const label = labelOf(time, step);
    return html`<tr><td class="number">${step}</td>${startEpoch === undefined ? nothing : html`<td class="number">${label.epoch ?? ""}</td>`}${startDate === undefined ? nothing : html`<td class="number">${label.date ?? ""}</td>`}${shares.map((share) => html`<td class="number">${formatNumber(bandOf(series, share)![step]!, scale)}</td>`)}<td class="number">${formatNumber(series.mean[step]!, scale)}</td></tr>`;
  });
  return html`<div class="scroll"><table><caption>In ${unit === "" ? "plain numbers" : unit}.</caption><thead><tr><th scope="col" class="number">Step</th>${startEpoch === undefined ? nothing : html`<th scope="col" class="number">Epoch</th>`}${startDate === undefined ? nothing : html`<th scope="col" class="number">Date</th>`}<th scope="col" class="number">5 %</th><th scope="col" class="number">25 %</th><th scope="col" class="number">Median</th><th scope="col" class="number">75 %</th><th scope="col" class="number">95 %</th><th scope="col" class="number">Mean</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

const confidenceMarks = {
  protocol: { mark: "●", words: "protocol", meaning: "read in the protocol's code or specification" },
  measured: { mark: "◐", words: "measured", meaning: "taken from data" },
  assumption: { mark: "○", words: "assumption", meaning: "chosen by the author" },
  unverified: { mark: "?", words: "unverified", meaning: "remembered or second hand" },
} as const;

/** Every number that was put in, with where it comes from. */
export function assumptionTable(assumptions: readonly Assumption[]): Html {
  const row = (one: Assumption) => {
    const mark = one.confidence === undefined ? undefined : confidenceMarks[one.confidence];
    return html`<tr><th scope="row" class="name">${one.name}</th><td class="name value">${shownValue(one)}</td><td data-label="unit">${one.unit}</td><td>${one.meaning}</td><td data-label="source">${one.source ?? "none given"}</td><td class="sure">${mark === undefined ? html`<span class="quiet">– not stated</span>` : html`<span${one.confidence === "unverified" ? html` class="warn"` : nothing}>${mark.mark} ${mark.words}</span>`}</td></tr>`;
  };
  const table = (caption: string, list: readonly Assumption[]) =>
    list.length === 0
      ? nothing
      : html`<div class="scroll"><table class="wrap-cards"><caption>${caption}</caption><thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Unit</th><th scope="col">Meaning</th><th scope="col">Source</th><th scope="col">How sure</th></tr></thead><tbody>${list.map(row)}</tbody></table></div>`;
  const legend = Object.values(confidenceMarks)
    .map(({ mark, words, meaning }) => `${mark} ${words}: ${meaning}`)
    .join("; ");
  return html`${table(
    "Parameters",
    assumptions.filter(({ kind }) => kind === "parameter"),
  )}
${table(
  "Initial values",
  assumptions.filter(({ kind }) => kind === "initial value"),
)}
${table(
  "Data",
  assumptions.filter(({ kind }) => kind === "data"),
)}
<p class="quiet">${legend}. A source that is one word with hyphens is a key of the bibliography, refs/library.bib.</p>`;
}

/**
 * The value as written, its unit left to the column beside it and its digits grouped by commas. Of an
 * uncertain one what it means: the range of nine futures in ten.
 */
function shownValue({ kind, value, unit, spread }: Assumption): Html {
  if (kind === "data") return html`${value}`;
  if (spread !== undefined) {
    const number = (one: number) => formatNumber(one, undefined, 3);
    return html`${number(spread.p5)} to ${number(spread.p95)}<br><span class="quiet">median ${number(spread.p50)}, 5 to 95 %</span>`;
  }
  const isQuantity = !/[{(*]/.test(value);
  if (!isQuantity) return html`${value}`;
  const number = value.endsWith(` ${unit}`) ? value.slice(0, -unit.length - 1) : value;
  return html`<span class="sure">${number.replace(/(?<=\d)_(?=\d)/g, ",")}</span>`;
}

/** What the model's own checks are and how they went. */
export function checkTable(record: RunRecord): Html {
  if (record.checks.length === 0) return html`<p class="quiet">The model has no checks of its own.</p>`;
  return html`<div class="scroll"><table class="wrap-cards"><thead><tr><th scope="col">Check</th><th scope="col">Condition</th><th scope="col">Meaning</th><th scope="col">Result</th></tr></thead><tbody>${record.checks.map(
    (check) =>
      html`<tr><th scope="row" class="name">${check.name}</th><td class="name">${check.condition}</td><td>${check.meaning}</td><td>${check.failedRuns === 0 ? html`<span class="good">✓ held</span>` : html`<span class="bad">✗ failed</span> in ${formatCount(check.failedRuns)}`}</td></tr>`,
  )}</tbody></table></div>`;
}

/** What was decided during the runs, and in how many of them. */
export function decisionSection(record: RunRecord): Html {
  const { decisions = [], provenance, time } = record;
  if (decisions.length === 0) return nothing;
  const when = (first: { earliest: number; median: number } | undefined) => {
    if (first === undefined) return "never";
    const median = stepInWords(time, first.median);
    return first.earliest === first.median ? median : `${median}, at the earliest ${stepInWords(time, first.earliest)}`;
  };
  return html`<h2 id="decisions">Decisions</h2>
<div class="scroll"><table class="wrap-cards"><caption>Parameters that changed during the run: in how many of the ${formatCount(provenance.runs)} futures, and when first in half of those.</caption>
<thead><tr><th scope="col">Decision</th><th scope="col">New value</th><th scope="col">Rule</th><th scope="col" class="number">Futures</th><th scope="col">Takes effect</th><th scope="col">Source</th></tr></thead><tbody>${decisions.map(
    (one) =>
      html`<tr><th scope="row">${one.name}${one.meaning === "" ? nothing : html`<br><span class="quiet">${one.meaning}</span>`}</th><td class="name value">${one.changes.map(({ parameter, value }) => `${parameter} = ${value}`).join("; ")}</td><td class="name value">${one.rule}</td><td class="number" data-label="futures">${formatShare(one.runs / provenance.runs)}</td><td>${when(one.first)}${one.times > one.runs ? html` <span class="quiet">${formatCount(one.times)} times in all</span>` : nothing}</td><td data-label="source">${one.source ?? one.confidence ?? "none given"}</td></tr>`,
  )}</tbody></table></div>`;
}

/** How the model did against recorded data. */
export function replaySection(record: RunRecord): Html {
  const { replay } = record;
  if (replay === undefined) return nothing;
  const shownMisses = 20;
  return html`<h2 id="replay">Replay of recorded data</h2>
<p>Epochs ${replay.from} to ${replay.to} of <span class="name">${replay.data}</span>, computed exactly and compared to the last base unit.</p>
<div class="scroll"><table class="wrap-cards"><thead><tr><th scope="col">Compared</th><th scope="col">Variable</th><th scope="col" class="number">Epochs</th><th scope="col" class="number">Equal</th><th scope="col">Result</th></tr></thead><tbody>${replay.comparisons.map(
    (one) =>
      html`<tr><th scope="row">${one.name}</th><td class="name">${one.variable}</td><td class="number" data-label="epochs">${formatCount(one.epochs)}</td><td class="number" data-label="equal">${formatCount(one.equal)}</td><td>${one.equal === one.epochs ? html`<span class="good">✓ all equal</span>` : html`<span class="warn">⚠ ${formatCount(one.epochs - one.equal)} differ</span>`}</td></tr>`,
  )}</tbody></table></div>
${replay.comparisons
  .filter(({ misses }) => misses.length > 0)
  .map(
    (one) =>
      html`<details><summary>Where ${one.name} differs</summary><div class="scroll"><table><thead><tr><th scope="col" class="number">Epoch</th><th scope="col" class="number">Computed</th><th scope="col" class="number">Recorded</th><th scope="col" class="number">Difference</th><th scope="col">Why</th></tr></thead><tbody>${one.misses
        .slice(0, shownMisses)
        .map(
          (miss) =>
            html`<tr><td class="number">${miss.epoch}</td><td class="number">${miss.computed}</td><td class="number">${miss.recorded}</td><td class="number">${miss.difference}</td><td>${miss.explanation ?? "not explained"}</td></tr>`,
        )}</tbody></table></div>${one.misses.length > shownMisses ? html`<p class="quiet">and ${one.misses.length - shownMisses} more</p>` : nothing}</details>`,
  )}`;
}

function checksHeld(count: number): string {
  if (count === 0) return "The model has no checks of its own";
  const which = count === 1 ? "The check" : `All ${formatCount(count)} checks`;
  return `${which} of the model held at every step of every future`;
}
