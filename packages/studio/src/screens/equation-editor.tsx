import { Button, Group, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Part } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { quoted, tryChanges, writeInto } from "../project/write-into.js";
import { useWords } from "../words/words.js";

export interface EquationEditorProps {
  readonly project: ProjectStore;
  readonly part: Part;
  /** Names of modules: what begins with one of them belongs to a model of the library. */
  readonly modules: readonly string[];
}

/** Where the equation of each kind stands. */
const places: Readonly<Record<string, readonly [section: string, key: string]>> = {
  auxiliary: ["auxiliaries", "equation"],
  flow: ["flows", "equation"],
  state: ["states", "next"],
};

/** Longest equation that can be typed. */
const mostLetters = 4000;

/** Another equation for a variable of the economy's own: checked before it is written, and written only when it is sound. */
export function EquationEditor({ project, part, modules }: EquationEditorProps) {
  const words = useWords();
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [notice, setNotice] = useState({ text: "", isRefusal: false });
  const place = places[part.kind];
  const isOwn = !modules.some((module) => part.name.startsWith(`${module}.`));
  if (place === undefined || part.equation === undefined || !isOwn) return null;
  const change = (text: string) => [`${place[0]}.${part.name}.${place[1]}=${quoted(text.trim())}`];
  const say = (refused: string | undefined, otherwise: string) =>
    setNotice({ text: refused ?? otherwise, isRefusal: refused !== undefined });
  const check = async (text: string) => {
    const answer = await tryChanges(project, change(text));
    if (answer !== undefined) say(answer.refused, words.soundEquation);
  };
  const put = async (text: string) => {
    const { isWritten, refused } = await writeInto(project, change(text));
    say(refused, isWritten ? words.putInDone(part.name) : "");
    if (isWritten) setDraft(undefined);
  };
  return (
    <div className="no-print">
      {draft === undefined ? (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          onClick={() => {
            setDraft(part.equation!);
            setNotice({ text: "", isRefusal: false });
          }}
        >
          {words.editEquation}
        </Button>
      ) : (
        <>
          <Textarea
            mt={6}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={mostLetters}
            spellCheck={false}
            label={`${words.equation}: ${part.name}`}
            classNames={{ input: "code" }}
            value={draft}
            aria-invalid={notice.isRefusal}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void put(draft);
            }}
          />
          <Group gap="xs" mt={6}>
            <Button size="compact-xs" variant="default" onClick={() => void check(draft)}>
              {words.check}
            </Button>
            <Button size="compact-xs" onClick={() => void put(draft)}>
              {words.putIn}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => setDraft(undefined)}>
              {words.cancel}
            </Button>
          </Group>
        </>
      )}
      <Text size="xs" role="status" mt={4} className={notice.isRefusal ? "refusal" : undefined}>
        {notice.text}
      </Text>
    </div>
  );
}
