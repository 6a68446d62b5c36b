import { equation, TokenwrightError } from "@tokenwright/engine";
import { macros, printXmile, type Writer } from "./equation/print-xmile.js";
import { NotTranslated } from "./equation/syntax.js";
import { identifierOf } from "./identifiers.js";
import type {
  Elements,
  ImportedDimension,
  ImportedModel,
  ImportedSimulation,
  ImportedStock,
} from "./imported-model.js";
import { Numbers } from "./numbers.js";
import { idAttribute, overdraftAttribute } from "./read-graphical.js";
import { writeXml, type XmlOut } from "./write-xml.js";
import { changeOf, XmileNames } from "./xmile-names.js";

/** What a model has that its XMILE file has not. */
export interface NotExported {
  readonly name: string;
  /** One sentence. */
  readonly what: string;
  /** `results` when a run of the file may differ for it; `none` for checks, which no result depends on. */
  readonly effect: "results" | "none";
}

export interface XmileExport {
  readonly text: string;
  readonly unsupported: readonly NotExported[];
}

/**
 * A model as an XMILE 1.0 file that system dynamics tools read. What XMILE has no words for is left out and named.
 * Quantities are written as plain numbers in base units, time in the unit of the simulation.
 *
 * @param simulation How it is to be run; times in its own unit.
 */
export function toXmile(model: ImportedModel, simulation: ImportedSimulation): XmileExport {
  return new Exporter(model, simulation).export();
}

type Variables = "parameters" | "stocks" | "flows" | "auxiliaries";

class Exporter {
  readonly #unsupported: NotExported[] = [];
  readonly #names: XmileNames;
  readonly #numbers: Numbers;
  readonly #macros = new Set<string>();
  #owner = "";

  constructor(
    readonly model: ImportedModel,
    readonly simulation: ImportedSimulation,
  ) {
    this.#names = new XmileNames(model);
    this.#numbers = new Numbers(model, simulation.timeUnit);
  }

