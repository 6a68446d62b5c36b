import { Anchor, Grid, List, Loader, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { CatalogueEntry, Structure } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { PartDetails, StructureView } from "./structure-view.js";
import { UseMechanism } from "./use-mechanism.js";

/** The mechanisms of the library: searched by a word, each with its page. */
export function MechanismSearch({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const [entries, setEntries] = useState<readonly CatalogueEntry[] | undefined>(undefined);
  const [search, setSearch] = useState("");
  const [path, setPath] = useState<string | undefined>(undefined);
  useEffect(() => {
    void project
      .getState()
      .inquire((compute) => compute.catalogue())
      .then(setEntries);
  }, [project]);
  const found = useMemo(() => foundIn(entries ?? [], search), [entries, search]);
  if (entries === undefined) return <Loader role="status" aria-label={words.computing} />;
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
        <TextInput
          label={words.searchMechanisms}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Text size="xs" role="status" mt={4}>
          {words.mechanisms(found.length)}
        </Text>
        <List listStyleType="none" spacing="xs" mt="xs" className="mechanisms">
          {found.map((entry) => (
            <List.Item key={entry.path}>
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="left"
                aria-pressed={entry.path === path}
                onClick={() => setPath(entry.path)}
              >
                {entry.title}
              </Anchor>
              <Text size="xs" className="quiet">
                {entry.path}
              </Text>
            </List.Item>
          ))}
        </List>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8, lg: 9 }}>
        {path === undefined ? (
          <Text>{words.mechanismHint}</Text>
        ) : (
          <MechanismPage key={path} project={project} entry={entries.find((entry) => entry.path === path)!} />
        )}
      </Grid.Col>
    </Grid>
  );
}

/** All words of the search, in title, path or text; those with them in the title first. */
function foundIn(entries: readonly CatalogueEntry[], search: string): readonly CatalogueEntry[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const all = entries.filter(({ title, path, about }) => has(`${title} ${path} ${about}`));
  return [...all.filter(({ title }) => has(title)), ...all.filter(({ title }) => !has(title))];
}

function MechanismPage({ project, entry }: { readonly project: ProjectStore; readonly entry: CatalogueEntry }) {
  const { path } = entry;
  const words = useWords();
  const [page, setPage] = useState<Structure | undefined>(undefined);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  useEffect(() => {
    void project
      .getState()
      .inquire((compute) => compute.page(path))
      .then(setPage);
  }, [project, path]);
  if (page === undefined) return <Loader role="status" aria-label={words.computing} />;
  return (
    <Stack gap="sm" component="article" aria-label={page.title}>
      <Title order={2} size="h4">
        {page.title}
      </Title>
      {page.about === undefined ? null : <Text size="sm">{page.about}</Text>}
      {page.sources.length === 0 ? null : <Text size="xs">{`${words.source}: ${page.sources.join(", ")}`}</Text>}
      <Text size="xs" component="div">
        {words.useIt} <code className="equation">{`modules: { name: { model: ${path} } }`}</code>
      </Text>
      <UseMechanism project={project} entry={entry} />
      <PartDetails part={page.parts.find(({ name }) => name === chosen)} />
      <StructureView structure={page} chosen={chosen} onChoose={setChosen} />
    </Stack>
  );
}
