import { area, line } from "d3-shape";
import type { OutputSeries, OutputSummary, RunTime } from "../record/index.js";
import { type Html, html, nothing } from "./html.js";
import { formatNumber, scaleFor, unitWords } from "./numbers.js";
import { bandOf, horizontalAxis, verticalAxis } from "./scales.js";

/** Single futures drawn over the fan. More of them hide it. */
export const shownPaths = 5;

interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly kind: "wide" | "narrow";
}

const sizes: readonly ChartSize[] = [
  { kind: "wide", width: 760, height: 300 },
  { kind: "narrow", width: 340, height: 260 },
];

/** Points of a line at most; more cannot be told apart at this width. */
const mostPoints: Readonly<Record<ChartSize["kind"], number>> = { wide: 760, narrow: 340 };

/** The fan of an output, once for wide and once for narrow screens; the page's style shows one of them. */
export function fanCharts(
  id: string,
  title: string,
  output: OutputSummary,
  series: OutputSeries,
  time: RunTime,
): readonly Html[] {
  return sizes.map((size) => fanChart(`${id}-${size.kind}`, title, output, series, time, size));
}

function fanChart(
  id: string,
  title: string,
  output: OutputSummary,
  series: OutputSeries,
  time: RunTime,
  size: ChartSize,
): Html {
  const isWide = size.kind === "wide";
  const margin = { top: 22, right: isWide ? 126 : 12, bottom: 40, left: isWide ? 62 : 50 };
  const width = size.width - margin.left - margin.right;
  const height = size.height - margin.top - margin.bottom;
  const [low, quarter, median, threeQuarters, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map(
    (share) => bandOf(series, share)!,
  );
  const scale = scaleFor([...low!, ...high!]);
  const x = horizontalAxis(time, width, isWide ? 8 : 4);
  const y = verticalAxis([low!, high!], height, scale, 5);
  const steps = pickSteps(time.steps, mostPoints[size.kind]);
  const lineOf = (values: Float64Array) =>
    line<number>(
      (step) => x.at(step),
      (step) => y.at(values[step]!),
    ).digits(1)(steps) ?? "";
  const areaOf = (lower: Float64Array, upper: Float64Array) =>
    area<number>(
      (step) => x.at(step),
      (step) => y.at(lower[step]!),
      (step) => y.at(upper[step]!),
    ).digits(1)(steps) ?? "";
  const unit = `${unitWords(series.unit, scale) || "plain number"}${y.isLogarithmic ? ", logarithmic" : ""}${y.cut === undefined ? "" : `, ${y.cut}`}`;
  const paths = series.paths.slice(0, shownPaths).map((path) => html`<path class="single" d="${lineOf(path)}"/>`);
  const end = `${formatNumber(output.final.p50, scale)} ${unitWords(series.unit, scale)}`.trim();
  return html`<svg class="${size.kind}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${id}-title ${id}-description" data-left="${margin.left}" data-width="${width}">
<title id="${id}-title">${title}</title>
<desc id="${id}-description">Fan chart of ${output.label} in ${unit}. The median ends at ${end}. The table below the chart has the numbers.</desc>
<clipPath id="${id}-plot"><rect width="${width}" height="${height}"/></clipPath>
<text class="axis-title" x="4" y="13">${unit}</text>
<g transform="translate(${margin.left},${margin.top})">
${y.ticks.map(({ at, text }) => html`<g class="tick" transform="translate(0,${round(at)})"><line x2="${width}"/><text x="-7" dy="0.32em" text-anchor="end">${text}</text></g>`)}
${x.ticks.map(({ at, text }) => html`<g class="tick x" transform="translate(${round(at)},${height})"><line y2="5"/><text y="18" text-anchor="middle">${text}</text></g>`)}
<text class="axis-title" x="${width}" y="${height + 34}" text-anchor="end">${x.title}</text>
<g clip-path="url(#${id}-plot)">
<path class="outer" d="${areaOf(low!, high!)}"/>
<path class="inner" d="${areaOf(quarter!, threeQuarters!)}"/>
${paths}
<path class="edge" d="${lineOf(low!)}"/><path class="edge" d="${lineOf(high!)}"/>
<path class="median" d="${lineOf(median!)}"/>
</g>
<line class="cursor" y2="${height}" visibility="hidden"/>
${isWide ? endLabels(output, scale, width, height, y.at) : nothing}
</g>
</svg>`;
}

/** The last values at the right edge, moved apart where they would overlap. */
function endLabels(
  output: OutputSummary,
  scale: ReturnType<typeof scaleFor>,
  width: number,
  height: number,
  at: (value: number) => number,
): Html {
  const gap = 14;
  const wanted = [
    { text: `95 %: ${formatNumber(output.final.p95, scale)}`, at: at(output.final.p95), weight: "" },
    { text: `median: ${formatNumber(output.final.p50, scale)}`, at: at(output.final.p50), weight: " strong" },
    { text: `5 %: ${formatNumber(output.final.p5, scale)}`, at: at(output.final.p5), weight: "" },
  ];
  const middle = Math.min(Math.max(wanted[1]!.at, gap + 4), height - gap - 4);
  const places = [Math.min(wanted[0]!.at, middle - gap), middle, Math.max(wanted[2]!.at, middle + gap)];
  return html`${wanted.map(({ text, weight }, index) => html`<text class="end${weight}" x="${width + 6}" y="${round(places[index]!)}" dy="0.32em">${text}</text>`)}`;
}

/** A small line of the median, for a table. */
export function sparkline(values: readonly number[]): Html {
  const width = 96;
  const height = 22;
  const least = Math.min(...values);
  const most = Math.max(...values);
  const d = line<number>(
    (_, index) => (values.length === 1 ? width / 2 : 2 + (index * (width - 4)) / (values.length - 1)),
    (value) => (most === least ? height / 2 : height - 3 - ((value - least) / (most - least)) * (height - 6)),
  ).digits(1)(values);
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true"><path d="${d ?? ""}"/></svg>`;
}

/** At most so many steps, evenly spaced, the first and the last among them. */
export function pickSteps(last: number, most: number): readonly number[] {
  const count = Math.min(last + 1, most);
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, index) => Math.round((index * last) / (count - 1)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
