import { Alert, Badge, Button, Group, Loader, Stack, Table, Text, Title } from "@mantine/core";
import { lookOf } from "../charts/look.js";
import { WidePicture } from "../charts/picture.js";
import { Refused } from "../compute/client.js";
import type { RecordedSeries, Replayed } from "../compute/messages.js";
import { bytesOf } from "../project/files.js";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** Misses of one comparison that are listed. */
const shownMisses = 50;

/** History against the model: what was recorded drives it, and what it computes is compared with what was recorded. */
export function History({ project, isDark }: { readonly project: ProjectStore; readonly isDark: boolean }) {
  const words = useWords();
  const data = project(({ data }) => data);
  const answer = useInquiry(project, "replay", async (compute, draft) => {
    try {
      return { replayed: await compute.replay(draft), findings: [] };
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
      {answer === undefined ? <Loader role="status" aria-label={words.computing} /> : null}
      {answer?.replayed === undefined ? null : <Comparisons replayed={answer.replayed} isDark={isDark} />}
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
        <Group key={name} gap="xs">
          <Text size="sm">{`${name}: ${words.bytes(bytes.length)}`}</Text>
          <Button size="compact-xs" variant="default" component="label">
            {words.otherFile(name)}
            <input
              type="file"
              accept=".csv"
              className="visually-hidden"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                event.currentTarget.value = "";
                if (file === undefined) return;
                void bytesOf(file).then((own) => own !== undefined && project.getState().addData(name, own));
              }}
            />
          </Button>
        </Group>
      ))}
    </Stack>
  );
}

function Comparisons({ replayed, isDark }: { readonly replayed: Replayed; readonly isDark: boolean }) {
  const words = useWords();
  const { record: replay, series } = replayed;
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
          <Recorded series={series.find((one) => one.name === name)} isDark={isDark} />
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

/** What was recorded, as points on the line that the model computes. */
function Recorded({ series, isDark }: { readonly series: RecordedSeries | undefined; readonly isDark: boolean }) {
  const words = useWords();
  if (series === undefined || series.epochs.length < 2) return null;
  const { epochs, recorded, computed, unit, name } = series;
  const look = lookOf(isDark);
  return (
    <>
      <WidePicture
        height={180}
        look={look}
        label={`${name}: ${words.recorded}, ${words.computed}`}
        xs={epochs}
        isDated={false}
        xUnit={words.epoch}
        unit={unit}
        lines={[
          { values: computed, stroke: look.line, width: 2 },
          { values: recorded, stroke: look.other, width: 0, hasPoints: true },
        ]}
      />
      <Text size="xs" className="quiet">{`― ${words.computed} · ○ ${words.recorded}`}</Text>
    </>
  );
}
