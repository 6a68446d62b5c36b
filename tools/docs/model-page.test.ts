import {
  build,
  compose,
  createUnits,
  type Economy,
  equation,
  isEconomy,
  type Model,
  type Program,
  printGraph,
  rational,
  TokenwrightError,
  unit,
} from "@tokenwright/engine";
import { models, networks } from "@tokenwright/library";
import { expect, test } from "vitest";
import { modelPages } from "../generate-docs.js";
import { repository } from "../house.js";
import { equationsOf, symbolsOf } from "./equations.js";

const pages = new Map([...modelPages(repository)].filter(([path]) => path.endsWith(".md")));
const all = [...models, ...networks].map(([path, { model, scenarios }]) => {
  const step = model.epoch ?? Object.values(scenarios)[0]?.step ?? "1 day";
  return { path, model: model as Model | Economy, step, text: pages.get(`docs/reference/models/${path}.md`)! };
});

/** Text and LaTeX of every equation of a page, by what stands on its left. */
function equationsOn(page: string): Map<string, { text: string; latex: string }> {
  const found = page.matchAll(/```text\n(.*?) = (.*)\n```\n\n```math\n(.*)\n```/g);
  return new Map(Array.from(found, ([, left, text, latex]) => [left!, { text: text!, latex: latex! }]));
}

/** The cells of the rows of the table below a heading. */
function rowsBelow(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
}

const bare = (cell: string) => cell.replace(/^`(.*)`$/, "$1");

function isQuantity(model: Model, step: string): (text: string) => boolean {
  const units = createUnits({ assets: model.assets ?? {}, units: model.units ?? {}, epoch: step });
  return (text) => {
    try {
      units.parseQuantity(text);
      return true;
    } catch (error) {
      if (error instanceof TokenwrightError) return false;
      throw error;
    }
  };
}

interface Table {
  [key: string]: Table | string;
}

test.each(all)("each equation on the page of $path is read back as the tree the model has", ({ model, step, text }) => {
  const flat = isEconomy(model) ? compose(model) : model;
  const own = [...equationsOf(model, isQuantity(flat, step)).values()].flat();
  const shown = equationsOn(text);
  expect([...shown.keys()].sort()).toEqual(own.map(({ left }) => left).sort());
  for (const one of own) {
    const tree = equation.parse(shown.get(one.left)!.text);
    expect(equation.sameStructure(tree, equation.parse(one.text)), one.path).toBe(true);
  }
});

test.each(all)(
  "a model with the equations printed on the page of $path is the same program",
  ({ model, step, text }) => {
    const flat = isEconomy(model) ? compose(model) : model;
    const changed = structuredClone(model) as unknown as Table;
    for (const { left, path } of [...equationsOf(model, isQuantity(flat, step)).values()].flat()) {
      const keys = path.split(".");
      const field = keys.pop()!;
      const owner = keys.reduce<Table>((table, key) => table[key] as Table, changed);
      owner[field] = equationsOn(text).get(left)!.text;
    }
    const printed = build(changed as unknown as Model, { step });
    const original = build(model, { step });
    expect(printGraph(printed.graph)).toBe(printGraph(original.graph));
    const nodes = ({ variables }: Program) => [...variables].map(([name, { node }]) => [name, node]);
    expect(nodes(printed)).toEqual(nodes(original));
  },
);

test.each(all)(
  "the LaTeX on the page of $path comes from the equation beside it, with the symbols of the table",
  ({ model, text }) => {
    const symbols = symbolsOf(model);
    for (const { text: written, latex } of equationsOn(text).values()) {
      const right = equation.toLatex(equation.parse(written), symbols).replaceAll("\\operatorname{", "\\mathrm{");
      expect(latex.endsWith(` = ${right.trimEnd()}`)).toBe(true);
      const depth = Array.from(
        latex.replace(/\\[{}]/g, ""),
        (one) => (one === "{" ? 1 : one === "}" ? -1 : 0) as number,
      );
      expect(
        depth.reduce((sum, one) => sum + one, 0),
        latex,
      ).toBe(0);
    }
  },
);

test.each(all)("the table of $path names every variable, with its unit and its value", ({ model, step, text }) => {
  const { variables, units } = build(model, { step });
  const rows = new Map(rowsBelow(text, "Symbols").map((cells) => [bare(cells[0]!), cells]));
  const flat = isEconomy(model) ? compose(model) : model;
  const { parameters = {}, inputs = {}, stocks = {}, states = {}, flows = {}, auxiliaries = {} } = flat;
  const keys = [parameters, inputs, stocks, states, flows, auxiliaries].flatMap(Object.keys);
  expect([...rows.keys()].sort()).toEqual([...keys].sort());
  const base = (name: string) => name.replace(/\[.*$/, "");
  for (const [name, variable] of variables) {
    const key = keys.find((one) => base(one) === base(name))!;
    const [, , kind, unitText, value] = rows.get(key)!;
    expect(kind).toBe(variable.kind);
    expect(unit.sameUnit(units.parse(bare(unitText!)), variable.unit), name).toBe(true);
    const own = parameters[key] ?? stocks[key];
    expect(bare(value!)).toContain(
      own === undefined ? (states[key]?.initial ?? "") : "value" in own ? own.value : own.initial,
    );
    for (const [element, text] of Object.entries(own?.elements ?? {})) expect(value).toContain(`${element}: ${text}`);
  }
});

test("the page of the reserve expansion gives Cardano's rates as the ledger has them", () => {
  const rows = rowsBelow(pages.get("docs/reference/models/issuance/reserve-expansion.md")!, "Symbols");
  const value = (name: string) => bare(rows.find(([cell]) => bare(cell!) === name)![4]!);
  const units = createUnits({ epoch: "5 day" });
  expect(rational.equal(units.parseQuantity(value("rho")).value, rational.rational(3n, 10n))).toBe(true);
  expect(value("tau")).toBe("20 %");
});

test("no page uses a macro that GitHub refuses to show", () => {
  for (const [path, text] of pages)
    expect(text, path).not.toMatch(/\\operatorname|\\mbox|\\phantom|\\def\b|\\newcommand/);
});

test("no line of a page outside tables is longer than a hundred and forty characters, LaTeX and sources apart", () => {
  for (const [path, text] of pages) {
    const prose = text.replace(/```[\s\S]*?```/g, "").split("\n");
    const long = prose.filter(
      (line) => line.length > 140 && !/^[|-]/.test(line) && !/^Part of the language|\[all models\]\(/.test(line),
    );
    expect(
      long.filter((line) => !/^\d+ rows of|\\$|^\*\*|codes: /.test(line)),
      path,
    ).toEqual([]);
  }
});
