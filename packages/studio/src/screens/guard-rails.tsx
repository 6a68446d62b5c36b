import { Badge, Group, Text } from "@mantine/core";
import { shownShare } from "../charts/numbers.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** The user's own lines, and in how many futures they held. */
export function GuardRails({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const rails = project(({ futures }) => futures?.guardRails) ?? [];
  const warnings = project(({ futures }) => futures?.warnings) ?? [];
  return (
    <section aria-label={words.guardRails}>
      {rails.map(({ name, held, required, passed }) => (
        <Group key={name} gap="xs" wrap="nowrap">
          <Badge flex="none" color={passed ? "teal" : "red"} variant={passed ? "light" : "filled"}>
            {passed ? `✓ ${words.passed}` : `✗ ${words.failed}`}
          </Badge>
          <Text size="sm">{`${name}: ${words.held(shownShare(held), shownShare(required))}`}</Text>
        </Group>
      ))}
      {warnings.map((warning) => (
        <Text key={warning} size="sm">{`! ${warning}`}</Text>
      ))}
    </section>
  );
}
