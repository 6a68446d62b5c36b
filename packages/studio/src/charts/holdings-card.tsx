import { Group, Select, Switch } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Futures, Opened, SampledSeries } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { labelsOf } from "./labels.js";
import { lookOf } from "./look.js";
import { shownShare, shownWith } from "./numbers.js";
import { timesOf } from "./times.js";

export interface HoldingsCardProps {
  readonly project: ProjectStore;
  readonly opened: Opened;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** Futures among which the most central one is looked for. */
const runs = 64;

/** Stocks below this share at every step are drawn together. */
const smallShare = 0.005;

const mostParts = 8;

/** Who holds what over time: all stocks of an asset, one above the other, in the most central future. */
export function HoldingsCard({ project, opened, futures, isDark, footer }: HoldingsCardProps) {
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isShare, setShare] = useState(false);
  const holding = opened.holdings.find(({ unit }) => unit === chosen) ?? opened.holdings[0];
  const names = holding?.names ?? [];
  const sampled = useInquiry(project, `holdings ${names.join()}`, (compute, draft) =>
    compute.sample(draft, { purpose: "holdings", names, runs, paths: 0 }),
  );
  const layers = useMemo(
    () => layersOf(sampled?.series ?? [], futures, words.others, isShare),
    [sampled, futures, words, isShare],
  );
  if (holding === undefined || sampled === undefined || layers.length === 0) return null;
  const { time } = futures;
  const unit = isShare ? "%" : (sampled.series[0]?.unit ?? holding.unit);
  const last = layers.map(({ values }) => values.at(-1)!);
  const total = last.reduce((sum, one) => sum + one, 0);
  const largest = layers[last.indexOf(Math.max(...last))]!;
  const title = words.holds(
    largest.label,
    total === 0 ? "0 %" : shownShare(largest.values.at(-1)! / total),
    holding.unit,
  );
  const length = time.steps + 1;
  const tops: Float64Array[] = [];
  for (const [index, { values }] of layers.entries()) {
    tops.push(Float64Array.from({ length }, (_, step) => (tops[index - 1]?.[step] ?? 0) + values[step]!));
  }
  return (
    <FigureCard
      name={`holdings-${holding.unit}`}
      title={title}
      about={words.holdingsAbout(sampled.runs)}
      time={time}
      isDark={isDark}
      footer={footer}
      columns={[
        ...layers.map(({ label, values }) => ({ label, unit, values })),
        // Of sums of doubles the last digit is noise.
        { label: words.total, unit, values: tops.at(-1)!.map((value) => Number(value.toPrecision(15))) },
      ]}
      content={(isOnDark) => ({
        label: `${title}. ${layers.map(({ label, values }) => `${label}: ${shownWith(values.at(-1)!, unit)}`).join("; ")}`,
        xs: timesOf(time),
        isDated: time.startDate !== undefined,
        unit,
        hasZero: true,
        areas: layers.map(({ label }, index) => ({
          label,
          low: tops[index - 1] ?? new Float64Array(length),
          high: tops[index]!,
          fill: lookOf(isOnDark).series[index % lookOf(isOnDark).series.length]!,
          opacity: 0.85,
          stripes: index % 5,
        })),
        lines: tops.map((values) => ({ values, stroke: lookOf(isOnDark).paper, width: 1 })),
      })}
    >
      <Group gap="sm" mt={4}>
        {opened.holdings.length < 2 ? null : (
          <Select
            size="xs"
            w={160}
            aria-label={words.asset}
            data={opened.holdings.map(({ unit: asset }) => asset)}
            value={holding.unit}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
        <Switch
          size="xs"
          label={words.asShares}
          checked={isShare}
          onChange={(event) => setShare(event.currentTarget.checked)}
        />
      </Group>
    </FigureCard>
  );
}

interface Layer {
  readonly label: string;
  readonly values: Float64Array;
}

/** Largest first, so that it lies at the bottom; the small ones together on top. */
function layersOf(
  series: readonly SampledSeries[],
  futures: Futures,
  others: string,
  isShare: boolean,
): readonly Layer[] {
  if (series.length === 0) return [];
  const length = series[0]!.central.length;
  const total = Float64Array.from({ length }, (_, step) => series.reduce((sum, one) => sum + one.central[step]!, 0));
  const share = (values: Float64Array) =>
    values.map((value, step) => (total[step] === 0 ? 0 : (100 * value) / total[step]!));
  const labels = labelsOf(
    series.map(({ name }) => name),
    futures.outputs,
  );
  const layers = series
    .map(({ name, central }) => ({ label: labels.get(name)!, name, values: central }))
    .sort((one, other) => sumOf(other.values) - sumOf(one.values));
  const isLarge = ({ values }: Layer, index: number) =>
    index < mostParts - 1 && values.some((value, step) => value > smallShare * total[step]!);
  const large: Layer[] = layers.filter(isLarge);
  const small = layers.filter((layer, index) => !isLarge(layer, index));
  if (small.length === 1) large.push(small[0]!);
  else if (small.length > 1) {
    const values = Float64Array.from({ length }, (_, step) => small.reduce((sum, one) => sum + one.values[step]!, 0));
    if (sumOf(values) > 0) large.push({ label: others, values });
  }
  return isShare ? large.map(({ label, values }) => ({ label, values: share(values) })) : large;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0);
}
