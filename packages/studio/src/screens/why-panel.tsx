import { Anchor, CloseButton, Group, List, Loader, Paper, Progress, Select, Stack, Text, Title } from "@mantine/core";
import { stepInWords } from "@tokenwright/workbench/portable";
import { memo, useDeferredValue } from "react";
import { shownWith } from "../charts/numbers.js";
import type { Opened, Why } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** Contributors that are named first. */
const mostLargest = 3;

/** What a value follows from: its equation, its causes with their values, what moved it most, and its loops. */
export function WhyPanel({ project }: { readonly project: ProjectStore }) {
  const opened = useDeferredValue(project(({ opened }) => opened));
  return opened === undefined ? null : <Reasons project={project} names={opened.names} time={opened.time} />;
}

interface ReasonsProps {
  readonly project: ProjectStore;
  readonly names: Opened["names"];
  readonly time: Opened["time"];
}

const Reasons = memo(function Reasons({ project, names, time }: ReasonsProps) {
  const words = useWords();
  const asked = project(({ asked }) => asked);
  const why = project(({ why }) => why);
  const { ask } = project.getState();
  const last = time.steps;
  return (
    <Paper component="aside" withBorder p="sm" aria-label={words.why}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {words.why}
        </Title>
        {asked === undefined ? null : <CloseButton aria-label={words.close} onClick={() => ask(undefined)} />}
      </Group>
      <Select
        size="xs"
        searchable
        limit={50}
        label={words.variable}
        data={[...names]}
        value={asked?.name ?? null}
        onChange={(name) => ask(name === null ? undefined : { name, step: asked?.step ?? last })}
      />
      {asked === undefined ? (
        <Text size="sm" className="quiet" mt="sm">
          {words.whyHint}
        </Text>
      ) : why === undefined || why.name !== asked.name ? (
        <Loader size="sm" mt="sm" role="status" aria-label={words.computing} />
      ) : (
        <Stack gap="xs" mt="sm">
          <Title order={3} size="h5">
            {words.whyAt(why.name, stepInWords(time, asked.step))}
          </Title>
          <Reason why={why} />
          <Largest why={why} />
          <Title order={4} size="h6">
            {words.causes}
          </Title>
          <Causes why={why} onAsk={(name) => ask({ name, step: asked.step })} />
          {why.loops === undefined || why.loops.length === 0 ? null : (
            <>
              <Title order={4} size="h6">
                {words.loops}
              </Title>
              <List size="xs">
                {why.loops.map((loop) => (
                  <List.Item key={loop.join()}>{[...loop, loop[0]].join(" → ")}</List.Item>
                ))}
              </List>
            </>
          )}
        </Stack>
      )}
    </Paper>
  );
});

function Reason({ why }: { readonly why: Why }) {
  const words = useWords();
  return (
    <div>
      <Text size="sm">
        {shownWith(why.value, why.unit)}
        {why.before === undefined ? "" : ` (${words.was} ${shownWith(why.before, why.unit)})`}
      </Text>
      <Text size="xs" className="quiet">
        {why.meaning}
      </Text>
      {why.equation === undefined ? null : <code className="equation">{why.equation}</code>}
    </div>
  );
}

function Largest({ why }: { readonly why: Why }) {
  const words = useWords();
  const moved = why.causes
    .filter(({ contribution }) => contribution !== undefined && contribution !== 0)
    .sort((one, other) => Math.abs(other.contribution!) - Math.abs(one.contribution!))
    .slice(0, mostLargest);
  if (moved.length === 0) return null;
  const most = Math.abs(moved[0]!.contribution!);
  return (
    <>
      <Title order={4} size="h6">
        {words.largest}
      </Title>
      {moved.map(({ name, contribution }) => (
        <div key={name}>
          <Text size="xs">{`${name}: ${words.contribution} ${shownWith(contribution!, why.unit)}`}</Text>
          <Progress
            value={(100 * Math.abs(contribution!)) / most}
            color={contribution! < 0 ? "orange" : "blue"}
            aria-label={name}
          />
        </div>
      ))}
    </>
  );
}

/** The causes, each with its own below it. */
function Causes({ why, onAsk }: { readonly why: Why; readonly onAsk: (name: string) => void }) {
  return (
    <List size="xs" withPadding>
      {why.causes.map((cause) => (
        <List.Item key={cause.name}>
          <Anchor component="button" type="button" size="xs" onClick={() => onAsk(cause.name)}>
            {cause.name}
          </Anchor>
          {` = ${shownWith(cause.value, cause.unit)}`}
          {cause.causes.length === 0 ? null : <Causes why={cause} onAsk={onAsk} />}
        </List.Item>
      ))}
    </List>
  );
}
