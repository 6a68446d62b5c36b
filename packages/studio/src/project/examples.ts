/** A ready scenario that comes with the studio. */
export interface Example {
  readonly name: string;
  readonly file: string;
  load(): Promise<{ readonly text: string; readonly data: Readonly<Record<string, Uint8Array>> }>;
}

const main = "scenario.yaml";

const scenarios = import.meta.glob<string>(
  ["../../../../examples/*/*.yaml", "!../../../../examples/*/{network,pipeline,policy}.yaml"],
  {
    query: "?raw",
    import: "default",
  },
);
const tables = import.meta.glob<string>("../../../../examples/*/*.csv", { query: "?raw", import: "default" });

const nameOf = (path: string) => path.split("/").at(-2)!;
const fileOf = (path: string) => path.split("/").at(-1)!;

/** That of the folder; of a second scenario in it with the name of its file. */
const titleOf = (path: string) => (fileOf(path) === main ? nameOf(path) : `${nameOf(path)}, ${stemOf(fileOf(path))}`);
const stemOf = (file: string) => file.replace(/\.yaml$/, "");

const all = Object.entries(scenarios).map(([path, load]): Example => {
  return {
    name: titleOf(path),
    file: fileOf(path),
    load: async () => {
      const own = Object.entries(tables).filter(([table]) => nameOf(table) === nameOf(path));
      const data = await Promise.all(
        own.map(async ([table, read]) => [fileOf(table), new TextEncoder().encode(await read())] as const),
      );
      return { text: await load(), data: Object.fromEntries(data) };
    },
  };
});

export const examples: readonly Example[] = all.sort((one, other) => (one.name < other.name ? -1 : 1));

/** What the studio opens on. */
export const firstExample = "cardano";
