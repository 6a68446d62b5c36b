import { Button, Grid, Group, Skeleton, Stack, Switch, Title } from "@mantine/core";
import { lazy, memo, Suspense, useDeferredValue, useState } from "react";
import { Figures } from "../charts/figures.js";
import { OutputCard } from "../charts/output-card.js";
import type { Futures } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { Builder } from "./builder.js";
import { GuardRails } from "./guard-rails.js";
import { ReportButtons } from "./report-buttons.js";
import { WhyPanel } from "./why-panel.js";

const MoreCharts = lazy(async () => ({ default: (await import("./more-charts.js")).MoreCharts }));
const PairChart = lazy(async () => ({ default: (await import("./more-charts.js")).PairChart }));

/** Charts that are drawn at once; a model may have hundreds of outputs. */
const chartsAtOnce = 24;

export interface ExploreProps {
  readonly project: ProjectStore;
  readonly isDark: boolean;
}

/** Inputs on the left, futures in the middle, reasons on the right. */
export const Explore = memo(function Explore({ project, isDark }: ExploreProps) {
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
        <Builder project={project} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8, lg: 6 }} id="charts" tabIndex={-1}>
        <Charts project={project} isDark={isDark} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
        <WhyPanel project={project} />
      </Grid.Col>
    </Grid>
  );
});

/** Fans draw themselves; all around them is rendered in pieces, when the page has nothing more urgent to do. */
function Charts({ project, isDark }: ExploreProps) {
  const futures = useDeferredValue(project(({ futures }) => futures));
  const before = useDeferredValue(project(({ before }) => before));
  if (futures === undefined) return <ChartSkeleton />;
  return <ChartsOf project={project} isDark={isDark} futures={futures} before={before} />;
}

interface ChartsOfProps extends ExploreProps {
  readonly futures: Futures;
  readonly before: Futures | undefined;
}

const ChartsOf = memo(function ChartsOf({ project, isDark, futures, before }: ChartsOfProps) {
  const words = useWords();
  const [isSmall, setSmall] = useState(false);
  const [most, setMost] = useState(chartsAtOnce);
  const { id, provenance } = futures;
  const footer = words.footer(id, provenance.seed, provenance.runs, provenance.version);
  return (
    <>
      <GuardRails project={project} />
      <Group gap="xs" mt={4} className="no-print">
        <Switch
          size="xs"
          label={words.smallCharts}
          checked={isSmall}
          onChange={(event) => setSmall(event.currentTarget.checked)}
        />
        <ReportButtons project={project} />
      </Group>
      <Figures project={project} futures={futures} before={before} />
      <div className={isSmall ? "cards small-cards" : "cards"}>
        {futures.outputs.slice(0, most).map((output) => (
          <OutputCard
            key={output.name}
            project={project}
            output={output}
            time={futures.time}
            before={before === futures ? undefined : before?.outputs.find(({ name }) => name === output.name)}
            isDark={isDark}
            isSmall={isSmall}
            footer={footer}
          />
        ))}
        {isSmall ? null : (
          <Suspense fallback={null}>
            <MoreCharts project={project} isDark={isDark} footer={footer} />
          </Suspense>
        )}
      </div>
      {futures.outputs.length <= most ? null : (
        <Button variant="default" mt="sm" className="no-print" onClick={() => setMost(most + chartsAtOnce)}>
          {words.chartsLeft(futures.outputs.length - most)}
        </Button>
      )}
      <Suspense fallback={null}>
        <PairChart project={project} isDark={isDark} footer={footer} />
      </Suspense>
    </>
  );
});

/** The place of what is being computed, so that nothing jumps when it comes. */
function ChartSkeleton() {
  const words = useWords();
  return (
    <Stack aria-busy aria-label={words.computing}>
      <Title order={2} size="h5">
        {words.computing}
      </Title>
      <Skeleton height={90} />
      <Skeleton height={260} />
      <Skeleton height={260} />
    </Stack>
  );
}
