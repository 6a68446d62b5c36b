import {
  AppShell,
  Button,
  Group,
  Loader,
  MantineProvider,
  Progress,
  SegmentedControl,
  Select,
  Tabs,
  Text,
  Title,
} from "@mantine/core";
import "@mantine/core/styles.css";
import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { dataOf } from "./project/data-of.js";
import { type Example, examples } from "./project/examples.js";
import { bytesOf, saveFile } from "./project/files.js";
import { LinkTooLong, writeLink } from "./project/link.js";
import type { ProjectStore } from "./project/project.js";
import { Explore } from "./screens/explore.js";
import { Findings } from "./screens/findings.js";
import { FolderMenu } from "./screens/folder-menu.js";
import { theme } from "./screens/theme.js";
import { type Language, languageNames, languageOf, languages, useWords, WordsProvider } from "./words/words.js";

// What is not on the first screen comes when it is wanted.
const TextEditor = lazy(async () => ({ default: (await import("./screens/text-editor.js")).TextEditor }));
const ModelScreen = lazy(async () => ({ default: (await import("./screens/model-screen.js")).ModelScreen }));
const Compare = lazy(async () => ({ default: (await import("./screens/compare.js")).Compare }));
const History = lazy(async () => ({ default: (await import("./screens/history.js")).History }));
const AssumptionTable = lazy(async () => ({
  default: (await import("./screens/assumption-table.js")).AssumptionTable,
}));
const Provenance = lazy(async () => ({ default: (await import("./screens/provenance.js")).Provenance }));

/** The page: inputs on the left, futures in the middle, reasons on the right. */
export function App({ project }: { readonly project: ProjectStore }) {
  const [language, setLanguage] = useState<Language>(() => languageOf(navigator.languages));
  const [scheme, setScheme] = useState<"light" | "dark">(() =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme}>
      <WordsProvider value={languages[language]}>
        <Page project={project} language={language} onLanguage={setLanguage} scheme={scheme} onScheme={setScheme} />
      </WordsProvider>
    </MantineProvider>
  );
}

interface PageProps {
  readonly project: ProjectStore;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly scheme: "light" | "dark";
  readonly onScheme: (scheme: "light" | "dark") => void;
}

function Page(props: PageProps) {
  const { project, scheme } = props;
  const words = useWords();
  const [notice, setNotice] = useState("");
  useKeys(project);
  return (
    <AppShell padding="md">
      <AppShell.Main
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          for (const file of event.dataTransfer.files) void take(project, file);
        }}
      >
        <a className="skip" href="#charts">
          {words.skip}
        </a>
        <Header {...props} onNotice={setNotice} />
        <Text role="status" size="sm" aria-live="polite">
          {notice}
        </Text>
        <Done project={project} />
        <Findings project={project} />
        <Screens project={project} isDark={scheme === "dark"} />
        <Footer project={project} />
      </AppShell.Main>
    </AppShell>
  );
}

