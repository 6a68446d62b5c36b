import { Button, Card, Group, Switch, Table, Text, Title } from "@mantine/core";
import { type RunTime, stepInWords } from "@tokenwright/workbench/portable";
import { type ReactNode, useState } from "react";
import { saveFile } from "../project/files.js";
import { useWords } from "../words/words.js";
import { lookOf } from "./look.js";
import { shownWith } from "./numbers.js";
import { type PictureProps, WidePicture } from "./picture.js";
import { type PictureContent, savePicture } from "./save-picture.js";
import { tableSteps } from "./times.js";

/** A column of the table that stands in for a picture. */
export interface Column {
  readonly label: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
}

export interface FigureCardProps {
  /** Name of the files that are taken of it. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly time: RunTime;
  readonly isDark: boolean;
  /** The picture for a ground of this look. */
  readonly content: (isDark: boolean) => PictureContent;
  readonly columns: readonly Column[];
  readonly footer: string;
  readonly height?: number;
  /** Choices of its own, below the title. */
  readonly children?: ReactNode;
  readonly onChoose?: PictureProps["onChoose"];
}

/** A chart with its finding, its table, and the files that can be taken of it. */
export function FigureCard(props: FigureCardProps) {
  const { name, title, about, time, isDark, content, columns, footer, height = 260, children, onChoose } = props;
  const words = useWords();
  const [isTable, setTable] = useState(false);
  return (
    <Card component="section" withBorder padding="sm" aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="xs" className="quiet">
        {about}
      </Text>
      {children}
      {isTable ? (
        <ColumnTable caption={title} time={time} columns={columns} />
      ) : (
        <WidePicture
          {...content(isDark)}
          height={height}
          look={lookOf(isDark)}
          {...(onChoose === undefined ? {} : { onChoose })}
        />
      )}
      <Group gap="xs" mt="xs">
        <Switch
          size="xs"
          label={words.table}
          checked={isTable}
          onChange={(event) => setTable(event.currentTarget.checked)}
        />
        <Downloads
          name={name}
          csv={() => columnsCsv(columns, time)}
          picture={() => ({ ...content(false), title, footer })}
        />
      </Group>
    </Card>
  );
}

interface DownloadsProps {
  readonly name: string;
  readonly csv: () => string;
  readonly picture: () => PictureContent;
}

/** Data and pictures to take away. */
export function Downloads({ name, csv, picture }: DownloadsProps) {
  const words = useWords();
  const button = (format: string, save: () => void) => (
    <Button
      key={format}
      size="compact-xs"
      variant="subtle"
      aria-label={words.downloadAs(format, name)}
      title={words.downloadAs(format, name)}
      onClick={save}
    >
      {format}
    </Button>
  );
  return (
    <Group gap={2}>
      {button("CSV", () => saveFile(`${name}.csv`, csv(), "text/csv"))}
      {button("SVG", () => void savePicture(name, picture(), "svg"))}
      {button("PNG", () => void savePicture(name, picture(), "png"))}
    </Group>
  );
}

function ColumnTable({ caption, time, columns }: { caption: string; time: RunTime; columns: readonly Column[] }) {
  const words = useWords();
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table striped>
        <Table.Caption>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.step}</Table.Th>
            {columns.map(({ label }) => (
              <Table.Th key={label} scope="col">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tableSteps(time).map((step) => (
            <Table.Tr key={step}>
              <Table.Th scope="row">{stepInWords(time, step)}</Table.Th>
              {columns.map(({ label, unit, values }) => (
                <Table.Td key={label}>{shownWith(values[step]!, unit)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** One row for each step, the numbers in full. */
function columnsCsv(columns: readonly Column[], time: RunTime): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [["step", ...columns.map(({ label, unit }) => (unit === "1" ? label : `${label} (${unit})`))].map(cell)];
  for (let step = 0; step <= time.steps; step++)
    rows.push([String(step), ...columns.map((one) => String(one.values[step]))]);
  return `${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
}
