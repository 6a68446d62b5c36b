import {
  formatCount,
  formatNumber,
  formatShare,
  labelOf,
  type RunRecord,
  scaleFor,
  stepInWords,
  unitWords,
} from "@tokenwright/workbench";
import { formatTable, sparkline } from "./table.js";
import { cleanLine, stylist, terminalWidth, wrap } from "./terminal.js";

/** The result of a run for a person at a terminal. */
export function resultText(record: RunRecord): string {
  const style = stylist(process.stdout);
  const { provenance, time } = record;
  const end = labelOf(time, time.steps);
  const span =
    time.startDate === undefined || end.date === undefined
      ? cleanLine(time.horizon)
      : `${time.startDate} to ${end.date}`;
  const lines = [
    style("bold", cleanLine(record.title)),
    `${formatCount(provenance.runs)} futures, ${formatCount(time.steps)} steps of ${cleanLine(time.step)}, ${span}`,
    "",
  ];
  const [head = "", ...rows] = formatTable(
    [
      { title: "output" },
      { title: "unit" },
      { title: "now", align: "right" },
      { title: "5 %", align: "right" },
      { title: "median", align: "right" },
      { title: "95 %", align: "right" },
      { title: "median over time" },
    ],
    record.outputs.map(({ label, unit, first, final, sparkline: points }) => {
      const scale = scaleFor([first, final.p5, final.p50, final.p95]);
      const number = (value: number) => formatNumber(value, scale);
      return [
        cleanLine(label),
        unitWords(unit, scale),
        number(first),
        number(final.p5),
        number(final.p50),
        number(final.p95),
        sparkline(points),
      ];
    }),
  );
  lines.push(style("dim", head), ...rows, "");
  const fromData = record.assumptions.filter(({ kind }) => kind === "data");
  for (const { name, value } of fromData) lines.push(`data ${cleanLine(name)}: ${cleanLine(value)}`);
  if (fromData.length > 0) lines.push("");
  lines.push(...verdictLines(record, style));
  lines.push(
    "",
    style(
      "dim",
      `run ${record.id} · seed ${provenance.seed} · tokenwright ${provenance.version} · input sha256 ${provenance.inputSha256.slice(0, 12)}… · model sha256 ${provenance.modelSha256.slice(0, 12)}…`,
    ),
  );
  lines.push(style("dim", "Consequences of the scenario's assumptions, not a forecast."));
  return lines.join("\n");
}

function verdictLines(record: RunRecord, style: ReturnType<typeof stylist>): readonly string[] {
  const { guardRails, checks, decisions = [], overdrafts, replay, time, provenance } = record;
  const lines: string[] = [];
  const first = (seen: { run: number; step: number } | undefined) =>
    seen === undefined ? "" : `; first broken in future ${seen.run} at ${stepInWords(time, seen.step)}`;
  if (replay !== undefined) {
    for (const one of replay.comparisons) {
      const isEqual = one.equal === one.epochs;
      lines.push(
        `${isEqual ? style("green", "✓") : style("yellow", "⚠")} replay of ${cleanLine(one.name)}: ${isEqual ? `all ${formatCount(one.epochs)} epochs equal to the base unit` : `${formatCount(one.equal)} of ${formatCount(one.epochs)} epochs equal to the base unit`}, epochs ${replay.from} to ${replay.to}`,
      );
    }
  }
  for (const rail of guardRails) {
    lines.push(
      `${rail.passed ? style("green", "✓") : style("red", "✗")} ${cleanLine(rail.name)}: held in ${formatShare(rail.held)} of the futures, ${formatShare(rail.required)} needed${rail.passed ? "" : first(rail.firstFailure)}`,
    );
  }
  const failed = checks.filter(({ failedRuns }) => failedRuns > 0);
  for (const check of failed) {
    lines.push(
      `${style("red", "✗")} check ${cleanLine(check.name)} (${cleanLine(check.meaning)}) failed in ${formatCount(check.failedRuns)} of ${formatCount(provenance.runs)} futures${first(check.firstFailure)}`,
    );
  }
  if (failed.length === 0)
    lines.push(`${style("green", "✓")} ${checksHeld(checks.length)}; every amount accounted for`);
  for (const { text } of decisions) {
    const [head = "", ...rest] = wrap(cleanLine(text), terminalWidth() - 2);
    lines.push(`• ${head}`, ...rest.map((line) => `  ${line}`));
  }
  for (const { text } of overdrafts) {
    const [head = "", ...rest] = wrap(cleanLine(text), terminalWidth() - 2);
    lines.push(`${style("yellow", "⚠")} ${head}`, ...rest.map((line) => `  ${line}`));
  }
  return lines;
}

/** One record a line, fields separated by tabs; the first field says what it is. Numbers are not rounded. */
export function plainText(record: RunRecord): string {
  const lines: (readonly (string | number)[])[] = [
    ["run", record.id, record.title, record.provenance.seed, record.provenance.runs, record.time.steps],
    ...record.outputs.map(({ name, unit, first, final }) => [
      "output",
      name,
      unit,
      first,
      final.p5,
      final.p50,
      final.p95,
    ]),
    ...record.guardRails.map(({ name, held, required, passed }) => [
      "guardRail",
      name,
      held,
      required,
      passed ? "held" : "broken",
    ]),
    ...record.checks.map(({ name, failedRuns }) => ["check", name, failedRuns === 0 ? "held" : "failed", failedRuns]),
    ...record.overdrafts.map(({ stock, unit, times, requested, available }) => [
      "overdraft",
      stock,
      unit,
      times,
      requested,
      available,
    ]),
    ...(record.decisions ?? []).map(({ name, runs, times, first }) => [
      "decision",
      name,
      runs,
      times,
      ...(first === undefined ? [] : [first.earliest, first.median]),
    ]),
    ...(record.replay?.comparisons ?? []).map(({ name, epochs, equal }) => ["replay", name, epochs, equal]),
  ];
  return lines
    .map((fields) => fields.map((field) => (typeof field === "number" ? String(field) : cleanLine(field))).join("\t"))
    .join("\n");
}

/** True when no guard rail broke and no check failed. */
export function isSound(record: Pick<RunRecord, "guardRails" | "checks">): boolean {
  return record.guardRails.every(({ passed }) => passed) && record.checks.every(({ failedRuns }) => failedRuns === 0);
}

function checksHeld(count: number): string {
  if (count === 0) return "no checks in the model";
  return count === 1 ? "the check of the model held" : `all ${formatCount(count)} checks of the model held`;
}
