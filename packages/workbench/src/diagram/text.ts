/**
 * Advance widths of DejaVu Sans 2.37 in thousandths of the letter size, regular and bold, as its `hmtx` table has
 * them. It is the widest of the fonts that the diagram asks for, so text set in another one takes less room. What
 * is measured by a table is the same on every machine.
 */
const regular = [
  [275, "'"],
  [278, "ijl"],
  [295, "IJ"],
  [318, " ,.·"],
  [337, "/:;|\\"],
  [361, "-f"],
  [392, "()[]t"],
  [411, "!r"],
  [500, '"*_`'],
  [525, "sz"],
  [557, "?cL"],
  [592, "Fkvxy"],
  [615, "aeoPTY"],
  [636, "EhnuSbdgpq$0123456789{}"],
  [698, "KAVXZBRC"],
  [780, "UNHD&G"],
  [818, "OQw"],
  [838, "#+<=>^~≈×"],
  [989, "M%mW"],
  [1000, "@…"],
] as const;

const bold = [
  [306, "'"],
  [348, "ijl "],
  [380, "/|\\IJ,.·"],
  [415, ":;-"],
  [457, "f!()[]"],
  [493, "tr"],
  [523, '"*_`'],
  [595, "?zcs"],
  [652, "Lxvy"],
  [687, "kaeToEF"],
  [716, "$0123456789hnu{}bdgpq"],
  [734, "SYZPC"],
  [775, "BRXAVK"],
  [838, "UGDHN#+<=>^~≈×"],
  [872, "OQ&"],
  [1000, "wM@…"],
  [1103, "%mW"],
] as const;

/** Width of a character that is in no table: the widest that is, twice for the full-width signs of East Asia. */
const unknownWidth = 1103;

function table(classes: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(classes.flatMap(([width, letters]) => Array.from(letters, (letter) => [letter, width] as const)));
}

const widths = { regular: table(regular), bold: table(bold) };

export type Weight = keyof typeof widths;

/** Width of a line of text, in the unit of its size. No narrower than what any of the named fonts gives. */
export function textWidth(text: string, size: number, weight: Weight = "regular"): number {
  let sum = 0;
  for (const letter of text) {
    const wide = letter.codePointAt(0)! >= 0x1100 ? 2 : 1;
    sum += widths[weight].get(letter) ?? unknownWidth * wide;
  }
  return (sum * size) / 1000;
}

/** Sizes of letters: of names, and of what stands below them. */
export const nameSize = 12.5;
export const valueSize = 11;

/** Width that every box has for its value. */
export const mostValue = 120;

/** Lines of a label at most; the last one ends in `…` where there would be more. */
const mostLines = 4;

/**
 * A name or a text broken into lines no wider than `most`: at spaces, after `_`, `.`, `/` and commas, and between
 * the words of a name in camel case; inside a word only where the word alone is too wide.
 */
export function wrapText(text: string, most: number, size: number, weight: Weight = "regular"): readonly string[] {
  const fits = (line: string) => textWidth(line.trimEnd(), size, weight) <= most;
  const parts = text
    .replace(/\s+/g, " ")
    .trim()
    .split(/(?<=[\s_.,/\]])|(?<=[\p{Ll}\d])(?=\p{Lu})|(?=\[)/u)
    .flatMap((part) => (fits(part) ? [part] : pieces(part, fits)));
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    if (line !== "" && !fits(line + part)) {
      lines.push(line.trimEnd());
      line = part;
    } else line += part;
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), shorten(lines[mostLines - 1]!, fits)];
}

function pieces(word: string, fits: (line: string) => boolean): readonly string[] {
  const found: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && !fits(piece + letter)) {
      found.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...found, piece];
}

function shorten(line: string, fits: (line: string) => boolean): string {
  const letters = Array.from(line);
  while (letters.length > 0 && !fits(`${letters.join("")}…`)) letters.pop();
  return `${letters.join("")}…`;
}

/** The text on one line, its end replaced by `…` where it is wider than `most`. */
export function cutText(text: string, most: number, size: number, weight: Weight = "regular"): string {
  const fits = (line: string) => textWidth(line, size, weight) <= most;
  const line = text.replace(/\s+/g, " ").trim();
  return fits(line) ? line : shorten(line, fits);
}
