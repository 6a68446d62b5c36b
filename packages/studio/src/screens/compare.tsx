import { Stack, Table, Text, Title } from "@mantine/core";
import { shown, shownWith } from "../charts/numbers.js";
import type { Futures } from "../compute/messages.js";
import { keyOf, newValueOf } from "../project/changes.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** The scenario as its file has it against the one with the changes, under the same luck. */
export function Compare({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const changes = project(({ history }) => history.present.changes);
  const before = project(({ before }) => before);
  const futures = project(({ futures }) => futures);
  if (changes.length === 0 || before === undefined || futures === undefined) return <Text>{words.noChanges}</Text>;
  return (
    <Stack>
      <Title order={2} size="h4">
        {words.compare}
      </Title>
      <Inputs changes={changes} before={before} />
      <Table.ScrollContainer minWidth={420}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.variable}</Table.Th>
              <Table.Th scope="col">{words.a}</Table.Th>
              <Table.Th scope="col">{words.b}</Table.Th>
              <Table.Th scope="col">{words.difference}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {futures.outputs.map((output) => {
              const other = before.outputs.find(({ name }) => name === output.name);
              if (other === undefined) return null;
              const [a, b] = [other.final.p50, output.final.p50];
              return (
                <Table.Tr key={output.name}>
                  <Table.Th scope="row">{output.label}</Table.Th>
                  <Table.Td>{shownWith(a, output.unit)}</Table.Td>
                  <Table.Td>{shownWith(b, output.unit)}</Table.Td>
                  <Table.Td>
                    {`${shownWith(b - a, output.unit)}${a === 0 ? "" : ` (${shown((100 * (b - a)) / Math.abs(a))} %)`}`}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Inputs({ changes, before }: { readonly changes: readonly string[]; readonly before: Futures }) {
  const words = useWords();
  return (
    <Table.ScrollContainer minWidth={420}>
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
  );
}
