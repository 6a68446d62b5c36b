import type { XmileUnit } from "./document.js";
import { Identifiers } from "./identifiers.js";
import { canonicalName } from "./names.js";

/** Units of time of the model language, by their names and short forms in XMILE (section 3.3.6). */
const times: ReadonlyMap<string, string> = new Map(
  Object.entries({
    second: "s sec second seconds",
    minute: "min mins minute minutes",
    hour: "hr hrs hour hours",
    day: "day days",
    week: "wk week weeks",
    month: "mo month months",
    quarter: "qtr quarter quarters",
    year: "yr yrs year years",
  }).flatMap(([unit, names]) => names.split(" ").map((name): [string, string] => [name, unit])),
);

const identity: ReadonlySet<string> = new Set(["dimensionless", "dmnl", "unitless"]);

/** Exponents by unit; none for a plain number. */
type Exponents = ReadonlyMap<string, number>;

const plain: Exponents = new Map();

/** Longest unit equation, and how deeply units may be defined by others. */
const longest = 200;
const deepest = 20;

/**
 * The units of a file in the words of the model language. Every unit but those of time is a base unit of its own, because
 * XMILE converts nothing; units that the file defines by others, and their aliases, are put in.
 */
export class UnitTexts {
  readonly #defined = new Map<string, XmileUnit>();
  readonly #names = new Identifiers([...times.keys(), ...times.values(), "epoch", "count", "base"]);
  readonly #ids = new Map<string, string>();

  /** @param isTaken Names of built-in units, which a file's own may not have. */
  constructor(
    units: readonly XmileUnit[],
    readonly isTaken: (name: string) => boolean,
  ) {
    for (const unit of units) {
      if (unit.disabled) continue;
      for (const name of [unit.name, ...unit.aliases]) {
        const key = canonicalName(name);
        if (key !== "" && !this.#defined.has(key)) this.#defined.set(key, unit);
      }
    }
  }

  /** The base units that `read` has met. */
  get declarations(): Record<string, string> {
    return Object.fromEntries([...this.#ids.values()].map((id) => [id, "count"]));
  }

  /** `people/Month` as `people/month`; undefined where it is no unit equation. */
  read(text: string): string | undefined {
    const exponents = text.length > longest ? undefined : this.#exponentsOf(text, 0);
    if (exponents === undefined) return undefined;
    const part = (sign: 1 | -1) =>
      [...exponents]
        .filter(([, exponent]) => exponent * sign > 0)
        .map(([name, exponent]) => (exponent * sign === 1 ? name : `${name}^${exponent * sign}`));
    const [above, below] = [part(1), part(-1)];
    const numerator = above.length === 0 ? "1" : above.join("*");
    if (below.length === 0) return numerator;
    return `${numerator}/${below.length === 1 ? below[0]! : `(${below.join("*")})`}`;
  }

  #exponentsOf(text: string, depth: number): Exponents | undefined {
    if (depth > deepest) return undefined;
    const words = text.match(/"[^"]*"|[-*/^()]|[^-*/^()"]+/g)?.map((word) => word.trim()) ?? [];
    const tokens = words.filter((word) => word !== "");
    let at = 0;
    const factor = (): Exponents | undefined => {
      const token = tokens[at++];
      if (token === undefined || /^[-*/^)]$/.test(token)) return undefined;
      let value: Exponents | undefined;
      if (token === "(") {
        value = product();
        if (tokens[at++] !== ")") return undefined;
      } else value = this.#unitOf(token, depth);
      if (value === undefined || tokens[at] !== "^") return value;
      at += 1;
      const isInParentheses = tokens[at] === "(";
      if (isInParentheses) at += 1;
      const sign = tokens[at] === "-" ? -1 : 1;
      if (sign < 0) at += 1;
      const exponent = tokens[at++] ?? "";
      if (!/^\d{1,2}$/.test(exponent) || (isInParentheses && tokens[at++] !== ")")) return undefined;
      return combined(plain, value, sign * Number(exponent));
    };
    const product = (): Exponents | undefined => {
      let value = factor();
      while (value !== undefined && ["*", "-", "/"].includes(tokens[at] ?? "")) {
        const sign = tokens[at++] === "/" ? -1 : 1;
        const next = factor();
        value = next === undefined ? undefined : combined(value, next, sign);
      }
      return value;
    };
    const value = product();
    return at === tokens.length ? value : undefined;
  }

  #unitOf(name: string, depth: number): Exponents | undefined {
    if (name === "1") return plain;
    if (/^[\d.]/.test(name)) return undefined;
    const key = canonicalName(name);
    const time = times.get(key);
    if (time !== undefined) return new Map([[time, 1]]);
    if (identity.has(key)) return plain;
    const per = key.startsWith("per_") ? times.get(key.slice(4)) : undefined;
    if (per !== undefined) return new Map([[per, -1]]);
    const unit = this.#defined.get(key);
    const main = unit === undefined ? key : canonicalName(unit.name);
    const equation = unit?.equation?.trim() ?? "";
    if (equation !== "" && canonicalName(equation) !== main) return this.#exponentsOf(equation, depth + 1);
    if (main !== key && times.has(main)) return new Map([[times.get(main)!, 1]]);
    return new Map([[this.#idOf(main, name), 1]]);
  }

  /** The name of a base unit; a plural whose singular the file uses too is the same unit. */
  #idOf(key: string, name: string): string {
    const known = [key, key.replace(/s$/, ""), `${key}s`]
      .map((one) => this.#ids.get(one))
      .find((id) => id !== undefined);
    if (known !== undefined) return known;
    const wanted = key === "$" ? "dollar" : key.replace(/[^a-z0-9_]+/g, "_");
    let id = this.#names.take(wanted === "" || wanted === "_" ? `unit_${name.length}` : wanted);
    while (this.isTaken(id)) id = this.#names.take(`file_${wanted}`);
    this.#ids.set(key, id);
    return id;
  }
}

function combined(left: Exponents, right: Exponents, sign: number): Exponents {
  const result = new Map(left);
  for (const [name, exponent] of right) {
    const sum = (result.get(name) ?? 0) + sign * exponent;
    if (sum === 0) result.delete(name);
    else result.set(name, sum);
  }
  return result;
}
