import { Alert, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { symbolText } from "../charts/symbols.js";
import type { Part, Structure } from "../compute/messages.js";
import { useWords } from "../words/words.js";
import { DiagramView } from "./diagram-view.js";
import { Origin, PartEquation, PartTable } from "./part-table.js";

export interface StructureViewProps {
  readonly structure: Structure;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** The diagram of a model, and the table of its names. */
export function StructureView({ structure, chosen, onChoose }: StructureViewProps) {
  const words = useWords();
  const { title, diagram, parts, checks } = structure;
  const names = useMemo(() => new Set(parts.map(({ name }) => name)), [parts]);
  return (
    <Stack gap="sm">
      {diagram === undefined ? (
        <Alert>{words.tooLargeToDraw}</Alert>
      ) : (
        <DiagramView svg={diagram} label={words.diagramOf(title)} names={names} chosen={chosen} onChoose={onChoose} />
      )}
      <PartTable parts={parts} caption={words.namesOf(title)} onChoose={onChoose} />
      {checks.length === 0 ? null : (
        <section aria-label={words.checks}>
          <Title order={2} size="h5">
            {words.checks}
          </Title>
          {checks.map(({ name, meaning, condition }) => (
            <Text key={name} size="xs" mt={4} component="div">
              <strong>{name}</strong>
              {`: ${meaning} `}
              <code className="equation">{condition}</code>
            </Text>
          ))}
        </section>
      )}
    </Stack>
  );
}

/** What a box of the diagram stands for. */
export function PartDetails({ part, children }: { readonly part: Part | undefined; readonly children?: ReactNode }) {
  const words = useWords();
  if (part === undefined) return null;
  const symbol = part.symbol === undefined ? "" : ` (${symbolText(part.symbol)})`;
  return (
    <Paper component="section" withBorder p="sm" aria-label={part.name}>
      <Title order={2} size="h5" className="wrap">{`${part.name}${symbol}`}</Title>
      <Text size="xs" className="quiet">
        {`${words.kinds[part.kind as keyof typeof words.kinds] ?? part.kind}${part.unit === "1" || part.unit === "" ? "" : `, ${part.unit}`}`}
      </Text>
      <Text size="sm">{part.meaning}</Text>
      <PartEquation part={part} />
      <Text size="xs" component="div" mt={4}>
        <Origin part={part} />
      </Text>
      {children}
    </Paper>
  );
}
