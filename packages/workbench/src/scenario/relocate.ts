import type { Diagnostic, Place } from "@tokenwright/engine";
import { find } from "./locate.js";
import { child, placeInScalar, placeOfNode, type YamlMapping, type YamlScalar } from "./yaml-node.js";

/**
 * A finding of the engine at its place in the file. The engine counts lines and columns inside an equation
 * from where the equation begins; a text that YAML folded is followed to where the user wrote it. A finding
 * inside a model of the library is put where the file leads there.
 */
export function relocate(root: YamlMapping, finding: Diagnostic): Diagnostic {
  const given = finding.place?.path;
  if (given === undefined) return { ...finding, place: { file: root.source.file, ...finding.place } };
  // What is wrong with a subscript or an element is wrong with a key, and not with what stands behind it.
  const isAboutName = finding.code === "dimension/unknown" && /^[^.]+\.[^.]+\.[^.]+/.test(given);
  const found = find(root, isAboutName ? given.replace(/\.(?:elements\.)?[^.]+$/, "") : given);
  const isAboutKey = finding.code === "model/unknown-parameter";
  const path = given
    .replace(/^conditions\./, "guardRails: ")
    .replace(/^((?:modules|parameters|stocks|flows|auxiliaries)\..+)\.elements\.([^.]+)$/, "$1.values.$2");
  if (found === undefined) return { ...finding, place: placeOfNode(child(root, "network") ?? root, path) };
  const { node, entry, exact } = found;
  if (isAboutName || isAboutKey || !exact || node.kind !== "scalar" || node.text === "")
    return { ...finding, place: placeOfNode(entry?.key ?? node, path) };
  const offset = Math.max(0, Math.min(offsetIn(node, finding.place!), node.text.length - 1));
  const isWhole = finding.place?.length === undefined;
  const length = isWhole ? node.text.length - offset : Math.min(finding.place!.length!, node.text.length - offset);
  return { ...finding, place: placeInScalar(node, offset, length, path) };
}

/** How far into the scalar's text a place lies that was counted from its first character. */
function offsetIn(node: YamlScalar, place: Place): number {
  const column = place.column ?? 1;
  if (place.line === undefined) return column - 1;
  const start = placeOfNode(node);
  let lineStart = 0;
  for (let line = start.line!; line < place.line; line++) {
    const next = node.text.indexOf("\n", lineStart);
    if (next === -1) return node.text.length - 1;
    lineStart = next + 1;
  }
  return lineStart + column - start.column!;
}
