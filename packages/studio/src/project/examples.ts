/** A ready scenario that comes with the studio. */
export interface Example {
  readonly name: string;
  readonly file: string;
  load(): Promise<{ readonly text: string; readonly data: Readonly<Record<string, Uint8Array>> }>;
}

const scenarios = import.meta.glob<string>("../../../../examples/*/scenario.yaml", {
  query: "?raw",
  import: "default",
});
const tables = import.meta.glob<string>("../../../../examples/*/*.csv", { query: "?raw", import: "default" });

const nameOf = (path: string) => path.split("/").at(-2)!;

export const examples: readonly Example[] = Object.entries(scenarios).map(([path, load]) => {
  const name = nameOf(path);
  return {
    name,
    file: "scenario.yaml",
    load: async () => {
      const own = Object.entries(tables).filter(([table]) => nameOf(table) === name);
      const data = await Promise.all(
        own.map(async ([table, read]) => [table.split("/").at(-1)!, new TextEncoder().encode(await read())] as const),
      );
      return { text: await load(), data: Object.fromEntries(data) };
    },
  };
});

/** What the studio opens on. */
export const firstExample = "cardano";
