import { Button, Group, List, Select, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { CatalogueEntry } from "../compute/messages.js";
import type { ProjectStore } from "../project/project.js";
import { writeInto } from "../project/write-into.js";
import { useWords } from "../words/words.js";

export interface UseMechanismProps {
  readonly project: ProjectStore;
  readonly entry: CatalogueEntry;
}

/** What can be done with a mechanism: its own scenarios are opened, or it becomes a module of the economy. */
export function UseMechanism({ project, entry }: UseMechanismProps) {
  const words = useWords();
  return (
    <>
      <AddToEconomy key={entry.path} project={project} entry={entry} />
      <section aria-label={words.scenariosOf}>
        <Title order={3} size="h5">
          {words.scenariosOf}
        </Title>
        <List listStyleType="none" spacing={4} mt={4}>
          {entry.scenarios.map(({ name, title, about }) => (
            <List.Item key={name}>
              <Button
                size="compact-xs"
                variant="light"
                mr="xs"
                aria-label={`${words.useWhole}: ${title}`}
                onClick={() => void open(project, entry.path, name)}
              >
                {words.useWhole}
              </Button>
              <Text span size="sm">
                {title}
              </Text>
              {about === undefined ? null : (
                <Text size="xs" className="quiet">
                  {about}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </section>
    </>
  );
}

async function open(project: ProjectStore, path: string, name: string): Promise<void> {
  const text = await project.getState().inquire((compute) => compute.scenario(path, name));
  if (text !== undefined) project.getState().load({ file: `${name}.yaml`, text, changes: [] });
}

/** Stands for an asset that only the new module has. */
const itsOwn = "";

function AddToEconomy({ project, entry }: UseMechanismProps) {
  const words = useWords();
  const opened = project(({ opened }) => opened);
  const [name, setName] = useState(() => moduleNameFor(entry.path));
  const [values, setValues] = useState(entry.scenarios[0]?.name ?? null);
  const [assets, setAssets] = useState<Readonly<Record<string, string>>>({});
  const [notice, setNotice] = useState({ text: "", isRefusal: false });
  const known = opened?.assets ?? [];
  const foreign = entry.assets.filter((asset) => !known.includes(asset));
  const add = async () => {
    const renamed = Object.fromEntries(Object.entries(assets).filter(([, own]) => own !== itsOwn));
    const module = {
      model: entry.path,
      ...(values === null ? {} : { scenario: values }),
      ...(Object.keys(renamed).length === 0 ? {} : { assets: renamed }),
    };
    const { isWritten, refused } = await writeInto(project, [`modules.${name.trim()}=${JSON.stringify(module)}`]);
    setNotice({ text: refused ?? (isWritten ? words.added(name.trim()) : ""), isRefusal: refused !== undefined });
  };
  return (
    <section aria-label={words.addToEconomy}>
      <Group gap="xs" align="end">
        <TextInput
          size="xs"
          w={180}
          label={words.moduleName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {entry.scenarios.length < 2 ? null : (
          <Select
            size="xs"
            w={220}
            label={words.valuesOf}
            data={entry.scenarios.map((one) => ({ value: one.name, label: one.title }))}
            value={values}
            onChange={setValues}
            allowDeselect={false}
          />
        )}
        {known.length === 0
          ? null
          : foreign.map((asset) => (
              <Select
                key={asset}
                size="xs"
                w={180}
                label={words.assetIs(asset)}
                data={[
                  { value: itsOwn, label: words.assetOfItsOwn },
                  ...known.map((own) => ({ value: own, label: own })),
                ]}
                value={assets[asset] ?? itsOwn}
                onChange={(own) => setAssets({ ...assets, [asset]: own ?? itsOwn })}
                allowDeselect={false}
              />
            ))}
        <Button size="xs" onClick={() => void add()}>
          {words.addToEconomy}
        </Button>
      </Group>
      <Text size="sm" role="status" mt={4} className={notice.isRefusal ? "refusal" : undefined}>
        {notice.text}
      </Text>
    </section>
  );
}

/** `reserveExpansion` for `issuance/reserve-expansion`. */
function moduleNameFor(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
