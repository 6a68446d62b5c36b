import { Badge, Card, Group, Switch, Table, Text, Title } from "@mantine/core";
import type { RunTime } from "@tokenwright/workbench/portable";
import { stepInWords } from "@tokenwright/workbench/portable";
import { useMemo, useState } from "react";
import type { Bands, Output } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FanChart } from "./fan-chart.js";
import { fanContent } from "./fan-content.js";
import { Downloads } from "./figure-card.js";
import { findingOf } from "./finding.js";
import { shown, shownWith } from "./numbers.js";
import { bandsCsv } from "./table.js";
import { tableSteps, timesOf } from "./times.js";

export interface OutputCardProps {
  readonly project: ProjectStore;
  readonly output: Output;
  readonly time: RunTime;
  /** In place of the output's own bands, while a slider moves. */
  readonly preview: Bands | undefined;
  readonly previewRuns: number;
  readonly before: Output | undefined;
  readonly isDark: boolean;
  /** One of many small charts: without switches. */
  readonly isSmall: boolean;
  readonly footer: string;
  readonly onChoose: (name: string, step: number) => void;
}

/** Single futures that are drawn. */
const shownPaths = 30;
const noPaths: readonly Float64Array[] = [];

const heights = { small: 130, whole: 220 };

/** One output: what it does in words, its fan or its table, and its data. */
export function OutputCard(props: OutputCardProps) {
  const { project, output, time, preview, previewRuns, before, isDark, isSmall, footer, onChoose } = props;
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
  const paths = (hasPaths && preview === undefined ? sampled?.series[0]?.paths : undefined) ?? noPaths;
  const isDated = time.startDate !== undefined;
  const times = useMemo(() => timesOf(time), [time]);
  const bands = preview?.bands ?? output.bands;
  const isPositive = bands[0]!.every((value) => value > 0);
  const beforeMedian = before === undefined ? undefined : medianOf(before);
  const finding = findingOf(preview === undefined ? output : { ...output, ...preview }, words);
  return (
    <Card component="section" withBorder padding="sm" aria-label={output.label}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Title order={2} size="h5">
            {finding}
          </Title>
          {isSmall ? null : (
            <Text size="xs" className="quiet">
              {`${output.meaning}; ${words.inMedian}, ${words.fan}`}
            </Text>
          )}
        </div>
        {preview === undefined ? null : <Badge color="gray">{words.previewTag(previewRuns)}</Badge>}
      </Group>
      {isTable && !isSmall ? (
        <ValueTable output={output} time={time} bands={bands} />
      ) : (
        <FanChart
          times={times}
          isDated={isDated}
          unit={output.unit}
          bands={bands}
          before={beforeMedian}
          paths={paths}
          height={isSmall ? heights.small : heights.whole}
          isLog={isLog && isPositive}
          isDark={isDark}
          label={finding}
          onChoose={(step) => onChoose(output.name, step)}
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
}

function ValueTable({
  output,
  time,
  bands,
}: {
  readonly output: Output;
  readonly time: RunTime;
  readonly bands: Bands["bands"];
}) {
  const words = useWords();
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
