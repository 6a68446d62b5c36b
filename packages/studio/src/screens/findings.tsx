import { Alert, List, Text } from "@mantine/core";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** What is wrong with the scenario, where, and what to try. */
export function Findings({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const findings = project(({ findings }) => findings);
  const hasFutures = project(({ futures }) => futures !== undefined);
  if (findings.length === 0) return null;
  return (
    <Alert color="red" title={words.findings(findings.length)} role="alert">
      <List size="sm">
        {findings.map(({ code, message, expected, hint, place }) => (
          <List.Item key={`${code} ${message} ${place?.line ?? ""}`}>
            {place?.line === undefined ? "" : `${place.file ?? ""}:${place.line}:${place.column ?? 1} `}
            {message}
            {expected === undefined ? null : <Text size="xs">{`${words.expected}: ${expected}`}</Text>}
            {hint === undefined ? null : <Text size="xs">{`${words.hint}: ${hint}`}</Text>}
          </List.Item>
        ))}
      </List>
      {hasFutures ? <Text size="sm">{words.lastGood}</Text> : null}
    </Alert>
  );
}
