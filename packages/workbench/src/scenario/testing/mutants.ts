/**
 * Single faults in a valid scenario, each with the lines on which a reader would look for it. The same
 * faults are made wherever they fit, so their number grows with the scenario.
 */
export interface Mutant {
  readonly kind: string;
  /** What was changed, for the test's report. */
  readonly what: string;
  readonly text: string;
  /** Lines, counted from 1, on any of which an error is at the right place. */
  readonly lines: readonly number[];
  /** Word that the shown line must hold, or that the path of the finding must end with; undefined when it is gone. */
  readonly key?: string;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly indent: number;
  readonly key: string | undefined;
  /** What stands behind the colon, without a comment. */
  readonly value: string;
  /** Numbers of the lines of the keys above it, outermost first. */
  readonly parents: readonly Line[];
}

/** Keys of the format itself, as against names that the scenario's author chose. */
const formatKeys = new Set(
  (
    "tokenwright title about start step horizon assets modules parameters auxiliaries checks ensemble outputs guardRails replay " +
    "model stocks inputs meaning source confidence value unit equation triangular normal runs seed quantiles paths name condition share " +
    "data epoch columns from to initial compare notes variable recorded continueWith explanation text low mode high mean sd label decimals baseUnit symbol " +
    "dimensions lookups integrate points beyond values file time x y between over before after decisions set at when while delay for"
  ).split(" "),
);

export function mutantsOf(scenario: string): Mutant[] {
  const lines = readLines(scenario);
  const all = scenario.split("\n");
  const mutants: Mutant[] = [];
  const at = (line: Line, changed: string | undefined, kind: string, more: Partial<Mutant> = {}) => {
    if (changed === line.text) return;
    const text = [
      ...all.slice(0, line.number - 1),
      ...(changed === undefined ? [] : changed.split("\n")),
      ...all.slice(line.number),
    ].join("\n");
    mutants.push({
      kind,
      what: `${line.number}: ${line.text.trim()} -> ${changed?.trim() ?? "(removed)"}`,
      text,
      lines: [line.number],
      ...more,
    });
  };
  for (const line of lines) {
    wrongData(line, at);
    misspeltKeys(line, at);
    wrongSubscripts(line, at);
    wrongValues(line, at);
    wrongUnits(line, at);
    wrongNumbers(line, at);
    wrongEquations(line, at);
    wrongForm(line, lines, at);
    missingLines(line, lines, at);
  }
  return mutants;
}

type At = (line: Line, changed: string | undefined, kind: string, more?: Partial<Mutant>) => void;

function readLines(scenario: string): Line[] {
  const lines: Line[] = [];
  const open: Line[] = [];
  let inBlock: number | undefined;
  for (const [index, text] of scenario.split("\n").entries()) {
    const match = /^( *)(?:- )?([A-Za-z_][A-Za-z0-9_.]*(?:\[[^\]]*\])?):(?: +(.*))?$/.exec(text);
    const indent = text.length - text.trimStart().length;
    if (inBlock !== undefined && (text.trim() === "" || indent > inBlock)) continue;
    inBlock = undefined;
    if (text.trim() === "" || text.trim().startsWith("#")) continue;
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const value = (match?.[3] ?? "").replace(/ +#.*$/, "");
    const line: Line = { number: index + 1, text, indent, key: match?.[2], value, parents: [...open] };
    lines.push(line);
    open.push(line);
    if (/^[>|][+-]?$/.test(value)) inBlock = indent;
  }
  return lines;
}

const isIn = (line: Line, ...path: readonly string[]) =>
  path.every((key, depth) => key === "*" || line.parents[depth]?.key === key);

/** A slip of the finger: two neighbours swapped, or a letter left out. */
function slips(word: string): string[] {
  const middle = Math.max(1, Math.floor(word.length / 2));
  const swapped = `${word.slice(0, middle - 1)}${word[middle]}${word[middle - 1]}${word.slice(middle + 1)}`;
  return [...new Set([swapped, word.slice(0, middle) + word.slice(middle + 1)])].filter(
    (slip) => slip !== word && slip !== "",
  );
}

