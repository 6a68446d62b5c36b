/**
 * XMILE's identifiers (section 3.2.2): case does not count, and a run of spaces, non-breaking spaces, line breaks and
 * underscores counts as one underscore. A point qualifies a name with its submodel, `marketing.expenditures`; a point
 * inside quotes is a letter like any other and is kept apart by a character no writer uses.
 */
const quotedPoint = "\u2024";

/** The form of one name in which equal names are equal texts. */
export function canonicalName(text: string): string {
  const trimmed = text.trim();
  const bare = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
  return canonicalPart(bare);
}

/** As `canonicalName` for a text without quotes around it. */
export function canonicalPart(text: string): string {
  return text
    .replace(/\\(["\\n])/g, (_, character: string) => (character === "n" ? "\n" : character))
    .replace(/[\s_\u00a0]+/g, "_")
    .replaceAll(".", quotedPoint)
    .toLowerCase();
}

/** The parts of a name that may be qualified: `"a.b".c` gives `a․b` and `c`; `.c` gives an empty part and `c`. */
export function canonicalPath(text: string): string[] {
  const trimmed = text.trim();
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (let at = 0; at < trimmed.length; at++) {
    const character = trimmed[at]!;
    if (character === "\\" && quoted) part += character + (trimmed[++at] ?? "");
    else if (character === '"') quoted = !quoted;
    else if (character === "." && !quoted) {
      parts.push(canonicalPart(part));
      part = "";
    } else part += character;
  }
  parts.push(canonicalPart(part));
  return parts;
}

/** A name as it is shown to people: without quotes, its escapes undone, runs of white space as one space. */
export function displayName(text: string): string {
  const trimmed = text.trim();
  const bare = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
  return bare
    .replace(/\\(["\\n])/g, (_, character: string) => (character === "n" ? " " : character))
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}
