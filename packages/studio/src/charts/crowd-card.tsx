import { Select, Skeleton } from "@mantine/core";
import { useState } from "react";
import type { Crowd, CrowdChoice, Futures } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import type { Words } from "../words/en.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { dashes, lookOf } from "./look.js";
import { shown, shownShare } from "./numbers.js";
import { stepInBrief, timesOf } from "./times.js";

export interface CrowdCardProps {
  readonly project: ProjectStore;
  readonly crowds: readonly CrowdChoice[];
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** How unequal the agents of a population are: the Lorenz curve, and the Gini coefficient over time. */
export function CrowdCards({ project, crowds, futures, isDark, footer }: CrowdCardProps) {
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = crowds.find(({ key }) => key === chosen) ?? crowds[0];
  const crowd = useInquiry(project, choice === undefined ? undefined : `crowd ${choice.key}`, (compute, draft) =>
    compute.crowd(draft, choice!.key),
  );
  if (choice === undefined) return null;
  // Its place is kept: a population takes seconds.
  if (crowd === undefined) return <Skeleton height={420} role="status" aria-label={words.computing} />;
  const data = crowds.map((one) => ({ value: one.key, label: nameOf(one, words) }));
  const common = { crowd, choice, futures, isDark, footer };
  return (
    <>
      <LorenzCard {...common}>
        {crowds.length < 2 ? null : (
          <Select
            size="xs"
            maw={320}
            mt={4}
            label={words.whatIsCompared}
            data={data}
            value={choice.key}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
      </LorenzCard>
      <GiniCard {...common} />
    </>
  );
}

function nameOf({ names, unit, population, key }: CrowdChoice, words: Words): string {
  return names.length > 1 ? words.allOf(unit, population) : key;
}

interface OneProps {
  readonly crowd: Crowd;
  readonly choice: CrowdChoice;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
  readonly children?: React.ReactNode;
}

const percent = (values: Float64Array) => values.map((value) => 100 * value);

/** The latest curve is drawn firmly, the first one faintly. */
function LorenzCard({ crowd, choice, futures, isDark, footer, children }: OneProps) {
  const words = useWords();
  const { unit, population } = choice;
  const agents = words.agentsOf(shown(crowd.agents), population);
  const last = crowd.curves.at(-1)!.curve;
  const title = words.poorestHalf(agents, shownShare(last[(last.length - 1) / 2]!), unit);
  const places = Float64Array.from({ length: last.length }, (_, point) => (100 * point) / (last.length - 1));
  const lines = [...crowd.curves].reverse().map(({ step, curve }, index) => ({
    label: stepInBrief(futures.time, step),
    values: percent(curve),
    dash: dashes[index],
    width: index === 0 ? 2.5 : 1.5,
  }));
  return (
    <FigureCard
      name={`lorenz-${unit}`}
      title={title}
      about={words.lorenzAbout(agents, crowd.runs)}
      time={futures.time}
      isDark={isDark}
      footer={footer}
      height={300}
      rows={{
        header: words.poorest,
        count: places.length,
        labelOf: (row) => `${places[row]} %`,
        shown: Array.from({ length: 11 }, (_, row) => 10 * row),
      }}
      columns={lines.map(({ label, values }) => ({ label, unit: "%", values }))}
      content={(isOnDark) => {
        const look = lookOf(isOnDark);
        const strokes = [look.line, look.other, look.quiet];
        const equality = { stroke: look.quiet, dash: "1 4", width: 1 };
        return {
          label: `${title}. ${lines.map(({ label, values }) => `${label}: ${shown(values[50]!)} %`).join("; ")}`,
          xs: places,
          isDated: false,
          xUnit: words.ofHolders,
          unit: words.ofAll(unit),
          extent: [0, 100],
          lines: [
            { values: places, ...equality },
            ...[...lines.entries()].reverse().map(([index, { values, dash, width }]) => ({
              ...{ values, dash, width, stroke: strokes[index]! },
            })),
          ],
          legend: [
            ...lines.map(({ label, dash, width }, index) => ({ label, dash, width, stroke: strokes[index]! })),
            { label: words.equality, ...equality },
          ],
        };
      }}
    >
      {children}
    </FigureCard>
  );
}

/** Changes of the Gini coefficient that are smaller are called none. */
const noteworthy = 0.005;

function GiniCard({ crowd, choice, futures, isDark, footer }: OneProps) {
  const words = useWords();
  const { unit, population } = choice;
  const central = crowd.gini[crowd.central]!;
  const [first, last] = [central[0]!, central.at(-1)!];
  const agents = words.agentsOf(shown(crowd.agents), population);
  const [from, to] = [first.toFixed(2), last.toFixed(2)];
  const title =
    Math.abs(last - first) < noteworthy
      ? words.giniStays(unit, to)
      : last > first
        ? words.giniRises(unit, from, to)
        : words.giniFalls(unit, from, to);
  return (
    <FigureCard
      name={`gini-${unit}`}
      title={title}
      about={words.giniAbout(agents, crowd.runs)}
      time={futures.time}
      isDark={isDark}
      footer={footer}
      height={240}
      columns={[
        { label: words.gini, unit: "1", values: central },
        { label: words.largestHundredth, unit: "%", values: percent(crowd.largest) },
      ]}
      content={(isOnDark) => {
        const look = lookOf(isOnDark);
        return {
          label: title,
          xs: timesOf(futures.time),
          isDated: futures.time.startDate !== undefined,
          unit: words.gini,
          lines: [
            ...crowd.gini.map((values) => ({ values, stroke: look.quiet, width: 0.7, opacity: 0.5 })),
            { values: central, stroke: look.line, width: 2.5 },
          ],
        };
      }}
    />
  );
}