function misspeltKeys(line: Line, at: At): void {
  const { key } = line;
  if (key === undefined || key.length < 3) return;
  const isModuleName = line.parents[0]?.key === "modules" && line.parents.length === 3;
  const isReplayName = line.parents[0]?.key === "replay" && key.includes(".");
  const isDecidedName = line.parents.at(-1)?.key === "set";
  if (!formatKeys.has(key) && !isModuleName && !isReplayName && !isDecidedName) return;
  // A key the author may choose freely: its slip is another name, not a fault of the format.
  if (
    line.parents.length === 1 &&
    [
      "assets",
      "data",
      "decisions",
      "dimensions",
      "inputs",
      "lookups",
      "modules",
      "parameters",
      "auxiliaries",
      "checks",
    ].includes(line.parents[0]!.key!)
  )
    return;
  if (isIn(line, "replay", "columns") || (isIn(line, "replay", "compare") && line.parents.length === 2)) return;
  for (const slip of slips(key).slice(0, 1)) at(line, line.text.replace(key, slip), "misspelt key", { key: slip });
}

function wrongSubscripts(line: Line, at: At): void {
  const { key, value } = line;
  // A subscript that is declared nowhere, in a key or in an equation, and one that is not closed.
  const dimension = /\[(\w{3,})\]/.exec(line.text);
  if (dimension !== null && !isProse(line)) {
    for (const slip of slips(dimension[1]!))
      at(line, line.text.replace(dimension[0], `[${slip}]`), "misspelt subscript", {});
    if (key?.includes("[") === true)
      at(line, line.text.replace(dimension[0], `[${dimension[1]}`), "open subscript", {});
  }
  if (key === "values") {
    const [element] = /\w+/.exec(value) ?? [];
    if (element !== undefined)
      for (const slip of slips(element)) at(line, line.text.replace(element, slip), "misspelt element", { key: slip });
  }
  const point = /^ +- \[([^,\]]+), ([^,\]]+)\]$/.exec(line.text);
  if (point !== null) {
    // Below zero the first point is still the first.
    if (point[1] !== "0") at(line, line.text.replace(`[${point[1]},`, "[-1,"), "points out of order", {});
    at(line, line.text.replace(point[2]!, `${point[2]}, 1`), "three numbers in a point", {});
    at(line, line.text.replace(point[2]!, "1 USD"), "wrong unit", {});
  }
  if (key === "beyond") at(line, replaceValue(line, `${value}s`), "bad word", { key });
}

/** Faults in what is said of data files: of the file, its columns and times, and the rules between points. */
function wrongData(line: Line, at: At): void {
  const { key, value, parents } = line;
  const put = (kind: string, ...changes: readonly string[]) => {
    for (const one of changes) at(line, replaceValue(line, one), kind, { key: key! });
  };
  const section = parents[0]?.key;
  if (section === "data" || section === "lookups") {
    if (key === "file")
      put(
        "wrong file",
        ...slips(value.replace(".csv", "")).map((one) => `${one}.csv`),
        `../${value}`,
        `/${value}`,
        ".",
      );
    if (key === "x" || key === "y" || key === "time") put("misspelt column", ...slips(value));
    if (key === "x" || key === "y") at(line, undefined, "missing required key", { lines: [parents[1]!.number] });
    if (key === "file" && section === "data")
      at(line, undefined, "missing required key", { lines: [parents[1]!.number] });
    if (key === "time") at(line, undefined, "missing required key", { lines: [parents[1]!.number] });
    if (parents[2]?.key === "columns") {
      for (const slip of slips(key!)) at(line, line.text.replace(key!, slip), "misspelt column", { key: slip });
      put("unknown unit", ...slips(value));
    }
  }
  if (section !== "inputs") return;
  if (key === "from") put("misspelt column", ...slips(value), value.replace(".", "_"), value.slice(value.indexOf(".")));
  if (["between", "over", "before", "after"].includes(key ?? "")) put("bad word", `${value}s`, "none", "linar");
  if (key === "between") at(line, undefined, "missing required key", { lines: [parents[1]!.number] });
}

