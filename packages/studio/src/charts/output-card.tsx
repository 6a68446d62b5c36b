import { Card, Group, Switch, Table, Text, Title } from "@mantine/core";
import type { RunTime } from "@tokenwright/workbench/portable";
import { stepInWords } from "@tokenwright/workbench/portable";
import { memo, useMemo, useState } from "react";
import type { Bands, Output } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FanChart } from "./fan-chart.js";
import { fanContent } from "./fan-content.js";
import { Downloads } from "./figure-card.js";
import { findingOf } from "./finding.js";
import { liveBands, usePreview, usePreviewed } from "./live-bands.js";
import { shown, shownWith } from "./numbers.js";
import { bandsCsv, bandsParquet } from "./table.js";
import { tableSteps, timesOf } from "./times.js";

export interface OutputCardProps {
  readonly project: ProjectStore;
  readonly output: Output;
  readonly time: RunTime;
  readonly before: Output | undefined;
  readonly isDark: boolean;
  /** One of many small charts: without switches. */
  readonly isSmall: boolean;
  readonly footer: string;
}

/** Single futures that are drawn. */
const shownPaths = 30;
const noPaths: readonly Float64Array[] = [];

const heights = { small: 130, whole: 220 };

/**
 * One output: what it does in words, its fan or its table, and its data. While a slider moves its fan and its words
 * follow the preview by themselves, and nothing else is rendered.
 */
export const OutputCard = memo(function OutputCard(props: OutputCardProps) {
  const { project, output, time, before, isDark, isSmall, footer } = props;
  const words = useWords();
  const [isTable, setTable] = useState(false);
  const [isLog, setLog] = useState(false);
  const [hasPaths, setPaths] = useState(false);
  const sampled = useInquiry(project, hasPaths ? `paths ${output.name}` : undefined, (compute, draft) =>
    compute.sample(draft, {
      purpose: `paths ${output.name}`,
      names: [output.name],
      runs: shownPaths,
      paths: shownPaths,
    }),
  );
  const isCovered = project(({ preview }) => hasPaths && preview !== undefined);
  const paths = (hasPaths && !isCovered ? sampled?.series[0]?.paths : undefined) ?? noPaths;
  const isDated = time.startDate !== undefined;
  const times = useMemo(() => timesOf(time), [time]);
  const live = useMemo(() => liveBands(project, output.name), [project, output.name]);
  const isPositive = project(() => (live.current() ?? output.bands)[0]!.every((value) => value > 0));
  const beforeMedian = before === undefined ? undefined : medianOf(before);
  const finding = findingOf(output, words);
  return (
    <Card component="section" withBorder padding="sm" aria-label={output.label}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Title order={2} size="h5">
            <Finding project={project} output={output} />
          </Title>
          {isSmall ? null : (
            <Text size="xs" className="quiet">
              {`${output.meaning}; ${words.inMedian}, ${words.fan}`}
            </Text>
          )}
        </div>
        <PreviewTag project={project} />
      </Group>
      {isTable && !isSmall ? (
        <ValueTable project={project} output={output} time={time} />
      ) : (
        <FanChart
          times={times}
          isDated={isDated}
          unit={output.unit}
          bands={output.bands}
          live={live}
          before={beforeMedian}
          paths={paths}
          height={isSmall ? heights.small : heights.whole}
          isLog={isLog && isPositive}
          isDark={isDark}
          label={finding}
          onChoose={(step) => project.getState().ask({ name: output.name, step })}
        />
      )}
      {isSmall ? null : (
        <Group gap="xs" mt="xs">
          <Switch
            size="xs"
            label={words.table}
            checked={isTable}
            onChange={(event) => setTable(event.currentTarget.checked)}
          />
          <Switch
            size="xs"
            label={words.log}
            checked={isLog && isPositive}
            disabled={!isPositive || isTable}
            onChange={(event) => setLog(event.currentTarget.checked)}
          />
          <Switch
            size="xs"
            label={words.singleFutures}
            checked={hasPaths}
            disabled={isTable}
            onChange={(event) => setPaths(event.currentTarget.checked)}
          />
          <Downloads
            name={output.name}
            csv={() => bandsCsv(output, time)}
            parquet={() => bandsParquet(output, time)}
            picture={() => ({
              ...fanContent(output, time, {
                isLog: isLog && isPositive,
                isDark: false,
                paths,
                before: beforeMedian,
                label: finding,
              }),
              title: finding,
              footer,
            })}
          />
        </Group>
      )}
    </Card>
  );
});

interface OfOutput {
  readonly project: ProjectStore;
  readonly output: Output;
}

/** What the chart shows, in words. */
function Finding({ project, output }: OfOutput) {
  const words = useWords();
  const preview = usePreview(project, output.name);
  return findingOf(preview === undefined ? output : { ...output, ...preview }, words);
}

/** Says that what is drawn is of fewer futures. */
function PreviewTag({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const runs = usePreviewed(project);
  return runs === undefined ? null : <span className="preview-tag">{words.previewTag(runs)}</span>;
}

function ValueTable({ project, output, time }: OfOutput & { readonly time: RunTime }) {
  const words = useWords();
  const bands = usePreview(project, output.name)?.bands ?? output.bands;
  const steps = tableSteps(time);
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table striped>
        <Table.Caption>{`${output.label}, ${output.unit}`}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.step}</Table.Th>
            {output.quantiles.map((share) => (
              <Table.Th key={share} scope="col">
                {share === 0.5 ? words.median : `${shown(100 * share)} %`}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step) => (
            <Table.Tr key={step}>
              <Table.Th scope="row">{stepInWords(time, step)}</Table.Th>
              {bands.map((series, index) => (
                <Table.Td key={output.quantiles[index]}>{shownWith(series[step]!, output.unit)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function medianOf({ quantiles, bands }: Bands): Float64Array | undefined {
  return bands[quantiles.indexOf(0.5)];
}
