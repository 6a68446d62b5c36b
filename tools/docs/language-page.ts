import { build, equation, random, reservedWords, run, TokenwrightError } from "@tokenwright/engine";
import { code, generatedNote, page, table } from "./markdown.js";

/** Thrown when the language is not what the page says of it. */
class LanguagePageError extends Error {}

/** Operators from the loosest to the tightest, as the page shows them. Held against the parser by `checkLevels`. */
const levels: readonly { readonly operators: readonly string[]; readonly meaning: string; readonly example: string }[] =
  [
    { operators: ["or"], meaning: "at least one holds", example: "a < b or c < d" },
    { operators: ["and"], meaning: "both hold", example: "a < b and c < d" },
    { operators: ["not"], meaning: "does not hold", example: "not a < b" },
    {
      operators: ["<", "<=", ">", ">=", "=", "<>"],
      meaning: "comparisons; the result is a condition, and comparisons do not chain",
      example: "price > {1 USD/ADA}",
    },
    { operators: ["+", "-"], meaning: "sum and difference, of one unit", example: "a + b - c" },
    { operators: ["*", "/"], meaning: "product and quotient; units multiply and divide", example: "rho * reserve" },
    { operators: ["- (sign)"], meaning: "change of sign", example: "-x" },
    {
      operators: ["^"],
      meaning: "power, right to left; an exponent that is not whole needs a plain base",
      example: "(2 / 3)^(time / {1 year})",
    },
  ];

const kinds: Readonly<Record<equation.FunctionKind, string>> = {
  elementary: "Functions of numbers",
  time: "Functions of time",
  memory: "Values of earlier steps",
  event: "Conditions with memory",
  aggregate: "Over the elements of a dimension",
  draw: "Random draws",
};

const kindNotes: Partial<Readonly<Record<equation.FunctionKind, string>>> = {
  elementary:
    "`floor`, `ceil` and `round` count base units: of a plain number, of an amount of one asset, or of such an amount per time.\n" +
    "`sqrt` halves the powers of a unit. `exp`, `ln`, `log10`, `sin`, `cos`, `tan`, `tanh` and `erf` take plain numbers.",
  memory:
    "`leaving` asks a conveyor, a stock with a queue in it ([guide](../guides/conveyors.md)): the flow that carries what has come to its\n" +
    "end is `leaving(unbonding)`.",
  time: "`time` in them is the time since the start of the run.",
  event:
    "They see the condition of their own step; what they remember changes between steps. `latch`, `ever` and `once` are conditions,\n" +
    "`since` and `heldFor` times: `if latch(price < {0.9 USD}, price > {1.1 USD}) then 0 else mint` is a band of hysteresis,\n" +
    "`since(price < {0.5 USD}, {7 day}) >= {7 day}` the end of a cool-down,\n" +
    "`heldFor(price < {0.9 USD}) >= 3 * epoch` three steps in a row. More: [events and decisions](../guides/decisions.md).",
  draw:
    "A draw is addressed by seed, run, step and the name of the variable whose equation holds it (`price`, then `price#2`), so it\n" +
    "stays the same when other draws come and go. `normal`, `uniform`, `triangular`, `exponential` and `gamma` have the unit of their\n" +
    "parameters; the others are plain numbers. In a parameter, a draw is made once for each run.",
};

