import { Select, Table, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Futures, Sampled, Unlocks } from "../compute/messages.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { FigureCard } from "./figure-card.js";
import { lookOf } from "./look.js";
import { shownShare, shownWith } from "./numbers.js";
import { stepInBrief, timesOf } from "./times.js";
import { eventsOf, type Periods, periodsOf, type Release, sumsOf } from "./unlock-events.js";

export interface UnlockCardsProps {
  readonly project: ProjectStore;
  readonly unlocks: readonly Unlocks[];
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
}

/** Futures among which the most central one is looked for. */
const runs = 64;

/** Events that are listed. */
const mostEvents = 5;

/** What is locked and when it comes free: the stack, the bars, and the first events. */
export function UnlockCards({ project, unlocks, futures, isDark, footer }: UnlockCardsProps) {
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const own = unlocks.find(({ unit }) => unit === chosen) ?? unlocks[0];
  const names = own === undefined ? [] : namesOf(own);
  const sampled = useInquiry(project, own === undefined ? undefined : `unlocks ${names.join()}`, (compute, draft) =>
    compute.sample(draft, { purpose: "unlocks", names, runs, paths: 0 }),
  );
  const found = useMemo(
    () => (own === undefined || sampled === undefined ? undefined : read(own, sampled, futures)),
    [own, sampled, futures],
  );
  if (own === undefined || sampled === undefined || found === undefined) return null;
  const common = { own, found, futures, isDark, footer, runs: sampled.runs };
  return (
    <>
      <LockedCard {...common}>
        {unlocks.length < 2 ? null : (
          <Select
            size="xs"
            w={160}
            mt={4}
            aria-label={words.asset}
            data={unlocks.map(({ unit }) => unit)}
            value={own.unit}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
      </LockedCard>
      <BarsCard {...common} />
    </>
  );
}

function namesOf({ allocations, free }: Unlocks): readonly string[] {
  return [...allocations.flatMap(({ locked, flows }) => [locked, ...flows.map(({ name }) => name)]), ...free.names];
}

interface Found {
  readonly locked: readonly { readonly label: string; readonly values: Float64Array }[];
  readonly releases: readonly Release[];
  readonly free: Float64Array;
  readonly periods: Periods;
}

/** Series of the most central future; undefined where what was sampled is of another scenario. */
function read({ allocations, free }: Unlocks, { series }: Sampled, futures: Futures): Found | undefined {
  const length = futures.time.steps + 1;
  const of = (name: string) => series.find((one) => one.name === name)?.central;
  const all = [
    ...allocations.flatMap(({ locked, flows }) => [locked, ...flows.map((flow) => flow.name)]),
    ...free.names,
  ];
  if (all.some((name) => of(name)?.length !== length)) return undefined;
  const sum = (parts: readonly (readonly [string, number])[]) =>
    Float64Array.from({ length }, (_, step) => parts.reduce((total, [name, by]) => total + of(name)![step]! * by, 0));
  return {
    locked: allocations.map(({ label, locked }) => ({ label, values: of(locked)! })),
    releases: allocations.map(({ label, flows }) => ({
      label,
      amounts: sum(flows.map(({ name, perStep }) => [name, perStep])).subarray(0, length - 1),
    })),
    free: sum(free.names.map((name) => [name, 1])),
    periods: periodsOf(futures.time),
  };
}

interface OneProps {
  readonly own: Unlocks;
  readonly found: Found;
  readonly futures: Futures;
  readonly isDark: boolean;
  readonly footer: string;
  readonly runs: number;
  readonly children?: React.ReactNode;
}

/** What circulates lies at the bottom, what is locked above it. */
function LockedCard({ own, found, futures, isDark, footer, runs: sampled, children }: OneProps) {
  const words = useWords();
  const { time } = futures;
  const { locked, free } = found;
  const last = (values: Float64Array) => values.at(-1)!;
  const stillLocked = locked.reduce((sum, { values }) => sum + last(values), 0);
  const total = stillLocked + last(free);
  const freed = freeFrom(locked.map(({ values }) => values));
  const title =
    freed === undefined
      ? words.stillLocked(shownShare(total === 0 ? 0 : stillLocked / total), own.unit)
      : words.allFree(own.unit, stepInBrief(time, freed));
  const layers = [{ label: own.free.isOwn ? words.free : words.notLocked, values: free }, ...locked];
  const tops: Float64Array[] = [];
  for (const { values } of layers) {
    const below = tops.at(-1);
    tops.push(values.map((value, step) => value + (below?.[step] ?? 0)));
  }
  return (
    <FigureCard
      name={`locked-${own.unit}`}
      title={title}
      about={words.unlocksAbout(sampled, own.free.isOwn)}
      time={time}
      isDark={isDark}
      footer={footer}
      columns={[
        ...layers.map(({ label, values }) => ({ label, unit: own.unit, values })),
        { label: words.total, unit: own.unit, values: tops.at(-1)!.map((value) => Number(value.toPrecision(15))) },
      ]}
      content={(isOnDark) => {
        const look = lookOf(isOnDark);
        const signs = layers.map(({ label }, index) => ({ label, ...partLook(index, isOnDark) }));
        return {
          label: `${title}. ${layers.map(({ label, values }) => `${label}: ${shownWith(last(values), own.unit)}`).join("; ")}`,
          xs: timesOf(time),
          isDated: time.startDate !== undefined,
          unit: own.unit,
          hasZero: true,
          areas: layers.map((_, index) => ({
            low: tops[index - 1] ?? new Float64Array(free.length),
            high: tops[index]!,
            opacity: 0.85,
            ...partLook(index, isOnDark),
          })),
          lines: tops.map((values) => ({ values, stroke: look.paper, width: 1 })),
          legend: signs,
        };
      }}
    >
      {children}
    </FigureCard>
  );
}

/** Colour and stripes of a part; what circulates comes first. */
function partLook(index: number, isOnDark: boolean): { readonly fill: string; readonly stripes: number } {
  const { series } = lookOf(isOnDark);
  return { fill: series[index % series.length]!, stripes: index % 5 };
}

/** What rounding to base units may leave behind for ever, as a share of what was locked at the start. */
const dust = 1e-6;

/** The step from which on nothing is locked. */
function freeFrom(locked: readonly Float64Array[]): number | undefined {
  const length = locked[0]?.length ?? 0;
  const all = locked.reduce((sum, values) => sum + values[0]!, 0);
  const isFree = (step: number) => locked.reduce((sum, values) => sum + values[step]!, 0) <= dust * all;
  if (length === 0 || !isFree(length - 1)) return undefined;
  let step = length - 1;
  while (step > 0 && isFree(step - 1)) step--;
  return step;
}

/** Part of a period that stays empty on either side of its bar. */
const gap = 0.12;

/** What comes free in each period, one allocation above the other. */
function BarsCard({ own, found, futures, isDark, footer }: OneProps) {
  const words = useWords();
  const { time } = futures;
  const { releases, free, periods: all } = found;
  const { kind, periods } = all;
  const parts = releases.map(({ label, amounts }) => ({ label, sums: sumsOf(amounts, periods) }));
  const totals = Float64Array.from(periods, (_, index) => parts.reduce((sum, { sums }) => sum + sums[index]!, 0));
  const shares = totals.map((amount, index) => share(amount, free[periods[index]!.from]!));
  // Where nothing circulates before, there is no share to speak of.
  const ranked = [...periods.keys()].filter((index) => shares[index]! > 0);
  const largest = ranked.sort((one, other) => shares[other]! - shares[one]!)[0];
  const title =
    largest === undefined
      ? words.noUnlock
      : words.largestUnlock(periods[largest]!.label, shownShare(shares[largest]! / 100));
  const times = timesOf(time);
  const xs = Float64Array.from(periods.flatMap(({ from, to }) => corners(times[from]!, times[to]!)));
  const stacked: Float64Array[] = [];
  for (const { sums } of parts) {
    const below = stacked.at(-1);
    stacked.push(sums.map((value, index) => value + (below?.[index] ?? 0)));
  }
  const shape = (values: Float64Array | undefined) =>
    Float64Array.from({ length: 4 * periods.length }, (_, at) =>
      at % 4 === 1 || at % 4 === 2 ? (values?.[Math.floor(at / 4)] ?? 0) : 0,
    );
  return (
    <FigureCard
      name={`unlocks-${own.unit}`}
      title={title}
      about={words.barsAbout(words.periods[kind])}
      time={time}
      isDark={isDark}
      footer={footer}
      rows={{
        header: words.when,
        count: periods.length,
        labelOf: (row) => periods[row]!.label,
        shown: [...periods.keys()],
      }}
      columns={[
        ...parts.map(({ label, sums }) => ({ label, unit: own.unit, values: sums })),
        { label: words.total, unit: own.unit, values: totals },
        { label: words.ofCirculating, unit: "%", values: shares },
      ]}
      content={(isOnDark) => ({
        label: title,
        xs,
        isDated: time.startDate !== undefined,
        unit: `${own.unit} / ${words.periods[kind]}`,
        hasZero: true,
        areas: parts.map((_, index) => ({
          low: shape(stacked[index - 1]),
          high: shape(stacked[index]),
          ...partLook(index + 1, isOnDark),
        })),
        legend: parts.map(({ label }, index) => ({ label, ...partLook(index + 1, isOnDark) })),
      })}
    >
      <Events own={own} found={found} futures={futures} />
    </FigureCard>
  );
}

function corners(from: number, to: number): readonly number[] {
  const [left, right] = [from + gap * (to - from), to - gap * (to - from)];
  return [left, left, right, right];
}

/** In %; 0 where there is nothing to compare with. */
function share(amount: number, before: number): number {
  return before > 0 ? (100 * amount) / before : 0;
}

function Events({ own, found, futures }: Pick<OneProps, "own" | "found" | "futures">) {
  const words = useWords();
  const { releases, locked, free } = found;
  const isOver = locked.map(({ values }) => values.at(-1)! <= dust * Math.max(...values));
  const events = eventsOf(releases, isOver).slice(0, mostEvents);
  if (events.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table fz="xs" mt={4} verticalSpacing={2} captionSide="top">
        <Table.Caption>{words.nextEvents}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {[words.when, words.allocation, words.event, words.amount, words.ofCirculating].map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map(({ step, label, kind, amount }) => (
            <Table.Tr key={`${label} ${step}`}>
              <Table.Th scope="row">{stepInBrief(futures.time, step)}</Table.Th>
              <Table.Td>{label}</Table.Td>
              <Table.Td>{words.events[kind]}</Table.Td>
              <Table.Td>{shownWith(amount, own.unit)}</Table.Td>
              <Table.Td>
                <Text span size="xs">
                  {free[step]! > 0 ? shownShare(share(amount, free[step]!) / 100) : "–"}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