function wrongValues(line: Line, at: At): void {
  const { key, value } = line;
  const put = (kind: string, ...values: readonly string[]) => {
    for (const one of values) at(line, replaceValue(line, one), kind, { key: key! });
  };
  if (key === "tokenwright") put("wrong version", "2", "one");
  if (key === "model") put("misspelt model", ...slips(value), value.replace("/", "-"));
  if (key === "runs") put("bad number of runs", "0", "-5", "1.5", "2,000", "many", "1e12");
  if (key === "seed") put("bad seed", "-1", "0xZZ", "4 2", "18446744073709551616");
  if (key === "paths") put("bad number of paths", "-1", "all");
  if (key === "quantiles")
    put("bad quantile", "[5 %, 105 %]", "[0 %, 50 %]", "[5 %, 5 %]", "[5, 95]", "[low]", "[]", "[-5 %]");
  if (key === "share") put("share over 100 %", "950 %", "1.5", "95", "-5 %", "most");
  if (key === "horizon") {
    put("negative time", "-10 year", "0 day");
    put("not a whole number of steps", "7 hour", "10.001 year", "40 hour");
    put("wrong unit", "10 ADA", "10");
  }
  if (key === "step") {
    put("negative time", "-5 day", "0 day");
    put("wrong unit", "5 ADA", "5 dya", "five day");
  }
  if (key === "start") {
    for (const date of ["2023-02-30", "2023-13-01", "14.03.2023", "yesterday", "2023-3-1"])
      at(line, line.text.replace(/\d{4}-\d\d-\d\d/, date), "bad date", { key: "date" });
    at(line, line.text.replace("epoch: 400", "epoch: -4"), "bad epoch", { key: "epoch" });
  }
  if (key === "at") put("bad date", "2028-02-30", "28-01-01", "2027-01-01", "2026-06-30", "470", "-1 year", "2 TKN");
  if (key === "delay") put("wrong unit", "5", "5 TKN", "5 dya", "-5 day", "runway");
  if (key === "confidence") put("bad confidence", `${value}s`);
  if (key === "tau") at(line, line.text.replace("20 %", "120 %"), "share over 100 %", { key });
  if (key === "from" || key === "to") put("bad epoch", "-1", "3.5", "later");
  if (key === "to" && line.parents.length === 1) put("bad epoch", "3");
  if (key === "variable") put("misspelt name", ...slips(value));
  if (/^token$|^ADA$/.test(key ?? "")) return;
  const asset = /\{ token: (\w+) \}/.exec(line.text);
  if (key === "assets" && asset !== null)
    for (const slip of [...slips(asset[1]!), "USD"])
      at(line, line.text.replace(asset[1]!, slip), "asset mismatch", { key: "token" });
}

