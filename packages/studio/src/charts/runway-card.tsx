import type { Futures } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { labelOf } from "./labels.js";
import { dashes, lookOf } from "./look.js";
import { shownShare } from "./numbers.js";
import { timesOf } from "./times.js";

export interface RunwayCardProps {
  readonly project: ProjectStore;
  readonly name: string;
  readonly unit: string;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** Futures that are counted. */
const runs = 500;

/** Runways that a treasury should not fall below. */
const limits = [6, 12, 24] as const;

/** Months in one of a unit of time: a year has 365 days, and a month is a twelfth of it. */
const months: Readonly<Record<string, number>> = {
  day: 12 / 365,
  week: 84 / 365,
  month: 1,
  quarter: 3,
  year: 12,
};

/** Variables that say how long a treasury lasts, and their units. */
export function runwaysIn(units: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(units).filter(([name, unit]) => {
    const local = name.slice(name.lastIndexOf(".") + 1);
    return /^runway/i.test(local) && Object.hasOwn(months, singular(unit));
  });
}

function singular(unit: string): string {
  return unit.replace(/s$/, "");
}

/** In which share of the futures the money of a treasury lasts for less than so many months. */
export function RunwayCard({ project, name, unit, futures, isDark, footer }: RunwayCardProps) {
  const words = useWords();
  const sampled = useInquiry(project, `runway ${name}`, (compute, draft) =>
    compute.sample(draft, { purpose: `runway ${name}`, names: [name], runs, paths: runs }),
  );
  const series = sampled?.series[0];
  const { time } = futures;
  if (sampled === undefined || series === undefined || series.central.length !== time.steps + 1) return null;
  const factor = months[singular(series.unit)] ?? months[singular(unit)]!;
  const shares = limits.map((limit) => shareBelow(series.paths, limit / factor));
  const end = shares[1]!.at(-1)!;
  const title = words.lastsAbove(limits[1], shownShare(end / 100));
  const labels = limits.map((limit) => words.belowMonths(limit));
  return (
    <FigureCard
      name={`${name}-below`}
      title={title}
      about={words.runwayAbout(labelOf(name, futures.outputs), sampled.runs)}
      time={time}
      isDark={isDark}
      footer={footer}
      height={220}
      columns={shares.map((values, index) => ({ label: labels[index]!, unit: "%", values }))}
      content={(isOnDark) => {
        const look = lookOf(isOnDark);
        const strokes = [look.other, look.line, look.quiet];
        return {
          label: title,
          xs: timesOf(time),
          isDated: time.startDate !== undefined,
          unit: words.ofFutures,
          extent: [0, 100],
          lines: shares.map((values, index) => ({ values, stroke: strokes[index]!, width: 2, dash: dashes[index] })),
          legend: labels.map((label, index) => ({ label, stroke: strokes[index]!, dash: dashes[index] })),
        };
      }}
    />
  );
}

/** Share of the paths, in %, that lie below a limit, at every step. */
function shareBelow(paths: readonly Float64Array[], limit: number): Float64Array {
  const length = paths[0]?.length ?? 0;
  return Float64Array.from({ length }, (_, step) => {
    const below = paths.filter((path) => path[step]! < limit).length;
    return (100 * below) / paths.length;
  });
}
