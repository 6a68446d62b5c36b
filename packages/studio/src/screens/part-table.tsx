import { Anchor, Badge, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { symbolText } from "../charts/symbols.js";
import type { Part } from "../compute/messages.js";
import { useWords } from "../words/words.js";

export interface PartTableProps {
  readonly parts: readonly Part[];
  readonly caption: string;
  readonly onChoose?: (name: string) => void;
}

/** Every name of a model: its symbol, unit, equation, meaning and source. */
export function PartTable({ parts, caption, onChoose }: PartTableProps) {
  const words = useWords();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = parts.filter(({ name, meaning, kind }) => `${name} ${meaning} ${kind}`.toLowerCase().includes(wanted));
  return (
    <section aria-label={caption}>
      <TextInput
        size="xs"
        maw={320}
        mt="sm"
        placeholder={words.searchNames}
        aria-label={words.searchNames}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Table.ScrollContainer minWidth={720}>
        <Table striped fz="xs">
          <Table.Caption>{`${caption}: ${found.length}`}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {[words.name, words.symbol, words.kind, words.unit, words.equation, words.meaning, words.source].map(
                (head) => (
                  <Table.Th key={head} scope="col">
                    {head}
                  </Table.Th>
                ),
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((part) => (
              <Table.Tr key={part.name}>
                <Table.Th scope="row">
                  {onChoose === undefined ? (
                    part.name
                  ) : (
                    <Anchor component="button" type="button" size="xs" onClick={() => onChoose(part.name)}>
                      {part.name}
                    </Anchor>
                  )}
                </Table.Th>
                <Table.Td>{part.symbol === undefined ? "" : symbolText(part.symbol)}</Table.Td>
                <Table.Td>{words.kinds[part.kind as keyof typeof words.kinds] ?? part.kind}</Table.Td>
                <Table.Td>{part.unit === "1" ? "" : part.unit}</Table.Td>
                <Table.Td>
                  <PartEquation part={part} />
                </Table.Td>
                <Table.Td>{part.meaning}</Table.Td>
                <Table.Td>
                  <Origin part={part} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

export function PartEquation({ part }: { readonly part: Part }) {
  const words = useWords();
  return (
    <>
      {part.equation === undefined ? null : <code className="equation">{part.equation}</code>}
      {part.initial === undefined ? null : (
        <Text size="xs" component="div">
          {words.atStart} <code className="equation">{part.initial}</code>
        </Text>
      )}
    </>
  );
}

export function Origin({ part }: { readonly part: Pick<Part, "source" | "confidence"> }) {
  const words = useWords();
  return (
    <>
      {part.confidence === undefined ? null : (
        <Badge size="xs" variant="outline" color={part.confidence === "unverified" ? "orange" : "gray"} mr={4}>
          {words.confidence[part.confidence]}
        </Badge>
      )}
      {part.source}
    </>
  );
}
