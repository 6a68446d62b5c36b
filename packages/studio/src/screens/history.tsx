import { Alert, Badge, Loader, Stack, Table, Text, Title } from "@mantine/core";
import type { ReplayRecord } from "@tokenwright/workbench/portable";
import { Refused } from "../compute/client.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** Misses of one comparison that are listed. */
const shownMisses = 50;

/** History against the model: what was recorded drives it, and what it computes is compared with what was recorded. */
export function History({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const data = project(({ data }) => data);
  const answer = useInquiry(project, "replay", async (compute, draft) => {
    try {
      return { replay: await compute.replay(draft), findings: [] };
    } catch (error) {
      if (error instanceof Refused) return { findings: error.findings };
      throw error;
    }
  });
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {words.history}
      </Title>
      {answer === undefined ? <Loader aria-label={words.computing} /> : null}
      {answer?.replay === undefined ? null : <Comparisons replay={answer.replay} />}
      {answer?.findings.map(({ message, hint }) => (
        <Alert key={message} color="red">
          {hint === undefined ? message : `${message} ${words.hint}: ${hint}`}
        </Alert>
      ))}
      <Title order={3} size="h5">
        {words.dataFiles}
      </Title>
      <Text size="sm">{words.replaceData}</Text>
      {Object.entries(data).map(([name, bytes]) => (
        <Text key={name} size="sm">{`${name}: ${words.bytes(bytes.length)}`}</Text>
      ))}
    </Stack>
  );
}

function Comparisons({ replay }: { readonly replay: ReplayRecord }) {
  const words = useWords();
  return (
    <>
      <Text size="sm">{words.recordedAbout(replay.from, replay.to, replay.data)}</Text>
      {replay.comparisons.map(({ name, variable, epochs, equal, misses }) => (
        <section key={name} aria-label={name}>
          <Title order={3} size="h5">
            <Badge color={equal === epochs ? "teal" : "orange"} variant="light" mr="xs" tt="none">
              {equal === epochs ? "✓" : "≈"}
            </Badge>
            {equal === epochs ? words.allEqual(name, epochs) : words.someEqual(name, equal, epochs)}
          </Title>
          <Text size="xs" className="quiet">
            {variable}
          </Text>
          {misses.length === 0 ? null : (
            <Table.ScrollContainer minWidth={560}>
              <Table striped fz="xs">
                <Table.Caption>{`${words.misses}: ${name}`}</Table.Caption>
                <Table.Thead>
                  <Table.Tr>
                    {[words.epoch, words.recorded, words.computed, words.difference, words.explanation].map((head) => (
                      <Table.Th key={head} scope="col">
                        {head}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {misses.slice(0, shownMisses).map((miss) => (
                    <Table.Tr key={miss.epoch}>
                      <Table.Th scope="row">{miss.epoch}</Table.Th>
                      <Table.Td>{miss.recorded}</Table.Td>
                      <Table.Td>{miss.computed}</Table.Td>
                      <Table.Td>{miss.difference}</Table.Td>
                      <Table.Td>{miss.explanation ?? ""}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </section>
      ))}
    </>
  );
}
