import type { Unsupported } from "./document.js";

/** Collects what is not used. Layout and the like, which no result depends on, is told once per kind with a count. */
export class UnsupportedList {
  readonly #results: Unsupported[] = [];
  readonly #layout = new Map<string, { name: string; line: number; what: string; count: number }>();
  readonly #told = new Set<string>();

  /** Something that a run may differ for; the same finding at the same line is told once. */
  add(name: string, line: number, what: string): void {
    const key = `${line}\n${name}\n${what}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#results.push({ name, line, what, effect: "results" });
  }

  /** Something that no result depends on. */
  addLayout(name: string, line: number, what: string): void {
    const known = this.#layout.get(`${name}\n${what}`);
    if (known !== undefined) known.count += 1;
    else this.#layout.set(`${name}\n${what}`, { name, line, what, count: 1 });
  }

  list(): Unsupported[] {
    const layout = [...this.#layout.values()].map(
      ({ name, line, what, count }): Unsupported => ({
        name,
        line,
        what: count === 1 ? what : `${what.replace(/\.$/, "")}, ${count} times.`,
        effect: "none",
      }),
    );
    return [...this.#results, ...layout].sort((a, b) => a.line - b.line || (a.name < b.name ? -1 : 1));
  }
}
