import { Text } from "@mantine/core";
import type { Futures } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { labelOf, labelsOf } from "./labels.js";
import { dashes, lookOf } from "./look.js";
import { shown, shownWith } from "./numbers.js";
import { timesOf } from "./times.js";

export interface CarbonCardProps {
  readonly project: ProjectStore;
  readonly carbon: CarbonNames;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

export interface CarbonNames {
  readonly unit: string;
  /** Emissions per time, all in `unit`; those of the economy itself first. */
  readonly rates: readonly string[];
  /** Emissions per transaction, token and the like. */
  readonly perUse: readonly string[];
}

const mostLines = 4;
const runs = 200;

/** The emissions that an economy computes; undefined where it computes none. */
export function carbonIn(units: Readonly<Record<string, string>>): CarbonNames | undefined {
  const own = Object.entries(units).filter(([, unit]) => /CO2e\//.test(unit));
  const isRate = (unit: string) => /CO2e\/(?:second|hour|day|week|month|quarter|year|epoch)s?$/.test(unit);
  // Of energy it is a factor of the grid, of a machine what it took to make it: neither is a use.
  const isOfUse = (unit: string) =>
    /CO2e\/\(?(?!k?Wh|MWh|GWh|TWh|MJ|GJ|credit|USD|EUR|machine|node|server|device)/.test(unit) && !isRate(unit);
  const depth = (name: string) => name.split(".").length;
  const rates = own.filter(([, unit]) => isRate(unit)).sort(([one], [other]) => depth(one) - depth(other));
  const unit = rates[0]?.[1];
  if (unit === undefined) return undefined;
  return {
    unit,
    rates: rates
      .filter((rate) => rate[1] === unit)
      .map(([name]) => name)
      .slice(0, mostLines),
    perUse: own.filter((one) => isOfUse(one[1])).map(([name]) => name),
  };
}

/** What an economy emits in a year, whole, and beside it what it emits for each use. */
export function CarbonCard({ project, carbon, futures, isDark, footer }: CarbonCardProps) {
  const words = useWords();
  const names = [...carbon.rates, ...carbon.perUse];
  const sampled = useInquiry(project, `carbon ${names.join()}`, (compute, draft) =>
    compute.sample(draft, { purpose: "carbon", names, runs, paths: 0 }),
  );
  const { time, outputs } = futures;
  const isOfNow = sampled?.series.every(({ median }) => median.length === time.steps + 1) === true;
  if (sampled === undefined || !isOfNow) return null;
  const rates = sampled.series.filter(({ name }) => carbon.rates.includes(name));
  const unit = rates[0]?.unit;
  const labels = labelsOf(carbon.rates, outputs);
  const lines = rates
    .filter(
      (one, index) => one.unit === unit && !rates.slice(0, index).some((other) => isEqual(one.median, other.median)),
    )
    .map(({ name, median }) => ({ label: labels.get(name)!, values: median }));
  const first = lines[0];
  if (first === undefined || unit === undefined) return null;
  const title = words.emits(shownWith(first.values.at(-1)!, unit), first.label);
  const perUse = sampled.series.filter(({ name }) => carbon.perUse.includes(name));
  return (
    <FigureCard
      name="carbon"
      title={title}
      about={words.carbonAbout}
      time={time}
      isDark={isDark}
      footer={footer}
      height={220}
      columns={lines.map(({ label, values }) => ({ label, unit, values }))}
      content={(isOnDark) => {
        const { series } = lookOf(isOnDark);
        const marks = lines.map(({ label }, index) => ({ label, stroke: series[index]!, dash: dashes[index] }));
        return {
          label: title,
          xs: timesOf(time),
          isDated: time.startDate !== undefined,
          unit,
          hasZero: true,
          lines: lines.map(({ values }, index) => ({ values, width: 2, stroke: series[index]!, dash: dashes[index] })),
          legend: marks,
        };
      }}
    >
      {perUse.length === 0 ? null : (
        <Text size="xs" mt={4}>
          {`${words.perUse}: ${perUse
            .map(({ name, median, unit: own }) => `${labelOf(name, outputs)} ${shown(median.at(-1)!)} ${own}`)
            .join("; ")}`}
        </Text>
      )}
    </FigureCard>
  );
}

/** The economy's own figure is often that of one of its modules. */
function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, step) => Math.abs(value - other[step]!) <= 1e-9 * Math.abs(value));
}
