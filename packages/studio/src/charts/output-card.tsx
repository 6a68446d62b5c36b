import { Badge, Button, Card, Group, Switch, Table, Text, Title } from "@mantine/core";
import type { RunTime } from "@tokenwright/workbench/portable";
import { instantOf, stepInWords } from "@tokenwright/workbench/portable";
import { useMemo, useState } from "react";
import type { Bands, Output } from "../compute/messages.js";
import { saveFile } from "../project/files.js";
import { useWords } from "../words/words.js";
import { FanChart } from "./fan-chart.js";
import { findingOf } from "./finding.js";
import { shown, shownWith } from "./numbers.js";
import { bandsCsv } from "./table.js";

export interface OutputCardProps {
  readonly output: Output;
  readonly time: RunTime;
  /** In place of the output's own bands, while a slider moves. */
  readonly preview: Bands | undefined;
  readonly previewRuns: number;
  readonly before: Output | undefined;
  readonly isDark: boolean;
  readonly onChoose: (name: string, step: number) => void;
}

/** Rows of the table that stands in for a chart. */
const tableRows = 13;

/** One output: what it does in words, its fan or its table, and its data. */
export function OutputCard({ output, time, preview, previewRuns, before, isDark, onChoose }: OutputCardProps) {
  const words = useWords();
  const [isTable, setTable] = useState(false);
  const [isLog, setLog] = useState(false);
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
          <Title order={3} size="h5">
            {finding}
          </Title>
          <Text size="xs" c="dimmed">
            {`${output.meaning}; ${words.inMedian}, ${words.fan}`}
          </Text>
        </div>
        {preview === undefined ? null : <Badge color="gray">{words.previewTag(previewRuns)}</Badge>}
      </Group>
      {isTable ? (
        <ValueTable output={output} time={time} bands={bands} />
      ) : (
        <FanChart
          times={times}
          isDated={isDated}
          unit={output.unit}
          bands={bands}
          before={beforeMedian}
          isLog={isLog && isPositive}
          isDark={isDark}
          label={finding}
          onChoose={(step) => onChoose(output.name, step)}
        />
      )}
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
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => saveFile(`${output.name}.csv`, bandsCsv(output, time), "text/csv")}
        >
          {words.download}
        </Button>
      </Group>
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
  const rows = Math.min(tableRows, time.steps + 1);
  const steps = Array.from({ length: rows }, (_, row) =>
    rows === 1 ? 0 : Math.round((row * time.steps) / (rows - 1)),
  );
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

function timesOf(time: RunTime): Float64Array {
  return Float64Array.from({ length: time.steps + 1 }, (_, step) => (instantOf(time, step) ?? 1000 * step) / 1000);
}
