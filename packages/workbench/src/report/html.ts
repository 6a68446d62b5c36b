/** HTML that is known to be safe to put into a page. Every piece of text becomes it through `html` or `text`. */
export class Html {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

type Part = string | number | Html | readonly Html[];

/**
 * A template of HTML. Everything put into it is escaped unless it is Html itself, so no text of a user
 * can become markup or leave an attribute; attributes must be in double quotes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let source = strings[0]!;
  for (const [index, part] of parts.entries()) source += sourceOf(part) + strings[index + 1]!;
  return new Html(source);
}

export const nothing = new Html("");

/** The text with everything that has a meaning in HTML written as a character reference. */
function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * A value as JSON that can stand inside a script element: no `<` is left, so no text in it can end the
 * element or open a comment.
 */
export function embeddedJson(value: unknown): Html {
  return new Html(
    JSON.stringify(value)
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e")
      .replaceAll("&", "\\u0026")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029"),
  );
}

function sourceOf(part: Part): string {
  if (part instanceof Html) return part.source;
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return part.map(({ source }) => source).join("");
}
