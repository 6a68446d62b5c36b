import type { Economy } from "@tokenwright/engine";
import type { Arrow, Content, Item } from "./content.js";

/** A module of an economy, or what the economy declares itself: then its name is empty. */
export interface Part {
  readonly name: string;
  readonly title: string;
  readonly content: Content;
}

/** The names that one part uses of another. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  /** Without the name of the module. */
  readonly names: readonly string[];
}

/** The content of an economy by module, and the names that go from one to another, in the order of the economy. */
export function partsOf(
  economy: Economy,
  { items, arrows }: Content,
): { parts: readonly Part[]; wires: readonly Wire[] } {
  const modules = Object.keys(economy.modules);
  const partOf = (id: string) => {
    const name = id.slice(0, Math.max(0, id.indexOf("."))).replace(/^(?:source|sink) /, "");
    return modules.includes(name) ? name : "";
  };
  const local = (id: string) => (partOf(id) === "" ? id : id.slice(id.indexOf(".") + 1));
  const found = [...modules, ""].map((name) => {
    const own = items
      .filter(({ id }) => partOf(id) === name)
      .map((item) => ({
        ...item,
        name: nameOf(item, local),
        value: name === "" ? item.value : item.value.replaceAll(new RegExp(`\\b${name}\\.`, "g"), ""),
      }));
    const title = name === "" ? economy.title : economy.modules[name]!.model.title;
    return { name, title, content: withGhosts(name, own, arrows, items, partOf) };
  });
  const wires = new Map<string, { from: string; to: string; names: Set<string> }>();
  for (const { kind, from, to } of arrows) {
    const ends = { from: partOf(from), to: partOf(to) };
    if (kind === "pipe" || ends.from === ends.to) continue;
    const key = `${ends.from} ${ends.to}`;
    const wire = wires.get(key) ?? { ...ends, names: new Set<string>() };
    wire.names.add(local(from));
    wires.set(key, wire);
  }
  return {
    parts: found.filter(({ content }) => content.items.length > 0),
    wires: [...wires.values()].map(({ from, to, names }) => ({ from, to, names: [...names] })),
  };
}

function nameOf({ kind, id, name }: Item, local: (id: string) => string): string {
  return kind === "source" || kind === "sink" ? name : local(id);
}

/** The arrows within a part. A flow to or from another part's stock gets that stock drawn again beside it. */
function withGhosts(
  part: string,
  own: readonly Item[],
  arrows: readonly Arrow[],
  all: readonly Item[],
  partOf: (id: string) => string,
): Content {
  const ids = new Set(own.map(({ id }) => id));
  const ghosts = new Map<string, Item>();
  const ghostOf = (id: string): string => {
    if (ids.has(id)) return id;
    const ghost = `ghost ${part} ${id}`;
    ghosts.set(ghost, { ...all.find((item) => item.id === id)!, id: ghost, kind: "ghost", name: id, value: "" });
    return ghost;
  };
  const inside = arrows.flatMap((arrow): readonly Arrow[] => {
    const { kind, from, to } = arrow;
    if (ids.has(from) && ids.has(to)) return [arrow];
    const isOwnPipe = kind === "pipe" && (partOf(from) === part || partOf(to) === part) && isFlowOf(from, to, ids, all);
    return isOwnPipe ? [{ ...arrow, from: ghostOf(from), to: ghostOf(to) }] : [];
  });
  return { items: [...own, ...ghosts.values()], arrows: inside };
}

/** True when the flow at one end of a pipe is among the part's own. */
function isFlowOf(from: string, to: string, ids: ReadonlySet<string>, all: readonly Item[]): boolean {
  return all.some(({ id, kind }) => kind === "flow" && ids.has(id) && (id === from || id === to));
}
