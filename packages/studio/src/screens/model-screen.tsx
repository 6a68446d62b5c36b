import { Grid, Group, Loader, SegmentedControl, Stack, Switch, Tabs } from "@mantine/core";
import { useState } from "react";
import { useInquiry } from "../project/inquiry.js";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { EquationEditor } from "./equation-editor.js";
import { MechanismSearch } from "./mechanism-search.js";
import { PartDetails, StructureView } from "./structure-view.js";
import { WhyPanel } from "./why-panel.js";
import { WiringView } from "./wiring-view.js";

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
  const [view, setView] = useState("diagram");
  const [isFull, setFull] = useState(false);
  const structure = useInquiry(project, isFull ? "structure full" : "structure", (compute, draft) =>
    compute.structure(draft, isFull ? "full" : "auto"),
  );
  const asked = project(({ asked }) => asked);
  const steps = project(({ opened }) => opened?.time.steps ?? 0);
  const { ask } = project.getState();
  if (structure === undefined) return <Loader role="status" aria-label={words.computing} />;
  const choose = (name: string) => ask({ name, step: asked?.step ?? steps });
  const part = structure.parts.find(({ name }) => name === asked?.name);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 9 }}>
        <Group gap="md" mb="xs">
          <SegmentedControl
            size="xs"
            aria-label={words.thisEconomy}
            data={[
              { value: "diagram", label: words.diagram },
              { value: "wiring", label: words.wiring },
            ]}
            value={view}
            onChange={setView}
          />
          {view === "wiring" ? null : (
            <Switch
              size="xs"
              label={words.allParts}
              checked={isFull}
              onChange={(event) => setFull(event.currentTarget.checked)}
            />
          )}
        </Group>
        {view === "wiring" ? (
          <WiringView project={project} />
        ) : (
          <StructureView structure={structure} chosen={asked?.name} onChoose={choose} />
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
        <Stack gap="sm">
          <PartDetails part={part}>
            {part === undefined ? null : (
              <EquationEditor key={part.name} project={project} part={part} modules={structure.modules} />
            )}
          </PartDetails>
          <WhyPanel project={project} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
