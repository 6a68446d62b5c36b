/** Text for XML: what has a meaning in it is written as a reference, and what XML 1.0 forbids is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A coordinate with one decimal: the same on every machine, and fine enough for the eye. */
export function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
