import { Button, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Folder, type FolderEntry, FolderError, type FolderListing, type FromFolder } from "../project/folder.js";
import type { Content, ProjectStore } from "../project/project.js";
import { useFolderWords } from "../words/folder-words.js";

export interface FolderPartProps {
  readonly project: ProjectStore;
  readonly onNotice: (text: string) => void;
  /** What stood after `#` when the page began. */
  readonly fragment: string;
}

interface Connection {
  readonly folder: Folder;
  readonly listing: FolderListing;
}

/** The file that the page was opened from or saved to. */
interface OwnFile {
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

/** From how many scenarios on they can be searched. */
const many = 8;

/** Button and dialog for the files of the folder. */
export function FolderPart({ project, onNotice, fragment }: FolderPartProps) {
  const words = useFolderWords();
  const [connection, setConnection] = useState<Connection>();
  const [own, setOwn] = useOwnFile(project);
  const [isOpen, setIsOpen] = useState(false);
  const [trouble, setTrouble] = useState("");
  const text = project(({ history }) => history.present.text);
  useConnection(fragment, (found) => {
    setConnection(found);
    onNotice(words.connected(found.listing.folder, found.listing.scenarios.length));
  });
  if (connection === undefined) return null;
  const { folder, listing } = connection;

  const setDialog = (shown: boolean) => {
    setTrouble("");
    setIsOpen(shown);
  };
  /** What went wrong is said in the dialog while it is open, and on the page otherwise. */
  const attempt = async (action: () => Promise<void>, isLast = true) => {
    try {
      await action();
      if (isLast) setDialog(false);
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      const said = words.troubles[error.trouble];
      setTrouble(said);
      if (!isOpen) onNotice(said);
    }
  };
  const refresh = async () => {
    const found = (await folder.list()) ?? listing;
    setConnection({ folder, listing: found });
    return found;
  };
  const take = (name: string, found: FromFolder, isRun: boolean) => {
    project.getState().load(found.content, found.data);
    if (!isRun) setOwn({ name, sha256: found.sha256, text: found.content.text });
    onNotice(words.opened(name));
  };
  const open = ({ name }: FolderEntry) =>
    attempt(async () => take(name, await folder.open(name, await refresh()), false));
  const openRun = ({ name }: FolderEntry) =>
    attempt(async () => take(name, await folder.openRun(name, await refresh()), true));
  const save = (name: string) =>
    attempt(async () => {
      const { text: saved, changes } = project.getState().history.present;
      const sha256 = await folder.save(name, saved, own?.name === name ? own.sha256 : undefined);
      setOwn({ name, sha256, text: saved });
      onNotice(changes.length === 0 ? words.saved(name) : words.savedWithout(name, changes.length));
      await refresh();
    });

  const isUnsaved = own !== undefined && own.text !== text;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setDialog(true)}>
        {isUnsaved ? `${words.folder} (${words.notSaved})` : words.folder}
      </Button>
      <SaveKey onSave={own === undefined ? () => setDialog(true) : () => void save(own.name)} />
      <Modal
        opened={isOpen}
        onClose={() => setDialog(false)}
        title={words.folderOf(listing.folder)}
        closeButtonProps={{ "aria-label": words.close }}
      >
        <Stack>
          {trouble === "" ? null : (
            <Text role="alert" size="sm" fw={600}>
              {trouble}
            </Text>
          )}
          <Entries title={words.scenarios} entries={listing.scenarios} onOpen={open} empty={words.noScenarios} />
          <Entries title={words.runs} entries={listing.runs} onOpen={openRun} />
          {listing.isComplete ? null : <Text size="sm">{words.incomplete}</Text>}
          <SaveForm initial={own?.name ?? nameFor(project.getState().history.present)} onSave={save} />
          <Button size="xs" variant="default" onClick={() => void attempt(async () => void (await refresh()), false)}>
            {words.reload}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}

interface EntriesProps {
  readonly title: string;
  readonly entries: readonly FolderEntry[];
  readonly onOpen: (entry: FolderEntry) => void;
  readonly empty?: string;
}

function Entries({ title, entries, onOpen, empty }: EntriesProps) {
  const words = useFolderWords();
  const [wanted, setWanted] = useState("");
  if (entries.length === 0 && empty === undefined) return null;
  const shown = entries.filter((entry) => `${entry.title} ${entry.name}`.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h5">
        {title}
      </Title>
      {entries.length === 0 ? <Text size="sm">{empty}</Text> : null}
      {entries.length <= many ? null : (
        <TextInput
          size="xs"
          label={`${words.find}: ${title}`}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ul className="folder-entries">
        {shown.map((entry) => (
          <li key={entry.name}>
            <button type="button" onClick={() => onOpen(entry)}>
              <Text span fw={600}>
                {entry.title}
              </Text>
              <Text span size="xs">
                {entry.name}
              </Text>
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function SaveForm({ initial, onSave }: { readonly initial: string; readonly onSave: (name: string) => Promise<void> }) {
  const words = useFolderWords();
  const [name, setName] = useState(initial);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          size="xs"
          style={{ flexGrow: 1 }}
          label={words.fileName}
          description={words.fileNameHint}
          classNames={{ description: "quiet" }}
          value={name}
          required
          maxLength={1000}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit">
          {words.save}
        </Button>
      </Group>
    </form>
  );
}

/** Connects once, as the page begins. */
function useConnection(fragment: string, onConnected: (found: Connection) => void): void {
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    const around = {
      storage: localStorage,
      fetch: (address: string, init: RequestInit) => fetch(new URL(address, document.baseURI), init),
      fragment,
      forgetFragment: () => history.replaceState(null, "", location.pathname + location.search),
    };
    void Folder.connect(around).then((found) => {
      if (found !== undefined) onConnected(found);
    });
  });
}

/** Forgets the file as soon as something else is loaded: what is saved then must not take its place. */
function useOwnFile(project: ProjectStore) {
  const [own, setOwn] = useState<OwnFile>();
  useEffect(
    () =>
      project.subscribe(({ history }, before) => {
        const isLoaded = history !== before.history && history.past.length === 0 && history.future.length === 0;
        if (isLoaded) setOwn(undefined);
      }),
    [project],
  );
  return [own, setOwn] as const;
}

/** Ctrl-S saves to the folder instead of saving the page. */
function SaveKey({ onSave }: { readonly onSave: () => void }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s")
        return;
      event.preventDefault();
      onSave();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [onSave]);
  return null;
}

function nameFor({ file }: Content): string {
  const name = file.replace(/^.*[\\/]/, "");
  return /\.ya?ml$/i.test(name) ? name : "scenario.yaml";
}
