import type { Entry } from "../bibliography.js";
import { prose } from "./markdown.js";

/** LaTeX accents that names in refs/library.bib carry, as combining characters. */
const accents: ReadonlyMap<string, string> = new Map([
  ['"', "\u0308"],
  ["'", "\u0301"],
  ["`", "\u0300"],
  ["^", "\u0302"],
  ["~", "\u0303"],
  ["c", "\u0327"],
  ["v", "\u030C"],
]);

/** The plain text of a BibTeX value: accents as letters, braces gone, `--` as a dash. */
export function plainText(value: string): string {
  return value
    .replace(
      /\{?\\(["'`^~]|[cv](?=[{ ]))\s*\{?([A-Za-z])\}?\}?/g,
      (_, accent: string, letter: string) => letter + accents.get(accent)!,
    )
    .replace(/\\([&%$#_])/g, "$1")
    .replace(/\{\\ss\}|\\ss\b/g, "ß")
    .replace(/\{\\o\}|\\o\b/g, "ø")
    .replace(/[{}]/g, "")
    .replace(/---?/g, "–")
    .normalize("NFC");
}

/** A source as one line of a page: authors (year). *title*. Where it appeared, with links. */
export function renderCitation({ key, fields }: Entry): string {
  const field = (name: string) => prose(plainText(fields.get(name) ?? ""));
  const where = [
    field("journal") || field("booktitle") || field("publisher") || field("institution"),
    [field("volume"), fields.has("number") ? `(${field("number")})` : ""].join(""),
    fields.has("pages") ? `pp. ${field("pages")}` : "",
  ].filter((part) => part !== "");
  const links = [
    fields.has("doi") ? `[doi:${plainText(fields.get("doi")!)}](https://doi.org/${plainText(fields.get("doi")!)})` : "",
    fields.has("eprint") ? `[arXiv:${field("eprint")}](https://arxiv.org/abs/${plainText(fields.get("eprint")!)})` : "",
    link(fields.get("url") ?? ""),
    link(fields.get("howpublished") ?? ""),
  ].filter((part) => part !== "");
  const note = field("note");
  const sentences = [
    `${authors(fields.get("author") ?? "")} (${field("year")})`,
    `*${field("title")}*`,
    where.join(", "),
    ...links,
    note,
  ];
  return `${sentences
    .filter((part) => part !== "")
    .map((part) => part.replace(/\.$/, ""))
    .join(". ")}. (\`${key}\`)`;
}

function link(value: string): string {
  const text = plainText(value.replace(/^\\url/, ""));
  return /^https?:\/\/\S+$/.test(text) ? `<${text}>` : prose(text);
}

/** `Last, First and {Some Group}` as `First Last, Some Group`. */
function authors(value: string): string {
  const names = value.split(/\s+and\s+/).map((name) => {
    const [last, first] = name.startsWith("{{") || name.startsWith("{") ? [name] : name.split(/,\s*/);
    return prose(plainText(first === undefined ? last! : `${first} ${last}`));
  });
  return names.join(", ");
}