/** What of the futures has been computed. */
function Done({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const progress = project(({ progress }) => progress);
  return (
    <Progress value={progress === undefined ? 0 : Math.max(2, 100 * progress)} size="xs" aria-label={words.computing} />
  );
}

function Screens({ project, isDark }: { readonly project: ProjectStore; readonly isDark: boolean }) {
  const words = useWords();
  const hasReplay = project(({ opened }) => opened?.hasReplay === true);
  const screens = [
    { name: "explore", title: words.explore, screen: <Explore project={project} isDark={isDark} /> },
    { name: "model", title: words.model, screen: <ModelScreen project={project} /> },
    { name: "text", title: words.text, screen: <TextEditor project={project} /> },
    { name: "compare", title: words.compare, screen: <Compare project={project} isDark={isDark} /> },
    ...(hasReplay
      ? [{ name: "history", title: words.history, screen: <History project={project} isDark={isDark} /> }]
      : []),
    { name: "assumptions", title: words.assumptions, screen: <AssumptionTable project={project} /> },
    { name: "provenance", title: words.provenance, screen: <Provenance project={project} /> },
  ];
  return (
    <Tabs defaultValue="explore" keepMounted={false}>
      <Tabs.List>
        {screens.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {screens.map(({ name, screen }) => (
        <Tabs.Panel key={name} value={name} pt="sm">
          <div id={name === "explore" ? undefined : "charts"} tabIndex={-1}>
            <Suspense fallback={<Loader role="status" aria-label={words.computing} />}>{screen}</Suspense>
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Header({
  project,
  language,
  onLanguage,
  scheme,
  onScheme,
  onNotice,
}: PageProps & { readonly onNotice: (text: string) => void }) {
  const words = useWords();
  const title = project(({ opened }) => opened?.title);
  const canUndo = project(({ history }) => history.past.length > 0);
  const canRedo = project(({ history }) => history.future.length > 0);
  const { undo, redo } = project.getState();
  const share = async () => {
    try {
      const { history: edits, data, futures } = project.getState();
      const link = await writeLink(edits.present, dataOf(edits.present, data, futures?.provenance));
      const address = `${location.origin}${location.pathname}#${link}`;
      history.replaceState(null, "", address);
      await navigator.clipboard.writeText(address);
      onNotice(words.linkCopied);
    } catch (error) {
      if (!(error instanceof LinkTooLong)) throw error;
      onNotice((error.hasTables ? words.linkWithTablesTooLong : words.linkTooLong)(error.length));
    }
  };
  return (
    <Group component="header" justify="space-between" gap="xs">
      <Title order={1} size="h3">
        {title ?? words.title}
      </Title>
      <Group gap="xs">
        <Button size="xs" variant="default" disabled={!canUndo} onClick={undo}>
          {words.undo}
        </Button>
        <Button size="xs" variant="default" disabled={!canRedo} onClick={redo}>
          {words.redo}
        </Button>
        <Select
          size="xs"
          w={170}
          aria-label={words.examples}
          placeholder={words.examples}
          data={examples.map(({ name }) => name)}
          value={null}
          onChange={(name) => {
            const example = examples.find((one) => one.name === name);
            if (example !== undefined) void openExample(project, example);
          }}
        />
        <Button size="xs" variant="default" component="label">
          {words.open}
          <input
            type="file"
            accept=".yaml,.yml,.csv"
            className="visually-hidden"
            onChange={(event) => {
              for (const file of event.currentTarget.files ?? []) void take(project, file);
              event.currentTarget.value = "";
            }}
          />
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            const { file, text } = project.getState().history.present;
            saveFile(file.replace(/^.*\//, ""), text, "text/yaml");
          }}
        >
          {words.save}
        </Button>
        <FolderMenu project={project} onNotice={onNotice} />
        <Button size="xs" onClick={() => void share()}>
          {words.share}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label={words.language}
          data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={(value) => onLanguage(value as Language)}
        />
        <Button size="xs" variant="default" onClick={() => onScheme(scheme === "dark" ? "light" : "dark")}>
          {scheme === "dark" ? words.light : words.dark}
        </Button>
      </Group>
    </Group>
  );
}

function Footer({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  // The name of a run comes with its charts, and does not stand below all futures of another.
  const named = useDeferredValue(
    project(({ futures, preview, previewed }) =>
      preview !== undefined && previewed >= (futures?.provenance.runs ?? 0) ? undefined : futures,
    ),
  );
  const isEmpty = project(({ futures }) => futures === undefined);
  if (isEmpty) return null;
  if (named === undefined) {
    return (
      <Text component="footer" size="xs" className="quiet" mt="md">
        {words.computing}
      </Text>
    );
  }
  const { id, provenance } = named;
  return (
    <Text component="footer" size="xs" className="quiet" mt="md">
      {`${words.footer(id, provenance.seed, provenance.runs, provenance.version)} · ${words.notAForecast}`}
    </Text>
  );
}

export async function openExample(project: ProjectStore, example: Example): Promise<void> {
  const { text, data } = await example.load();
  project.getState().load({ file: example.file, text, changes: [] }, data);
}

/** A scenario takes the place of the one on the page; a table becomes one of its data files. */
async function take(project: ProjectStore, file: File): Promise<void> {
  const bytes = await bytesOf(file);
  if (bytes === undefined) return;
  if (/\.csv$/i.test(file.name)) {
    project.getState().addData(file.name, bytes);
    return;
  }
  project.getState().load({ file: file.name, text: new TextDecoder().decode(bytes), changes: [] });
}

/** Ctrl-Z and Ctrl-Shift-Z, where nothing else takes them. */
function useKeys(project: ProjectStore): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, .cm-editor") !== null) return;
      event.preventDefault();
      if (event.shiftKey) project.getState().redo();
      else project.getState().undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [project]);
}
