/** Where in a YAML text something is written. */
export interface YamlPlace {
  /** Keys from the root down; of an item of a list, `-`. */
  readonly path: readonly string[];
  /** The key on the same line whose value is written. */
  readonly key?: string;
  /** Columns of the line at which the word that is being written begins. */
  readonly from: number;
}

/**
 * The place of the end of a text, told by its indentation alone, so that it is known also while the text is no YAML.
 *
 * @param lines The text up to the place that is asked for; the last line is cut there.
 */
export function placeIn(lines: readonly string[]): YamlPlace {
  const last = lines.at(-1) ?? "";
  const { indent, rest, isItem } = lineOf(last);
  const path = pathTo(lines.slice(0, -1), isItem ? indent - 1 : indent);
  const own = isItem ? [...path, "-"] : path;
  const colon = rest.search(/:(?:\s|$)/);
  const wordAt = last.length - /[^\s{}[\],:]*$/.exec(last)![0].length;
  const flow = /\{([^{}]*)$/.exec(rest);
  if (flow !== null && colon !== -1) {
    const part = flow[1]!.split(",").at(-1)!;
    const inner = part.search(/:\s/);
    const keys = [...own, rest.slice(0, colon).trim()];
    return inner === -1 ? { path: keys, from: wordAt } : { path: keys, key: part.slice(0, inner).trim(), from: wordAt };
  }
  if (colon === -1) return { path: own, from: wordAt };
  const valueAt = last.length - rest.slice(colon + 1).trimStart().length;
  return { path: own, key: rest.slice(0, colon).trim(), from: valueAt };
}

/** The indentation of a line's content, and the content; an item of a list is indented by its dash. */
function lineOf(line: string): { readonly indent: number; readonly rest: string; readonly isItem: boolean } {
  const found = /^(\s*)(- +)?(.*)$/.exec(line)!;
  return { indent: found[1]!.length + (found[2]?.length ?? 0), rest: found[3]!, isItem: found[2] !== undefined };
}

/** Keys of the lines above that a line of this indentation belongs to. */
function pathTo(lines: readonly string[], indent: number): readonly string[] {
  const path: string[] = [];
  let least = indent;
  for (let index = lines.length - 1; index >= 0 && least > 0; index--) {
    const line = lines[index]!;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const { indent: own, rest, isItem } = lineOf(line);
    const start = line.length - line.trimStart().length;
    if (start >= least && !(isItem && own <= least)) continue;
    if (own < least) {
      const key = /^([^:#]+):\s*(?:#.*)?$/.exec(rest)?.[1];
      if (key !== undefined) path.unshift(key.trim());
    }
    if (isItem) path.unshift("-");
    least = start;
  }
  return path;
}
