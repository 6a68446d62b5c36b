import { Button, Card, Group, Switch, Table, Text, Title } from "@mantine/core";
import { type RunTime, stepInWords, writeCsv } from "@tokenwright/workbench/portable";
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

/** Rows of a table that are not steps. */
export interface Rows {
  readonly header: string;
  readonly count: number;
  readonly labelOf: (row: number) => string;
  /** Those that the table shows; the file has all. */
  readonly shown: readonly number[];
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
  /** What the values of the columns belong to; default: the steps. */
  readonly rows?: Rows;
  readonly footer: string;
  readonly height?: number;
  /** Choices of its own, below the title. */
  readonly children?: ReactNode;
  readonly onChoose?: PictureProps["onChoose"];
}

/** A chart with its finding, its table, and the files that can be taken of it. */
export function FigureCard(props: FigureCardProps) {
  const { name, title, about, time, isDark, content, columns, footer, height = 260, children, onChoose } = props;
  const rows = props.rows ?? stepRows(time);
  const words = useWords();
  const [isTable, setTable] = useState(false);
  return (
    <Card component="section" withBorder padding="sm" aria-label={title}>
      <Title order={2} size="h5">
        {sentence(title)}
      </Title>
      <Text size="xs" className="quiet">
        {about}
      </Text>
      {children}
      {isTable ? (
        <ColumnTable caption={title} rows={rows} columns={columns} first={words.step} />
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
          csv={() => columnsCsv(columns, rows, props.rows === undefined ? undefined : rows.header)}
          picture={() => ({ ...content(false), title, footer })}
        />
      </Group>
    </Card>
  );
}

/** With a capital letter: what it begins with may be a name in the economy's own spelling. */
function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

interface DownloadsProps {
  readonly name: string;
  readonly csv: () => string;
  readonly parquet?: () => Promise<Blob>;
  readonly picture: () => PictureContent;
}

/** Data and pictures to take away. */
export function Downloads({ name, csv, parquet, picture }: DownloadsProps) {
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
      {parquet === undefined
        ? null
        : button(
            "Parquet",
            () => void parquet().then((blob) => saveFile(`${name}.parquet`, blob, "application/vnd.apache.parquet")),
          )}
      {button("SVG", () => void savePicture(name, picture(), "svg"))}
      {button("PNG", () => void savePicture(name, picture(), "png"))}
    </Group>
  );
}

interface ColumnTableProps {
  readonly caption: string;
  readonly rows: Rows;
  readonly columns: readonly Column[];
  /** Header of the rows where they are steps. */
  readonly first: string;
}

function ColumnTable({ caption, rows, columns, first }: ColumnTableProps) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table striped>
        <Table.Caption>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{rows.header === "" ? first : rows.header}</Table.Th>
            {columns.map(({ label }) => (
              <Table.Th key={label} scope="col">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.shown.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row">{rows.labelOf(row)}</Table.Th>
              {columns.map(({ label, unit, values }) => (
                <Table.Td key={label}>{shownWith(values[row]!, unit)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function stepRows(time: RunTime): Rows {
  return { header: "", count: time.steps + 1, labelOf: (step) => stepInWords(time, step), shown: tableSteps(time) };
}

/** One row for each step, or for each of the rows that are no steps; the numbers in full. */
function columnsCsv(columns: readonly Column[], { count, labelOf }: Rows, header: string | undefined): string {
  const head = columns.map(({ label, unit }) => (unit === "1" ? label : `${label} (${unit})`));
  const rows = Array.from({ length: count }, (_, row) => [
    header === undefined ? row : labelOf(row),
    ...columns.map(({ values }) => values[row]!),
  ]);
  return writeCsv([header ?? "step", ...head], rows);
}
