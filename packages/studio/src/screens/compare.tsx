import { Stack, Table, Text, Title } from "@mantine/core";
import { stepInWords } from "@tokenwright/workbench/portable";
import { FigureCard } from "../charts/figure-card.js";
import { lookOf } from "../charts/look.js";
import { shown, shownShare, shownWith } from "../charts/numbers.js";
import { timesOf } from "../charts/times.js";
import type { Futures, Output, Sampled } from "../compute/messages.js";
import { keyOf, newValueOf } from "../project/changes.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** Futures that are compared one by one. */
const runs = 500;

export interface CompareProps {
  readonly project: ProjectStore;
  readonly isDark: boolean;
}

/** The scenario as its file has it against the one with the changes, under the same luck. */
export function Compare({ project, isDark }: CompareProps) {
  const words = useWords();
  const changes = project(({ history }) => history.present.changes);
  const before = project(({ before }) => before);
  const futures = project(({ futures }) => futures);
  const isKnown = changes.length > 0 && before !== undefined && futures !== undefined && before !== futures;
  const names = isKnown ? [...new Set(futures.outputs.map(({ name }) => name))] : [];
  const samples = useInquiry(project, isKnown ? `compare ${names.join()}` : undefined, async (compute, draft) => [
    await compute.sample({ ...draft, changes: [] }, { purpose: "compare A", names, runs, paths: 0 }),
    await compute.sample(draft, { purpose: "compare B", names, runs, paths: 0 }),
  ]);
  if (!isKnown) return <Text>{words.noChanges}</Text>;
  const { id, provenance } = futures;
  const footer = words.footer(`${before.id} → ${id}`, provenance.seed, provenance.runs, provenance.version);
  return (
    <Stack>
      <Title order={2} size="h4">
        {words.compare}
      </Title>
      <div className="beside">
        <Inputs changes={changes} before={before} />
        <Outputs before={before} futures={futures} samples={samples} />
      </div>
      <div className="cards">
        {futures.outputs.map((output) => {
          const other = before.outputs.find(({ name }) => name === output.name);
          if (other === undefined || other.bands[0]!.length !== output.bands[0]!.length) return null;
          return <Difference key={output.name} {...{ output, other, futures, isDark, footer }} />;
        })}
      </div>
    </Stack>
  );
}

interface OutputsProps {
  readonly before: Futures;
  readonly futures: Futures;
  readonly samples: readonly Sampled[] | undefined;
}

function Outputs({ before, futures, samples }: OutputsProps) {
  const words = useWords();
  const heads = [words.variable, words.a, words.b, words.difference, words.largestGap, words.chanceBetter];
  return (
    <section aria-label={words.outputs}>
      <Title order={3} size="h5">
        {words.outputs}
      </Title>
      <Table.ScrollContainer minWidth={560}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head} scope="col">
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {futures.outputs.map((output) => {
              const other = before.outputs.find(({ name }) => name === output.name);
              if (other === undefined) return null;
              const [a, b] = [other.final.p50, output.final.p50];
              const gap = largestGap(medianOf(other), medianOf(output));
              const chance = samples === undefined ? undefined : chanceAbove(samples, output.name);
              return (
                <Table.Tr key={output.name}>
                  <Table.Th scope="row">{output.label}</Table.Th>
                  <Table.Td>{shownWith(a, output.unit)}</Table.Td>
                  <Table.Td>{shownWith(b, output.unit)}</Table.Td>
                  <Table.Td>
                    {`${shownWith(b - a, output.unit)}${a === 0 ? "" : ` (${shown((100 * (b - a)) / Math.abs(a))} %)`}`}
                  </Table.Td>
                  <Table.Td>
                    {gap === undefined
                      ? ""
                      : words.at(shownWith(gap.size, output.unit), stepInWords(futures.time, gap.step))}
                  </Table.Td>
                  <Table.Td>{chance === undefined ? "" : shownShare(chance)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {samples === undefined ? null : (
        <Text size="xs" className="quiet">
          {words.chanceAbout(samples[0]!.runs)}
        </Text>
      )}
    </section>
  );
}

function medianOf({ bands, quantiles }: Output): Float64Array {
  return bands[quantiles.indexOf(0.5)]!;
}

/** Where the medians lie farthest apart. */
function largestGap(a: Float64Array, b: Float64Array): { readonly size: number; readonly step: number } | undefined {
  let best: { readonly size: number; readonly step: number } | undefined;
  for (let step = 0; step < Math.min(a.length, b.length); step++) {
    const size = b[step]! - a[step]!;
    if (size !== 0 && (best === undefined || Math.abs(size) > Math.abs(best.size))) best = { size, step };
  }
  return best;
}

/** The draws of a future are addressed by its number, so future n of A and of B share their luck. Ties count half. */
function chanceAbove(samples: readonly Sampled[], name: string): number | undefined {
  const [a, b] = samples.map(({ series }) => series.find((one) => one.name === name)?.ends);
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return b.reduce((sum, end, run) => sum + (end > a[run]! ? 1 : end === a[run]! ? 0.5 : 0), 0) / b.length;
}

interface DifferenceProps {
  readonly output: Output;
  readonly other: Output;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** B less A over time. */
function Difference({ output, other, futures, isDark, footer }: DifferenceProps) {
  const words = useWords();
  const { time } = futures;
  const [a, b] = [medianOf(other), medianOf(output)];
  const values = b.map((value, step) => value - a[step]!);
  const title = words.differenceOf(output.label);
  const zero = new Float64Array(values.length);
  return (
    <FigureCard
      name={`${output.name}-difference`}
      title={title}
      about={words.differenceAbout}
      time={time}
      isDark={isDark}
      footer={footer}
      height={180}
      columns={[
        { label: words.a, unit: output.unit, values: a },
        { label: words.b, unit: output.unit, values: b },
        { label: "B − A", unit: output.unit, values },
      ]}
      content={(isOnDark) => ({
        label: title,
        xs: timesOf(time),
        isDated: time.startDate !== undefined,
        unit: output.unit,
        hasZero: true,
        areas: [
          {
            low: values.map((value) => Math.min(0, value)),
            high: values.map((value) => Math.max(0, value)),
            fill: lookOf(isOnDark).other,
            opacity: 0.2,
          },
        ],
        lines: [
          { values: zero, stroke: lookOf(isOnDark).quiet, width: 1 },
          { values, stroke: lookOf(isOnDark).other, width: 2 },
        ],
      })}
    />
  );
}

function Inputs({ changes, before }: { readonly changes: readonly string[]; readonly before: Futures }) {
  const words = useWords();
  return (
    <section aria-label={words.inputs}>
      <Title order={3} size="h5">
        {words.inputs}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.name}</Table.Th>
              <Table.Th scope="col">{words.a}</Table.Th>
              <Table.Th scope="col">{words.b}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map((change) => (
              <Table.Tr key={change}>
                <Table.Th scope="row">{keyOf(change)}</Table.Th>
                <Table.Td>{before.assumptions.find(({ name }) => name === keyOf(change))?.value ?? ""}</Table.Td>
                <Table.Td>{newValueOf(change)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
