/** An element to be written; text, or elements inside it. */
export interface XmlOut {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string | readonly XmlOut[];
}

/** The element as lines, two spaces for each level. */
export function writeXml(element: XmlOut): string {
  const lines: string[] = ['<?xml version="1.0" encoding="utf-8"?>'];
  write(element, "", lines);
  return `${lines.join("\n")}\n`;
}

function write({ name, attributes = {}, content }: XmlOut, indent: string, lines: string[]): void {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeAttribute(value)}"`)].join(
    " ",
  );
  if (content === undefined || content.length === 0) lines.push(`${indent}<${head}/>`);
  else if (typeof content === "string") lines.push(`${indent}<${head}>${escapeText(content)}</${name}>`);
  else {
    lines.push(`${indent}<${head}>`);
    for (const child of content) write(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  }
}

/** Characters that XML 1.0 has no way to write are left out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeText(text: string): string {
  return text
    .replace(unwritable, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
