import type { Futures, Output } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { lookOf } from "./look.js";
import { shownShare, shownWith } from "./numbers.js";
import { timesOf } from "./times.js";

export interface BelowCardProps {
  readonly project: ProjectStore;
  readonly output: Output;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** Futures that are counted. */
const runs = 1000;

export function isPrice({ name, label }: Output): boolean {
  return /price/i.test(name) || /price/i.test(label);
}

/** In which share of the futures a price lies below where it began. */
export function BelowCard({ project, output, futures, isDark, footer }: BelowCardProps) {
  const words = useWords();
  const sampled = useInquiry(project, `below ${output.name}`, (compute, draft) =>
    compute.sample(draft, { purpose: `below ${output.name}`, names: [output.name], runs, paths: 0 }),
  );
  const series = sampled?.series[0];
  if (sampled === undefined || series === undefined) return null;
  const { time } = futures;
  const values = series.below.map((share) => 100 * share);
  const end = series.below.at(-1)!;
  const error = Math.sqrt((end * (1 - end)) / sampled.runs);
  const title = words.belowFirst(output.label, shownShare(end), shownWith(output.first, output.unit));
  return (
    <FigureCard
      name={`${output.name}-below-start`}
      title={title}
      about={words.belowAbout(sampled.runs, shownShare(error))}
      time={time}
      isDark={isDark}
      footer={footer}
      height={200}
      columns={[{ label: words.partOf, unit: "%", values }]}
      content={(isOnDark) => ({
        label: title,
        xs: timesOf(time),
        isDated: time.startDate !== undefined,
        unit: words.ofFutures,
        hasZero: true,
        areas: [
          {
            low: new Float64Array(values.length),
            high: values,
            fill: lookOf(isOnDark).other,
            opacity: 0.2,
            stripes: 1,
          },
        ],
        lines: [{ values, stroke: lookOf(isOnDark).other, width: 2 }],
      })}
    />
  );
}
