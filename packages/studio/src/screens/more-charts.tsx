import { Title } from "@mantine/core";
import { memo, useDeferredValue } from "react";
import { BelowCard, isPrice } from "../charts/below-card.js";
import { CarbonCard, carbonIn } from "../charts/carbon-card.js";
import { CrowdCards } from "../charts/crowd-card.js";
import { HoldingsCard } from "../charts/holdings-card.js";
import { PairCard } from "../charts/pair-card.js";
import { RunwayCard, runwaysIn } from "../charts/runway-card.js";
import { UnlockCards } from "../charts/unlock-cards.js";
import type { Futures, Opened } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

export interface MoreChartsProps {
  readonly project: ProjectStore;
  readonly isDark: boolean;
  readonly footer: string;
}

/** Treasuries whose runways are drawn. */
const mostRunways = 2;

/** What is drawn from single futures: who holds what and how unequally, unlocks, prices below their start, runways, carbon. */
export function MoreCharts(props: MoreChartsProps) {
  const opened = useDeferredValue(props.project(({ opened }) => opened));
  const futures = useDeferredValue(props.project(({ futures }) => futures));
  return opened === undefined || futures === undefined ? null : <More {...props} opened={opened} futures={futures} />;
}

interface MoreProps extends MoreChartsProps {
  readonly opened: Opened;
  readonly futures: Futures;
}

const More = memo(function More({ project, isDark, footer, opened, futures }: MoreProps) {
  const common = { project, futures, isDark, footer };
  const carbon = carbonIn(opened.units);
  const runways = runwaysIn(opened.units).slice(0, mostRunways);
  return (
    <>
      {opened.crowds.length === 0 ? null : <CrowdCards {...common} crowds={opened.crowds} />}
      {opened.unlocks.length === 0 ? null : <UnlockCards {...common} unlocks={opened.unlocks} />}
      <HoldingsCard {...common} opened={opened} />
      {futures.outputs.filter(isPrice).map((output) => (
        <BelowCard key={output.name} {...common} output={output} />
      ))}
      {runways.map(([name, unit]) => (
        <RunwayCard key={name} {...common} name={name} unit={unit} />
      ))}
      {carbon === undefined ? null : <CarbonCard {...common} carbon={carbon} />}
    </>
  );
});

/** One variable against another, of the user's choice. */
export function PairChart(props: MoreChartsProps) {
  const opened = useDeferredValue(props.project(({ opened }) => opened));
  const futures = useDeferredValue(props.project(({ futures }) => futures));
  return opened === undefined || futures === undefined ? null : <Pair {...props} opened={opened} futures={futures} />;
}

const Pair = memo(function Pair({ project, isDark, footer, opened, futures }: MoreProps) {
  const words = useWords();
  return (
    <section aria-label={words.moreCharts}>
      <Title order={2} size="h4" mt="md">
        {words.moreCharts}
      </Title>
      <div className="cards">
        <PairCard {...{ project, opened, futures, isDark, footer }} />
      </div>
    </section>
  );
});
