import { textWidth } from "./terminal.js";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Rows as aligned columns, two spaces between them. The last column is not filled up. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = "  ",
): readonly string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => textWidth(row[index] ?? ""))));
  return all.map((row) => {
    const cells = columns.map(({ align }, index) => {
      const text = row[index] ?? "";
      const filling = " ".repeat(widths[index]! - textWidth(text));
      return align === "right" ? filling + text : text + filling;
    });
    return (indent + cells.join("  ")).trimEnd();
  });
}

const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Values as a line of bars between their least and their greatest; a constant is a flat line in the middle. */
export function sparkline(values: readonly number[]): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (most === least) return bars[3]!.repeat(values.length);
  return values.map((value) => bars[Math.min(7, Math.floor(((value - least) / (most - least)) * 8))]!).join("");
}