const quantity =
  /(^|[\s{[:"])([+-]?\d[\d_]*(?:\.\d+)?(?:e\d+)?) ?(%\/year|%\/epoch|ADA\/epoch|USD\/ADA|%|ADA|USD|year|day)(?=[\s,}\]"]|$)/;

function wrongUnits(line: Line, at: At): void {
  const { key, value } = line;
  if (line.key === "quantiles" || line.key === "share" || /share: /.test(line.text)) return;
  const match = quantity.exec(line.text);
  if (match !== null && !isProse(line)) {
    const [whole, before, number, unit] = match;
    const other = (text: string) => line.text.replace(whole, `${before}${number} ${text}`);
    at(line, other(unit === "ADA" ? "USD" : "ADA"), "wrong unit", {});
    at(line, other(`${unit}x`.replace("%x", "%%")), "unknown unit", {});
  }
  if (key === "value" && line.parents.length === 2 && /^[\d_]+$/.test(value))
    at(line, replaceValue(line, `${value} ADA`), "wrong unit", {});
  if (key === "unit") {
    // The unit or the equation below it, which may go on over some lines.
    const lines = [0, 1, 2, 3].map((more) => line.number + more);
    for (const unit of ["ADA/day", "USD", "kWh"])
      if (!value.startsWith(unit.slice(0, 4))) at(line, replaceValue(line, unit), "wrong unit", { lines });
    at(line, replaceValue(line, "ADAA"), "unknown unit", { key });
  }
  if (line.parents[1]?.key === "columns")
    at(line, replaceValue(line, value === "1" ? "lovelace" : "cent"), "wrong unit", {});
  if (line.parents[1]?.key === "columns" && value !== "1")
    for (const slip of slips(value)) at(line, replaceValue(line, slip), "unknown unit", { key: key! });
  const shown = /unit: ([A-Z/]+) \}/.exec(line.text);
  if (shown !== null)
    for (const unit of ["ADA", "USD", "USD/ADDA"])
      at(line, line.text.replace(shown[0], `unit: ${unit} }`), "wrong unit", { key: "unit" });
}

/** Text for readers, in which nothing can be wrong. */
function isProse(line: Line): boolean {
  return ["meaning", "source", "about", "text", "title", "name", "explanation"].includes(line.key ?? "");
}

function wrongNumbers(line: Line, at: At): void {
  const match = quantity.exec(line.text) ?? /((?:value|decimals|epoch): )(\d[\d_.]*)()(?=[\s,}]|$)/.exec(line.text);
  if (match === null || isProse(line) || line.key === "quantiles" || line.key === "share") return;
  const [whole, before, number] = match;
  const put = (changed: string) =>
    at(line, line.text.replace(whole, whole.replace(before! + number!, before! + changed)), "bad number", {});
  put(`${number}.1.2`);
  put(`${number}_`);
  put(`${number!.replace(/^\d/, "O")}`.replace(/^O$/, "O0"));
  if (/\d_\d/.test(number!)) put(number!.replaceAll("_", ","));
  if (number!.includes(".") && !number!.includes("_")) put(number!.replace(".", ","));
}

const words = /[A-Za-z_][A-Za-z0-9_.]*/g;
const notNames = new Set(
  "if then else and or not min max floor round exp normal latch heldFor smooth sqrt epoch epochs".split(" "),
);

function wrongEquations(line: Line, at: At): void {
  const { key, value, parents } = line;
  const inModule = parents[0]?.key === "modules" && parents[2]?.key === "inputs";
  const inReplay =
    parents[0]?.key === "replay" &&
    (["inputs", "initial"].includes(parents[1]?.key ?? "") ||
      key === "recorded" ||
      parents.at(-1)?.key === "continueWith");
  const inDecision =
    parents[0]?.key === "decisions" &&
    (key === "when" || key === "while" || (parents.at(-1)?.key === "set" && !quantity.test(` ${value}`)));
  const isEquation =
    (key === "equation" && !/^[>|]/.test(value)) || key === "condition" || inModule || inReplay || inDecision;
  if (!isEquation || value === "") return;
  const bare = value.replace(/\{[^}]*\}/g, (braces) => " ".repeat(braces.length));
  for (const match of bare.matchAll(words)) {
    const name = match[0];
    const put = (changed: string, kind: string) =>
      at(
        line,
        replaceValue(line, value.slice(0, match.index) + changed + value.slice(match.index + name.length)),
        kind,
        { key: key! },
      );
    if (!notNames.has(name))
      for (const slip of slips(name).filter((one) => !one.startsWith(".") && !one.endsWith(".")))
        put(slip, "misspelt name in an equation");
    else if (["min", "max", "floor", "round", "exp", "normal"].includes(name))
      put(slips(name)[0]!, "misspelt function");
  }
  for (const [kind, changed] of [
    ["unbalanced", `${value.replace(/"$/, "")} )`],
    ["unbalanced", `(${value}`],
    ["operator at the end", `${value} *`],
    ["wrong unit in an equation", `${value} + {5 kWh}`],
  ] as const) {
    if (!value.startsWith('"')) at(line, replaceValue(line, changed), kind, { key: key! });
  }
}

