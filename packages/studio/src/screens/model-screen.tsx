import { Grid, Loader, Stack, Switch, Tabs } from "@mantine/core";
import { useState } from "react";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { MechanismSearch } from "./mechanism-search.js";
import { PartDetails, StructureView } from "./structure-view.js";
import { WhyPanel } from "./why-panel.js";

/** The economy as it is made, and the mechanisms it could be made of. */
export function ModelScreen({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  return (
    <Tabs defaultValue="economy" keepMounted={false} variant="pills">
      <Tabs.List>
        <Tabs.Tab value="economy">{words.thisEconomy}</Tabs.Tab>
        <Tabs.Tab value="mechanisms">{words.allMechanisms}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="economy" pt="sm">
        <EconomyModel project={project} />
      </Tabs.Panel>
      <Tabs.Panel value="mechanisms" pt="sm">
        <MechanismSearch project={project} />
      </Tabs.Panel>
    </Tabs>
  );
}

function EconomyModel({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const [isFull, setFull] = useState(false);
  const structure = useInquiry(project, isFull ? "structure full" : "structure", (compute, draft) =>
    compute.structure(draft, isFull ? "full" : "auto"),
  );
  const asked = project(({ asked }) => asked);
  const steps = project(({ opened }) => opened?.time.steps ?? 0);
  const { ask } = project.getState();
  if (structure === undefined) return <Loader role="status" aria-label={words.computing} />;
  const choose = (name: string) => ask({ name, step: asked?.step ?? steps });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 9 }}>
        <Switch
          size="xs"
          mb="xs"
          label={words.allParts}
          checked={isFull}
          onChange={(event) => setFull(event.currentTarget.checked)}
        />
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
