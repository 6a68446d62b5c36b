import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { Refused } from "../compute/client.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";

/** The changes that stand beside the text, and one button that writes them into it. */
export function WriteChanges({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const count = project(({ history }) => history.present.changes.length);
  const [notice, setNotice] = useState("");
  if (count === 0 && notice === "") return null;
  const write = async () => {
    const answer = await project.getState().inquire(async (compute, draft) => {
      try {
        return { text: await compute.write(draft) };
      } catch (error) {
        if (error instanceof Refused) return { refused: error.message };
        throw error;
      }
    });
    if (answer?.text !== undefined) project.getState().replace(answer.text);
    setNotice(answer?.text === undefined ? (answer?.refused ?? "") : words.written);
  };
  return (
    <Group gap="xs">
      {count === 0 ? null : (
        <>
          <Text size="xs">{words.changesBeside(count)}</Text>
          <Button size="compact-xs" variant="light" onClick={() => void write()}>
            {words.writeChanges}
          </Button>
        </>
      )}
      <Text size="xs" role="status">
        {notice}
      </Text>
    </Group>
  );
}
