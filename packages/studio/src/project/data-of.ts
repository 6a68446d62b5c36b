import type { RunProvenance } from "@tokenwright/workbench/portable";
import type { Draft } from "../compute/messages.js";
import type { Content } from "./project.js";

/** Of the tables on the page those that the scenario reads: it names them, or its futures were computed with them. */
export function dataOf(
  { text, changes }: Content,
  data: Draft["data"],
  provenance: RunProvenance | undefined,
): Draft["data"] {
  const used = new Set(provenance?.data?.map(({ file }) => file));
  const written = [text, ...changes].join("\n");
  return Object.fromEntries(Object.entries(data).filter(([name]) => used.has(name) || written.includes(name)));
}