/** The page of the language. @throws LanguagePageError when the parser or the table of samplers says something else. */
export function languagePage(): string {
  checkLevels();
  const all = [...equation.functions.values()];
  const sections = (Object.keys(kinds) as equation.FunctionKind[]).map((kind) => {
    const own = all.filter((one) => one.kind === kind);
    const rows = own.map(({ usage, meaning }) => [code(usage), meaning]);
    return page(`### ${kinds[kind]}`, kindNotes[kind], table(["written", "is"], rows)).trimEnd();
  });
  return page(
    "# The language of equations",
    generatedNote,
    "An equation is one expression. It has no statements, no loops, no user functions and no access to anything but the names of its\n" +
      "model. Its units are checked before it runs.",
    "## Values",
    table(
      ["written", "is"],
      [
        ["`0.3`, `1_000`, `45e9`", "a plain number; a literal `0` fits any unit"],
        ["`{340 ADA}`, `{5 %}`, `{1 year}`", "a quantity: a number with its unit between braces ([units](units.md))"],
        ["`reserve`", "a variable of this model, by name"],
        ["`supply.reserve`", "the variable `reserve` of the module `supply`"],
        [
          "`balance[team]`, `cliff[sector]`",
          "an element of a subscripted variable: by its name, or the one of the left side",
        ],
        ["`sum(balance[*])`", "an aggregate over all elements; `*` may stand for each index"],
        ["`sector`", "in an equation over the dimension `sector`: the position of the element, from 1"],
        ["`true`, `false`", "conditions"],
        ["`if a then b else c`", "b where the condition a holds, otherwise c"],
      ],
    ),
    "A stock's name is its amount at the start of the step; a flow's name is the amount its equation asks for.",
    "### Built-in names",
    table(
      ["name", "is", "unit"],
      [
        [
          "`time`",
          "the time since the start of the run; in a module with a longer epoch, up to when its epoch began",
          "time; `time / epoch` counts steps",
        ],
        [
          "`epoch`",
          "the length of one step; in a module with a longer epoch, that epoch",
          "time; `sqrt(epoch / {1 year})`",
        ],
      ],
    ),
    `Words of the language, which no variable may have as its name: ${[...reservedWords].map(code).join(", ")}.`,
    "## Operators",
    "From the loosest to the tightest; those on one line go left to right. Parentheses go before all.",
    table(
      ["operators", "is", "example"],
      levels.map(({ operators, meaning, example }) => [operators.map(code).join(" "), meaning, code(example)]),
    ),
    "`−`, `·`, `×`, `÷`, `≤`, `≥` and `≠` are read as `-`, `*`, `*`, `/`, `<=`, `>=` and `<>`.",
    "## Functions",
    ...sections,
    "## Distributions",
    "How the numbers of a draw come about. `u` is a uniform number in [0, 1), `z` a normal one with mean 0 and deviation 1.",
    distributionTable(),
  );
}

/** The distributions by their name in equations, `student_t` for `studentT`. */
function distributionTable(): string {
  const rows = random.distributionNames.map((name) => {
    const { parameters, formula, meaning } = random.distributions[name];
    const written = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const known = equation.functions.get(written);
    if (known?.kind !== "draw") throw new LanguagePageError(`the distribution ${name} is no draw of the language`);
    if (known.most !== parameters.length) {
      throw new LanguagePageError(`${known.usage} has not the ${parameters.length} parameters of its distribution`);
    }
    const domains = parameters.map((one) => `${code(one.name)} ${one.domain}`).join("; ");
    return [code(written), meaning, domains, code(formula), isExact(known) ? "yes" : "no"];
  });
  const draws = [...equation.functions.values()].filter(({ kind }) => kind === "draw").length;
  if (draws !== rows.length) throw new LanguagePageError("a draw of the language has no distribution");
  return table(["draw", "what it describes", "parameters", "how", "exact backend"], rows);
}

/** True when the exact backend gives such draws, asked by a run of a model that has one. */
function isExact({ name, most }: equation.LanguageFunction): boolean {
  const values = name === "triangular" ? ["0.1", "0.5", "0.9"] : name === "uniform" ? ["0.1", "0.9"] : ["1", "0.5"];
  const call = `${name}(${(most === 1 ? ["0.5"] : values).join(", ")})`;
  const program = build(
    { title: name, auxiliaries: { x: { unit: "1", equation: call, meaning: "a draw" } } },
    { step: "1 day" },
  );
  try {
    run(program, { steps: 10, backend: "exact" });
    return true;
  } catch (error) {
    if (error instanceof TokenwrightError && error.code === "exact/irrational") return false;
    throw error;
  }
}

/** Each level binds more tightly than the one before it, in the parser itself. */
function checkLevels(): void {
  const binary = levels.map(({ operators }) => operators[0]!);
  for (let index = 1; index < binary.length; index++) {
    const [loose, tight] = [binary[index - 1]!, binary[index]!];
    const text = sample(loose, tight);
    const outermost = equation.parse(text);
    const found = outermost.kind === "binary" || outermost.kind === "unary" ? outermost.operator : outermost.kind;
    if (found !== loose.replace(" (sign)", "")) {
      throw new LanguagePageError(`in ${text} the parser binds ${found} last, not ${loose}`);
    }
  }
}

/** A text in which the looser operator must be read last. */
function sample(loose: string, tight: string): string {
  const inner = tight === "not" ? "not b" : tight === "- (sign)" ? "-b" : `b ${tight} c`;
  if (loose === "not") return `not ${inner}`;
  if (loose === "- (sign)") return `-${inner}`;
  return tight === "not" || tight === "- (sign)" ? `a ${loose} ${inner}` : `${inner} ${loose} d`;
}
