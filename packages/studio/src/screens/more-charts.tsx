import { Title } from "@mantine/core";
import { BelowCard, isPrice } from "../charts/below-card.js";
import { HoldingsCard } from "../charts/holdings-card.js";
import { PairCard } from "../charts/pair-card.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

export interface MoreChartsProps {
  readonly project: ProjectStore;
  readonly isDark: boolean;
  readonly footer: string;
}

/** What is drawn from single futures: holdings, and prices below their start. */
export function MoreCharts({ project, isDark, footer }: MoreChartsProps) {
  const opened = project(({ opened }) => opened);
  const futures = project(({ futures }) => futures);
  if (opened === undefined || futures === undefined) return null;
  const common = { project, futures, isDark, footer };
  return (
    <>
      <HoldingsCard {...common} opened={opened} />
      {futures.outputs.filter(isPrice).map((output) => (
        <BelowCard key={output.name} {...common} output={output} />
      ))}
    </>
  );
}

/** One variable against another, of the user's choice. */
export function PairChart({ project, isDark, footer }: MoreChartsProps) {
  const words = useWords();
  const opened = project(({ opened }) => opened);
  const futures = project(({ futures }) => futures);
  if (opened === undefined || futures === undefined) return null;
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
}
