import { isDangerousKey, reservedWords } from "@tokenwright/engine";

/** The longest name of the model language. */
const longest = 64;

/** Names with a meaning in every equation. */
const builtIn: ReadonlySet<string> = new Set(["time", "epoch"]);

/** Gives out names of the model language: `Room Temperature` becomes `room_temperature`, a second one `room_temperature_2`. */
export class Identifiers {
  readonly #taken = new Set<string>();

  /** @param reserved Names given out elsewhere that may not come up again here. */
  constructor(reserved: Iterable<string> = []) {
    for (const name of reserved) this.#taken.add(name);
  }

  /** Keeps a name for whoever asks for exactly it; false where it is no name or is taken. */
  keep(name: string): boolean {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name) || this.#taken.has(name)) return false;
    if (builtIn.has(name) || reservedWords.has(name) || isDangerousKey(name)) return false;
    this.#taken.add(name);
    return true;
  }

  take(wanted: string): string {
    const base = identifierOf(wanted);
    for (let count = 1; ; count++) {
      const suffix = count === 1 ? "" : `_${count}`;
      const name = base.slice(0, longest - suffix.length).replace(/_+$/, "") + suffix;
      if (this.#taken.has(name) || builtIn.has(name) || reservedWords.has(name) || isDangerousKey(name)) continue;
      this.#taken.add(name);
      return name;
    }
  }

  get taken(): Iterable<string> {
    return this.#taken;
  }
}

/** The name of the model language that a text suggests. */
export function identifierOf(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .slice(0, 500)
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/_+/g, "_")
    .replace(/^_|_$/g, "");
  const name = /^[a-z]/.test(words) ? words : `n_${words}`.replace(/_$/, "");
  return name.slice(0, longest).replace(/_+$/, "");
}
