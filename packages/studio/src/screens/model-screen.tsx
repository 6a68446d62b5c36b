import { Grid, Loader, Stack, Tabs } from "@mantine/core";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { LibrarySearch } from "./library-search.js";
import { PartDetails, StructureView } from "./structure-view.js";
import { WhyPanel } from "./why-panel.js";

/** The economy as it is made, and the mechanisms it could be made of. */
export function ModelScreen({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  return (
    <Tabs defaultValue="economy" keepMounted={false} variant="pills">
      <Tabs.List>
        <Tabs.Tab value="economy">{words.thisEconomy}</Tabs.Tab>
        <Tabs.Tab value="library">{words.library}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="economy" pt="sm">
        <EconomyModel project={project} />
      </Tabs.Panel>
      <Tabs.Panel value="library" pt="sm">
        <LibrarySearch project={project} />
      </Tabs.Panel>
    </Tabs>
  );
}

function EconomyModel({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const structure = useInquiry(project, "structure", (compute, draft) => compute.structure(draft));
  const asked = project(({ asked }) => asked);
  const steps = project(({ opened }) => opened?.time.steps ?? 0);
  const { ask } = project.getState();
  if (structure === undefined) return <Loader aria-label={words.computing} />;
  const choose = (name: string) => ask({ name, step: asked?.step ?? steps });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 9 }}>
        <StructureView structure={structure} chosen={asked?.name} onChoose={choose} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
        <Stack gap="sm">
          <PartDetails part={structure.parts.find(({ name }) => name === asked?.name)} />
          <WhyPanel project={project} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
