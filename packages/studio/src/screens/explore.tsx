import { Button, Grid, Group, Skeleton, Stack, Switch, Title } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Figures } from "../charts/figures.js";
import { OutputCard } from "../charts/output-card.js";
import { type ProjectStore, previewRuns } from "../project/project.js";
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
export function Explore({ project, isDark }: ExploreProps) {
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
}

function Charts({ project, isDark }: ExploreProps) {
  const words = useWords();
  const [isSmall, setSmall] = useState(false);
  const [most, setMost] = useState(chartsAtOnce);
  const futures = project(({ futures }) => futures);
  const preview = project(({ preview }) => preview);
  const before = project(({ before }) => before);
  const { ask } = project.getState();
  if (futures === undefined) return <ChartSkeleton />;
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
      <Figures futures={futures} before={before} preview={preview} />
      <div className={isSmall ? "cards small-cards" : "cards"}>
        {futures.outputs.slice(0, most).map((output) => (
          <OutputCard
            key={output.name}
            project={project}
            output={output}
            time={futures.time}
            preview={preview?.find(({ name }) => name === output.name)}
            previewRuns={previewRuns}
            before={before === futures ? undefined : before?.outputs.find(({ name }) => name === output.name)}
            isDark={isDark}
            isSmall={isSmall}
            footer={footer}
            onChoose={(name, step) => ask({ name, step })}
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
}

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
