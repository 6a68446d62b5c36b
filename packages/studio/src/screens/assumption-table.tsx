import { Badge, Table } from "@mantine/core";
import { shownWith } from "../charts/numbers.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** Every number that was put in, with where it comes from and how sure it is. */
export function AssumptionTable({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const assumptions = project(({ futures }) => futures?.assumptions) ?? [];
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table striped>
        <Table.Thead>
          <Table.Tr>
            {[words.name, words.value, words.meaning, words.source, words.howSure].map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {assumptions.map(({ name, value, unit, meaning, source, confidence, spread }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>
                {value}
                {spread === undefined
                  ? null
                  : ` (${shownWith(spread.p5, unit)} … ${shownWith(spread.p50, unit)} … ${shownWith(spread.p95, unit)})`}
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
              <Table.Td>{source ?? ""}</Table.Td>
              <Table.Td>
                {confidence === undefined ? null : (
                  <Badge size="xs" variant="outline" color={confidence === "unverified" ? "orange" : "gray"}>
                    {words.confidence[confidence]}
                  </Badge>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
