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

/** What is drawn from single futures: holdings, prices below their start, one variable against another. */
export function MoreCharts({ project, isDark, footer }: MoreChartsProps) {
  const words = useWords();
  const opened = project(({ opened }) => opened);
  const futures = project(({ futures }) => futures);
  if (opened === undefined || futures === undefined) return null;
  const common = { project, futures, isDark, footer };
  return (
    <>
      <div className="cards">
        <HoldingsCard {...common} opened={opened} />
        {futures.outputs.filter(isPrice).map((output) => (
          <BelowCard key={output.name} {...common} output={output} />
        ))}
      </div>
      <Title order={2} size="h4" mt="md">
        {words.moreCharts}
      </Title>
      <div className="cards">
        <PairCard {...common} opened={opened} />
      </div>
    </>
  );
}
