import {
  Accordion,
  ActionIcon,
  Badge,
  Button,
  Group,
  NumberInput,
  Slider,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { lazy, memo, Suspense, useCallback, useDeferredValue, useMemo, useState } from "react";
import { shown, shownWith } from "../charts/numbers.js";
import { symbolText } from "../charts/symbols.js";
import type { Control } from "../compute/messages.js";
import { keyOf, newValueOf } from "../project/changes.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { Shares, shareGroups } from "./shares.js";
import { WriteChanges } from "./write-changes.js";

const DistributionEditor = lazy(async () => ({
  default: (await import("./distribution-editor.js")).DistributionEditor,
}));

const none: readonly Control[] = [];

/** The inputs of the scenario by mechanism: a slider for a number, a text for what is drawn or computed. */
export function Builder({ project }: { readonly project: ProjectStore }) {
  const controls = useDeferredValue(project(({ opened }) => opened?.controls)) ?? none;
  return <Inputs project={project} controls={controls} />;
}

interface InputsProps {
  readonly project: ProjectStore;
  readonly controls: readonly Control[];
}

const Inputs = memo(function Inputs({ project, controls }: InputsProps) {
  const words = useWords();
  const hasChanges = project(({ history }) => history.present.changes.length > 0);
  const resetAll = project((state) => state.resetAll);
  const [search, setSearch] = useState("");
  const groups = useMemo(() => groupsOf(controls, search), [controls, search]);
  const key = search === "" ? `all ${groups.length > 0}` : "found";
  const atFirst = (search === "" ? groups.slice(0, 1) : groups).map(([group]) => idOf(group));
  // What was never open is not made: a model may have hundreds of inputs.
  const [opened, setOpened] = useState<{ readonly key: string; readonly ids: readonly string[] }>({ key, ids: [] });
  const made = new Set(opened.key === key ? [...atFirst, ...opened.ids] : atFirst);
  return (
    <Stack gap="xs" component="aside" aria-label={words.assumptions}>
      <Group wrap="nowrap" gap="xs">
        <TextInput
          flex={1}
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!hasChanges} onClick={resetAll}>
          {words.resetAll}
        </Button>
      </Group>
      <WriteChanges project={project} />
      {groups.length === 0 && search !== "" ? <Text className="quiet">{words.nothingFound}</Text> : null}
      <Accordion
        multiple
        key={key}
        defaultValue={atFirst}
        onChange={(ids) => setOpened({ key, ids: [...made, ...ids] })}
        variant="separated"
      >
        {groups.map(([group, own]) => (
          <Accordion.Item key={group} value={idOf(group)}>
            <Accordion.Control>
              <Group gap="xs">
                {group === "" ? words.economy : group}
                {own.some(({ isChanged }) => isChanged) ? <Badge size="xs">{words.changed}</Badge> : null}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              {made.has(idOf(group)) ? (
                <Stack gap="md">
                  {own.map((control) => (
                    <ControlRow key={control.name} control={control} project={project} />
                  ))}
                  {shareGroups(own).map((parts) => (
                    <Shares key={parts[0]!.name} parts={parts} onSet={project.getState().set} />
                  ))}
                </Stack>
              ) : null}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
});

function groupsOf(controls: readonly Control[], search: string): readonly (readonly [string, readonly Control[]])[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<string, Control[]>();
  for (const control of controls) {
    const text = `${control.name} ${control.label} ${control.meaning}`.toLowerCase();
    if (wanted !== "" && !text.includes(wanted)) continue;
    groups.set(control.group, [...(groups.get(control.group) ?? []), control]);
  }
  return [...groups];
}

interface ControlRowProps {
  readonly control: Control;
  readonly project: ProjectStore;
}

const ControlRow = memo(function ControlRow({ control, project }: ControlRowProps) {
  const words = useWords();
  const { name, label, meaning, symbol, source, confidence, isChanged } = control;
  const inFile = project(({ before }) => before?.assumptions.find((one) => one.name === name)?.value);
  const [isOpen, setOpen] = useState(false);
  const reset = project((state) => state.reset);
  return (
    <div className={isChanged ? "control changed" : "control"}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600}>
          {symbol === undefined ? label : `${label} (${symbolText(symbol)})`}
        </Text>
        <Group gap={4} wrap="nowrap">
          {confidence === undefined ? null : (
            <Badge size="xs" variant="outline" color={confidence === "unverified" ? "orange" : "gray"}>
              {words.confidence[confidence]}
            </Badge>
          )}
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label={words.uncertain(label)}
            title={words.uncertain(label)}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            ∼
          </ActionIcon>
          {isChanged ? (
            <ActionIcon size="sm" variant="subtle" aria-label={words.resetOne(label)} onClick={() => reset(name)}>
              ↺
            </ActionIcon>
          ) : null}
        </Group>
      </Group>
      <Text size="xs" className="quiet">
        {meaning}
      </Text>
      {control.value === undefined ? (
        <TextValue control={control} project={project} />
      ) : (
        <NumberValue control={control} value={control.value} project={project} />
      )}
      {isOpen ? (
        <Suspense fallback={null}>
          <DistributionEditor
            key={control.text}
            control={control}
            onSet={(value) => {
              setOpen(false);
              project.getState().set(name, value);
            }}
          />
        </Suspense>
      ) : null}
      <Text size="xs" className="quiet">
        {isChanged ? words.fileSays(inFile ?? "…") : source === undefined ? "" : `${words.source}: ${source}`}
      </Text>
    </div>
  );
});

interface NumberValueProps {
  readonly control: Control;
  readonly value: number;
  readonly project: ProjectStore;
}

function NumberValue({ control, value, project }: NumberValueProps) {
  const { name, label, unit, range } = control;
  const { turn, turnBack, set } = project.getState();
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  // What was set stands there before the scenario has been read again.
  const current = project(({ history }) => numberSet(history.present.changes, name, unit)) ?? value;
  const now = dragged ?? current;
  const finish = useCallback(
    (to: number) => {
      setDragged(undefined);
      if (!Number.isFinite(to) || to === current) turnBack();
      else set(name, unit === "1" ? String(to) : `${to} ${unit}`);
    },
    [name, unit, current, set, turnBack],
  );
  return (
    <Group wrap="nowrap" gap="sm">
      {range === undefined ? null : (
        <Slider
          flex={1}
          min={range[0]}
          max={range[1]}
          step={stepOf(range)}
          value={now}
          label={shown}
          thumbLabel={`${label}, ${unit}`}
          onChange={(to) => {
            setDragged(to);
            // Of the value that it has, all futures are known; a move may also be told of after the slider was let go.
            if (to === current) turnBack();
            else turn(name, String(to));
          }}
          onChangeEnd={finish}
        />
      )}
      <NumberBox key={current} label={label} unit={unit} value={current} onFinish={finish} />
    </Group>
  );
}

interface NumberBoxProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly onFinish: (value: number) => void;
}

/** Is not rendered while the slider beside it moves. */
const NumberBox = memo(function NumberBox({ label, unit, value, onFinish }: NumberBoxProps) {
  return (
    <NumberInput
      w={130}
      size="xs"
      aria-label={`${label}, ${unit}`}
      suffix={unit === "1" ? "" : ` ${unit}`}
      defaultValue={value}
      hideControls
      onBlur={(event) => onFinish(Number.parseFloat(event.currentTarget.value.replaceAll(",", "")))}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
});

/** The number that a parameter was set to in its own unit; undefined where it was not. */
function numberSet(changes: readonly string[], name: string, unit: string): number | undefined {
  const text = changes.findLast((change) => keyOf(change) === name);
  if (text === undefined) return undefined;
  const value = newValueOf(text);
  const digits = unit === "1" ? value : value.endsWith(` ${unit}`) ? value.slice(0, -unit.length - 1) : "";
  return digits.trim() === "" || !Number.isFinite(Number(digits)) ? undefined : Number(digits);
}

/** A thousand places from end to end, on round numbers. */
function stepOf([low, high]: readonly [number, number]): number {
  return 10 ** Math.floor(Math.log10((high - low) / 500));
}

/** A value that is drawn or computed: how the futures spread, and its text. */
function TextValue({ control, project }: { readonly control: Control; readonly project: ProjectStore }) {
  const words = useWords();
  const { name, label, text, unit, spread } = control;
  const { set } = project.getState();
  return (
    <>
      {spread === undefined ? null : (
        <Text size="xs" fw={600}>
          {words.implied(shown(spread.p5), shown(spread.p50), shownWith(spread.p95, unit))}
        </Text>
      )}
      <TextInput
        key={text}
        size="xs"
        aria-label={`${label}, ${unit}`}
        description={words.drawn}
        defaultValue={text}
        onBlur={(event) => {
          if (event.currentTarget.value.trim() !== text) set(name, event.currentTarget.value.trim());
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </>
  );
}

/** An accordion knows its parts by texts that are not empty. */
function idOf(group: string): string {
  return `group-${group}`;
}