  export(): XmileExport {
    const { model, simulation } = this;
    for (const name of Object.keys(model.checks ?? {}))
      this.#leaveOut(name, "XMILE has no checks; this one is left out.", "none");
    for (const name of Object.keys(model.decisions ?? {}))
      this.#leaveOut(name, "XMILE has no decisions; this one is left out, and its parameters keep their values.");
    if ("modules" in model)
      this.#leaveOut("modules", "An economy of modules is exported after it is composed into one model.");
    for (const [module, { epoch }] of Object.entries(model.schedule?.epochs ?? {}))
      this.#leaveOut(module, `This module acts every ${epoch}; in XMILE everything acts in every step.`);
    for (const [name, { agents, maps }] of Object.entries<ImportedDimension>(model.dimensions ?? {})) {
      if (agents !== undefined) this.#leaveOut(name, "This is a population; XMILE has no agents.");
      if (maps !== undefined) this.#leaveOut(name, "This dimension is mapped to another; XMILE has no maps.");
    }
    const lookups = Object.entries(model.lookups ?? {}).map(
      ([id, { points, beyond }]): XmlOut => ({
        name: "gf",
        attributes: {
          ...this.#nameOf(id),
          ...(beyond === "clamp" ? {} : { type: beyond === "extend" ? "extrapolate" : "discrete" }),
        },
        content: [
          { name: "xpts", content: points.map(([x]) => this.#numbers.plain(x)).join(",") },
          { name: "ypts", content: points.map(([, y]) => this.#numbers.plain(y)).join(",") },
        ],
      }),
    );
    const variables = [
      ...this.#variables("parameters", "aux", (entry) => entry.value),
      ...this.#inputs(),
      ...this.#variables("stocks", "stock", (entry) => entry.initial),
      ...this.#states(),
      ...this.#variables("flows", "flow", (entry) => entry.equation),
      ...this.#variables("auxiliaries", "aux", (entry) => entry.equation),
    ];
    const dimensions = Object.entries(model.dimensions ?? {});
    const used = [...this.#macros];
    const root: XmlOut = {
      name: "xmile",
      attributes: {
        version: "1.0",
        xmlns: "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0",
        "xmlns:isee": "http://iseesystems.com/XMILE",
        "xmlns:tokenwright": "urn:tokenwright:xmile",
      },
      content: [
        {
          name: "header",
          content: [
            {
              name: "options",
              content: [
                ...(dimensions.length === 0
                  ? []
                  : [{ name: "uses_arrays", attributes: { maximum_dimensions: String(this.#mostDimensions()) } }]),
                ...(used.length === 0
                  ? []
                  : [{ name: "uses_macros", attributes: { recursive_macros: "false", option_filters: "false" } }]),
              ],
            },
            { name: "name", content: model.title },
            ...(model.about === undefined ? [] : [{ name: "caption", content: model.about }]),
            { name: "vendor", content: "Tokenwright" },
            { name: "product", attributes: { version: "1.0", lang: "en" }, content: "Tokenwright" },
          ],
        },
        this.#simulation(simulation),
        ...(dimensions.length === 0
          ? []
          : [{ name: "dimensions", content: dimensions.map(([id, dimension]) => this.#dimension(id, dimension)) }]),
        { name: "model", content: [{ name: "variables", content: [...lookups, ...variables] }] },
        ...used.map((name) => this.#macro(name)),
      ],
    };
    return { text: writeXml(root), unsupported: this.#unsupported };
  }

  #leaveOut(name: string, what: string, effect: NotExported["effect"] = "results"): void {
    this.#unsupported.push({ name, what, effect });
  }

  #mostDimensions(): number {
    const keys = [this.model.parameters, this.model.stocks, this.model.flows, this.model.auxiliaries].flatMap(
      (entries) => Object.keys(entries ?? {}),
    );
    return Math.max(1, ...keys.map((key) => (key.includes("[") ? key.split(",").length : 0)));
  }

  #simulation({ start, stop, step, save, method, timeUnit }: ImportedSimulation): XmlOut {
    const reciprocal = /^1\/(.+)$/.exec(step)?.[1];
    return {
      name: "sim_specs",
      attributes: {
        method: method === "rk4" ? "RK4" : "Euler",
        time_units: timeUnit,
        ...(save === undefined ? {} : { "isee:save_interval": save }),
      },
      content: [
        { name: "start", content: start },
        { name: "stop", content: stop },
        reciprocal === undefined
          ? { name: "dt", content: this.#numbers.plain(step) }
          : { name: "dt", attributes: { reciprocal: "true" }, content: reciprocal },
      ],
    };
  }

  #dimension(id: string, { elements, size, labels, label = id }: ImportedDimension): XmlOut {
    if (elements === undefined) return { name: "dim", attributes: { name: label, size: String(size ?? 1) } };
    return {
      name: "dim",
      attributes: { name: label, size: String(elements.length) },
      content: elements.map((element) => ({ name: "elem", attributes: { name: labels?.[element] ?? element } })),
    };
  }

  #macro(name: string): XmlOut {
    const macro = macros.get(name)!;
    return {
      name: "macro",
      attributes: { name: macro.name, namespace: "tokenwright" },
      content: [
        ...macro.parameters.map((parameter) => ({ name: "parm", content: parameter })),
        { name: "eqn", content: macro.equation },
      ],
    };
  }

  /** The name in the file, and the one in the model where it does not follow from it. */
  #nameOf(id: string): Record<string, string> {
    const label = this.#names.labelOf(id);
    return { name: label, ...(identifierOf(label) === id ? {} : { [idAttribute]: id }) };
  }

  #variables(
    kind: Variables,
    tag: string,
    textOf: (entry: {
      readonly value?: string;
      readonly initial?: string;
      readonly equation?: string;
    }) => string | undefined,
  ): XmlOut[] {
    return Object.entries(this.model[kind] ?? {}).flatMap(([key, entry]) => {
      const { id, dimensions } = parts(key);
      const text = textOf(entry);
      // Where every element has a text of its own, a model in the words of the engine has an empty common one.
      const common = text === "" && entry.elements !== undefined ? undefined : text;
      // What carries the content of a conveyor has no equation in XMILE: the conveyor says what leaves.
      const content = this.#isOutput(entry) ? [] : this.#equations(id, dimensions, common, entry.elements);
      if (content === undefined) return [];
      const isStock = tag === "stock";
      const conveyor = isStock ? this.#conveyor(id, (entry as ImportedStock).conveyor) : [];
      return [
        {
          name: tag,
          attributes: { ...this.#nameOf(id), ...(isStock ? this.#sharingOf(id, entry) : {}) },
          content: [
            ...(dimensions.length === 0
              ? []
              : [
                  {
                    name: "dimensions",
                    content: dimensions.map((dimension) => ({
                      name: "dim",
                      attributes: { name: this.#names.labelOf(dimension) },
                    })),
                  },
                ]),
            ...content,
            ...(isStock ? this.#flowsOf(id) : []),
            ...conveyor,
            ...(isStock && conveyor.length === 0 && (entry as { mayBeNegative?: boolean }).mayBeNegative !== true
              ? [{ name: "non_negative" }]
              : []),
            ...words(entry),
          ],
        },
      ];
    });
  }

  /** XMILE serves outflows in their order; that they share what there is instead is said in an attribute of our own. */
  #sharingOf(stock: string, entry: { mayBeNegative?: boolean; overdraft?: string }): Record<string, string> {
    const outflows = Object.values(this.model.flows ?? {}).filter(({ from }) => baseOf(from) === stock);
    if (outflows.length < 2 || entry.mayBeNegative === true || entry.overdraft === "in order") return {};
    this.#leaveOut(
      stock,
      "Should this stock run out, its outflows share what there is; other programs serve them in their order.",
    );
    return { [overdraftAttribute]: "in proportion" };
  }

  /** True for a flow out of a conveyor that is just what leaves it. */
  #isOutput({ from, equation: text }: { readonly from?: string; readonly equation?: string }): boolean {
    return from !== undefined && text === `leaving(${from})`;
  }

  #conveyor(id: string, conveyor: ImportedStock["conveyor"]): XmlOut[] {
    if (conveyor === undefined) return [];
    const leave = (what: string) => this.#leaveOut(this.#names.labelOf(id), what);
    if (conveyor.release === "linear") leave("XMILE has no linear release; this conveyor lets go whole batches.");
    if (conveyor.content !== undefined) leave("The content of this conveyor is spread evenly over its time.");
    const flows = Object.values(this.model.flows ?? {}).filter(({ from }) => baseOf(from) === id);
    if (flows.length > 1) leave("Leaks from this conveyor are written as its further outflows.");
    const [length] = this.#equations(id, [], conveyor.time, undefined) ?? [];
    return length === undefined ? [] : [{ name: "conveyor", content: [{ ...length, name: "len" }] }];
  }

  #flowsOf(stock: string): XmlOut[] {
    // The first outflow of a conveyor is the one that carries what leaves it.
    const flows = Object.entries(this.model.flows ?? {}).sort(
      ([, a], [, b]) => Number(this.#isOutput(b)) - Number(this.#isOutput(a)),
    );
    const named = (key: string): string => this.#names.write(parts(key).id);
    return [
      ...flows.filter(([, { to }]) => baseOf(to) === stock).map(([key]) => ({ name: "inflow", content: named(key) })),
      ...flows
        .filter(([, { from }]) => baseOf(from) === stock)
        .map(([key]) => ({ name: "outflow", content: named(key) })),
    ];
  }

  #inputs(): XmlOut[] {
    return Object.entries(this.model.inputs ?? {}).flatMap(([id, input]) => {
      if (input.default === undefined) this.#leaveOut(id, "This input has no value of its own; it is written as 0.");
      const content = this.#equations(id, [], input.default ?? "0", undefined);
      return content === undefined
        ? []
        : [
            {
              name: "aux",
              attributes: { ...this.#nameOf(id), access: "input" },
              content: [...content, ...words(input)],
            },
          ];
    });
  }

  /** A value with memory is a stock whose flow takes it to its next value in one step. */
  #states(): XmlOut[] {
    return Object.entries(this.model.states ?? {}).flatMap(([id, state]) => {
      const initial = this.#equations(id, [], state.initial, undefined);
      const next = this.#equations(id, [], `(${state.next} - ${id}) / epoch`, undefined);
      if (initial === undefined || next === undefined) return [];
      return [
        {
          name: "stock",
          attributes: this.#nameOf(id),
          content: [...initial, { name: "inflow", content: this.#names.write(changeOf(id)) }, ...words(state)],
        },
        { name: "flow", attributes: { name: this.#names.labelOf(changeOf(id)) }, content: next },
      ];
    });
  }

  #equations(
    id: string,
    dimensions: readonly string[],
    text: string | undefined,
    elements: Elements | undefined,
  ): XmlOut[] | undefined {
    this.#owner = id;
    try {
      const whole = text === undefined ? [] : [{ name: "eqn", content: this.#translate(text) }];
      const each = Object.entries(elements ?? {}).map(
        ([key, own]): XmlOut => ({
          name: "element",
          attributes: {
            subscript: key
              .split(",")
              .map((element, at) => this.#names.elementLabel(dimensions[at]!, element.trim()))
              .join(", "),
          },
          content: [{ name: "eqn", content: this.#translate(own) }],
        }),
      );
      return [...whole, ...each];
    } catch (error) {
      const reason =
        error instanceof NotTranslated
          ? error.message
          : error instanceof TokenwrightError
            ? error.diagnostics[0]!.message.replace(/\.$/, "")
            : undefined;
      if (reason === undefined) throw error;
      this.#leaveOut(this.#names.labelOf(this.#owner), `It is left out: ${reason}.`);
      return undefined;
    }
  }

  #translate(text: string): string {
    const number = this.#numbers.quantity(text);
    if (number !== undefined) return number;
    const writer: Writer = {
      name: (name) => this.#names.write(name),
      quantity: (quantity) => this.#numbers.quantity(quantity) ?? "0",
      useMacro: (name) => this.#macros.add(name),
    };
    return printXmile(equation.parse(text), writer);
  }
}

function parts(key: string): { readonly id: string; readonly dimensions: readonly string[] } {
  const [, id = key, list] = /^([^[]+)(?:\[(.*)\])?$/.exec(key) ?? [];
  return { id, dimensions: list === undefined ? [] : list.split(",").map((part) => part.trim()) };
}

/** The stock at an end of a flow, with or without its subscripts. */
function baseOf(end: string | undefined): string | undefined {
  return end?.replace(/\[.*$/, "");
}

function words({ meaning, unit }: { readonly meaning: string; readonly unit?: string }): XmlOut[] {
  return [
    ...(meaning === "" ? [] : [{ name: "doc", content: meaning }]),
    ...(unit === undefined || unit === "1" ? [] : [{ name: "units", content: unit }]),
  ];
}
