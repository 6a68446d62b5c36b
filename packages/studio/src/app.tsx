import {
  AppShell,
  Button,
  Grid,
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
import { lazy, Suspense, useEffect, useState } from "react";
import { OutputCard } from "./charts/output-card.js";
import { type Example, examples } from "./project/examples.js";
import { bytesOf, saveFile } from "./project/files.js";
import { LinkTooLong, writeLink } from "./project/link.js";
import { type ProjectStore, previewRuns } from "./project/project.js";
import { AssumptionTable } from "./screens/assumption-table.js";
import { Builder } from "./screens/builder.js";
import { Compare } from "./screens/compare.js";
import { Findings } from "./screens/findings.js";
import { GuardRails } from "./screens/guard-rails.js";
import { Provenance } from "./screens/provenance.js";
import { WhyPanel } from "./screens/why-panel.js";
import { type Language, languageNames, languageOf, languages, useWords, WordsProvider } from "./words/words.js";

const TextEditor = lazy(async () => ({ default: (await import("./screens/text-editor.js")).TextEditor }));

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
    <MantineProvider forceColorScheme={scheme}>
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
  const progress = project(({ progress }) => progress);
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
        <Progress
          value={progress === undefined ? 0 : Math.max(2, 100 * progress)}
          size="xs"
          aria-label={words.computing}
        />
        <Findings project={project} />
        <Tabs defaultValue="explore" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="explore">{words.explore}</Tabs.Tab>
            <Tabs.Tab value="text">{words.text}</Tabs.Tab>
            <Tabs.Tab value="compare">{words.compare}</Tabs.Tab>
            <Tabs.Tab value="assumptions">{words.assumptions}</Tabs.Tab>
            <Tabs.Tab value="provenance">{words.provenance}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="explore" pt="sm">
            <Explore project={project} isDark={scheme === "dark"} />
          </Tabs.Panel>
          <Tabs.Panel value="text" pt="sm">
            <Suspense fallback={<Loader aria-label={words.computing} />}>
              <TextEditor project={project} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="compare" pt="sm">
            <Compare project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="assumptions" pt="sm">
            <AssumptionTable project={project} />
          </Tabs.Panel>
          <Tabs.Panel value="provenance" pt="sm">
            <Provenance project={project} />
          </Tabs.Panel>
        </Tabs>
        <Footer project={project} />
      </AppShell.Main>
    </AppShell>
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
      const link = await writeLink(project.getState().history.present);
      const address = `${location.origin}${location.pathname}#${link}`;
      history.replaceState(null, "", address);
      await navigator.clipboard.writeText(address);
      onNotice(words.linkCopied);
    } catch (error) {
      if (!(error instanceof LinkTooLong)) throw error;
      onNotice(words.linkTooLong(error.length));
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

function Explore({ project, isDark }: { readonly project: ProjectStore; readonly isDark: boolean }) {
  const words = useWords();
  const futures = project(({ futures }) => futures);
  const preview = project(({ preview }) => preview);
  const before = project(({ before }) => before);
  const { ask } = project.getState();
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
        <Builder project={project} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8, lg: 6 }} id="charts" component="main" tabIndex={-1}>
        <GuardRails project={project} />
        {futures === undefined ? <Loader aria-label={words.computing} /> : null}
        <div className="cards">
          {futures?.outputs.map((output) => (
            <OutputCard
              key={output.name}
              output={output}
              time={futures.time}
              preview={preview?.find(({ name }) => name === output.name)}
              previewRuns={previewRuns}
              before={before === futures ? undefined : before?.outputs.find(({ name }) => name === output.name)}
              isDark={isDark}
              onChoose={(name, step) => ask({ name, step })}
            />
          ))}
        </div>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
        <WhyPanel project={project} />
      </Grid.Col>
    </Grid>
  );
}

function Footer({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const futures = project(({ futures }) => futures);
  if (futures === undefined) return null;
  const { id, provenance } = futures;
  return (
    <Text component="footer" size="xs" c="dimmed" mt="md">
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
