import { writeSync } from "node:fs";

/** Styles of text on a terminal, as ANSI codes. */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof styles;

let colour: boolean | undefined;

/** `--color` and `--no-color` of the command line; undefined lets the environment decide. */
export function setColour(wanted: boolean | undefined): void {
  colour = wanted;
}

/**
 * Whether text to a stream is styled: the flag first, then FORCE_COLOR, NO_COLOR and TERM=dumb, then
 * whether the stream is a terminal (force-color.org, no-color.org).
 */
export function isStyled(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): boolean {
  if (colour !== undefined) return colour;
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if ((NO_COLOR ?? "") !== "" || TERM === "dumb") return false;
  return stream.isTTY === true;
}

/** Styles for one stream. */
export function stylist(stream: NodeJS.WriteStream): (style: Style, text: string) => string {
  if (!isStyled(stream)) return (_, text) => text;
  return (style, text) => `\u001b[${styles[style][0]}m${text}\u001b[${styles[style][1]}m`;
}

/** A user's text without characters that a terminal would obey; line breaks and tabs stay. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** As `clean`, on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, " ").trim();
}

/** A message to the person: always on standard error. */
export function say(text: string): void {
  write(2, `${text}\n`);
}

/** Data: always on standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Writes at once, so that a message is seen before the work it announces. */
export function write(descriptor: 1 | 2, text: string): void {
  try {
    writeSync(descriptor, text);
  } catch (error) {
    // A full or closed pipe must not stop the work; the rest goes the slow way or nowhere.
    if ((error as NodeJS.ErrnoException).code === "EAGAIN")
      (descriptor === 1 ? process.stdout : process.stderr).write(text);
  }
}

/** Readers such as `head` close the pipe when they have enough: that is success. */
export function endOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
}

/** How many characters a text takes on a terminal line. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{Mark}/u.test(character) ? 0 : isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
}

/** East Asian wide characters and emoji, roughly by block. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff)
  );
}

/** The text broken into lines of at most so many characters, at spaces. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    if (line !== "" && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** Width to write for: the terminal's, within 60 and 120; 100 when there is none. */
export function terminalWidth(): number {
  return Math.min(120, Math.max(60, process.stdout.columns ?? 100));
}