function wrongForm(line: Line, lines: readonly Line[], at: At): void {
  const { key, value, text, indent } = line;
  if (key === undefined) return;
  const index = lines.indexOf(line);
  const next = lines[index + 1];
  const isLeaf = value !== "" && !/^[>|]/.test(value);
  const isItem = text.trimStart().startsWith("- ");
  if (isLeaf && !isItem) {
    at(line, `${text}\n${text}`, "duplicate key", { lines: [line.number, line.number + 1], key });
    at(line, text.replace(`${key}:`, key), "missing colon", { lines: [line.number - 1, line.number, line.number + 1] });
    at(line, `${" ".repeat(indent)}\t${text.trimStart()}`, "tab", { lines: [line.number - 1, line.number] });
    at(line, `${text.slice(0, indent)}__proto__: 1\n${text}`, "dangerous key", { key: "__proto__" });
    if (!/["[{]/.test(value)) at(line, replaceValue(line, `[${value.replaceAll(",", "")}]`), "wrong type", { key });
    if (!/["[{]/.test(value) && key !== "value")
      at(line, replaceValue(line, "{ a: 1 }"), "wrong type", { lines: [line.number], key });
    at(line, replaceValue(line, ""), "no value", { key });
    const previous = lines[index - 1];
    if (previous !== undefined && previous.indent === indent) {
      // Moved away from its neighbours: the line itself or the one it seems to go on from.
      at(line, ` ${text}`, "wrong indentation", { lines: [previous.number, line.number] });
      if (indent > 0 && next !== undefined)
        at(line, text.slice(1), "wrong indentation", { lines: [line.number, next.number] });
    }
  }
  if (value === "" && !isItem) {
    at(line, `${text} 5`, "wrong type", { lines: [line.number, next?.number ?? line.number] });
  }
  for (const closing of ["}", "]", '"']) {
    const last = text.lastIndexOf(closing);
    const comment = text.indexOf(" #");
    if (last === -1 || (comment !== -1 && comment < last)) continue;
    if (closing === '"' && (text.match(/"/g) ?? []).length !== 2) continue;
    at(line, text.slice(0, last) + text.slice(last + 1), "unclosed bracket or quote", {});
  }
}

/** Keys that must be there, by what they belong to. */
const requiredInputs: Readonly<Record<string, readonly string[]>> = {
  pools: ["available", "totalStake", "poolStake"],
  price: ["circulating"],
};

function missingLines(line: Line, lines: readonly Line[], at: At): void {
  const { key, parents } = line;
  if (key === undefined) return;
  const parent = parents.at(-1);
  const lineOf = (one: Line | undefined) => (one === undefined ? [] : [one.number]);
  if (parents.length === 0 && ["tokenwright", "title", "horizon"].includes(key))
    at(line, undefined, "missing required key", { lines: [1, 2, 3] });
  if (key === "model" && parents.length === 2) at(line, undefined, "missing required key", { lines: lineOf(parent) });
  if (parents[0]?.key === "auxiliaries" && (key === "unit" || (key === "equation" && !/^[>|]/.test(line.value))))
    at(line, undefined, "missing required key", { lines: lineOf(parent) });
  if (parents[0]?.key === "replay" && ["variable", "recorded"].includes(key))
    at(line, undefined, "missing required key", { lines: lineOf(parent) });
  if (parents[0]?.key === "guardRails" && key === "condition")
    at(line, undefined, "missing required key", { lines: [line.number - 1] });
  if (parents[0]?.key === "decisions" && ["at", "when", "while"].includes(key))
    at(line, undefined, "missing required key", { lines: lineOf(parent) });
  if (parents[0]?.key === "parameters" && parents.length === 2 && key === "value")
    at(line, undefined, "missing required key", {
      // With values of single elements on the next line, these are what is not complete.
      lines: [
        ...lineOf(parent),
        ...lines.filter((one) => one.key === "values" && one.parents.at(-1) === parent).map(({ number }) => number - 1),
      ],
    });
  if (line.text.includes("decimals: "))
    at(line, line.text.replace(/decimals: \d+(, )?/, ""), "missing required key", { key });
  if (line.text.includes("mode: "))
    at(line, line.text.replace(/mode: [\d.]+ %, /, ""), "missing required key", { key: "triangular" });
  if (parents[2]?.key === "inputs" && requiredInputs[parents[1]!.key!]?.includes(key)) {
    at(line, undefined, "missing wire", { lines: [parents[1]!.number, parents[2]!.number] });
  }
}

function replaceValue(line: Line, value: string): string {
  const colon = line.text.indexOf(":");
  return `${line.text.slice(0, colon)}: ${value}`.trimEnd();
}
