import { Code, Stack, Table, Text, Title } from "@mantine/core";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { ReportButtons } from "./report-buttons.js";

/** Where the numbers on the page come from, and how to compute them again. */
export function Provenance({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const futures = project(({ futures }) => futures);
  if (futures === undefined) return null;
  const { id, provenance, sha256 } = futures;
  const changes = provenance.overrides.map((change) => ` --set '${change.replaceAll("'", "'\\''")}'`).join("");
  const rows: readonly (readonly [string, string])[] = [
    [words.runName, id],
    [words.seed, provenance.seed],
    [words.generator, provenance.generator],
    [words.futuresCount, String(provenance.runs)],
    [words.quantilesBy, provenance.method],
    [words.inputHash, provenance.inputSha256],
    [words.modelHash, provenance.modelSha256],
    ...(provenance.data ?? []).map(({ file, sha256: hash }) => [words.dataHash(file), hash] as const),
    [words.hash, sha256],
    ["Tokenwright", provenance.version],
  ];
  return (
    <Stack>
      <Title order={2} size="h4">
        {words.provenance}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table>
          <Table.Tbody>
            {rows.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td className="hash">{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm">{words.reproduce}</Text>
      <Code block tabIndex={0}>{`tokenwright run ${provenance.file}${changes}`}</Code>
      <Text size="sm">{words.notAForecast}</Text>
      <ReportButtons project={project} />
    </Stack>
  );
}
