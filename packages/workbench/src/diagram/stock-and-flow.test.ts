import { defineModel, type Economy, type Model, parameter, stock, TokenwrightError } from "@tokenwright/engine";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { readScenario } from "../scenario/index.js";
import { stockAndFlowDiagram } from "./stock-and-flow.js";
import { colours, styleSheet } from "./style.js";
import { library, sectors, small, twoModules } from "./testing/sample-models.js";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The elements of an SVG in order. Fails on text that is no XML. */
function elementsOf(svg: string): readonly Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "" };
    all.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(svg).close();
  return all;
}

function named(svg: string, kind: string): readonly string[] {
  return elementsOf(svg).flatMap(({ attributes }) =>
    attributes["class"] === kind && attributes["data-name"] !== undefined ? [attributes["data-name"]] : [],
  );
}

function arrows(svg: string, kind: string): readonly string[] {
  return elementsOf(svg).flatMap(({ attributes }) =>
    attributes["class"] === kind && attributes["data-from"] !== undefined
      ? [`${attributes["data-from"]} > ${attributes["data-to"]}`]
      : [],
  );
}

function fails(action: () => unknown): TokenwrightError {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const drawn = new Map(
  Array.from(library).map(([path, model]) => [path, stockAndFlowDiagram(model, { id: "diagram" })]),
);

test("every stock, flow and cloud appears once, and pipes join what the flows say", () => {
  const svg = stockAndFlowDiagram(small);
  expect(named(svg, "stock")).toEqual(["pool", "held"]);
  expect([...named(svg, "flow")].sort()).toEqual(["back", "burned", "minted", "out"]);
  expect(named(svg, "cloud source")).toEqual(["source minted"]);
  expect(named(svg, "cloud sink")).toEqual(["sink burned"]);
  expect([...arrows(svg, "pipe")].sort()).toEqual([
    "back > pool",
    "burned > sink burned",
    "held > back",
    "held > burned",
    "minted > pool",
    "out > held",
    "pool > out",
    "source minted > minted",
  ]);
});

test("links run from what an equation names to what it is of, once for each pair, and none to itself", () => {
  const svg = stockAndFlowDiagram(small);
  expect([...arrows(svg, "link")].sort()).toEqual([
    "held > burned",
    "held > trend",
    "pool > out",
    "pool > trend",
    "rate > minted",
    "rate > wish",
    "trend > price",
    "wish > back",
    "wish > out",
  ]);
  expect(arrows(svg, "initial")).toEqual(["aVeryLongNameOfAParameterThatNeedsSeveralLines > pool"]);
});

test.each(Array.from(library))("the diagram of %s has each variable of the model once", (_, model) => {
  const isEconomy = "modules" in model;
  const svg = stockAndFlowDiagram(model, { detail: "full" });
  const own = (section: "stocks" | "states" | "flows" | "auxiliaries" | "parameters" | "inputs"): readonly string[] => [
    ...(isEconomy
      ? Object.entries((model as Economy).modules).flatMap(([module, use]) =>
          Object.keys(use.model[section] ?? {}).map((name) => `${module}.${name}`),
        )
      : []),
    ...Object.keys((model as Model)[section] ?? {}),
  ];
  for (const [kind, section] of [
    ["stock", "stocks"],
    ["state", "states"],
    ["flow", "flows"],
    ["auxiliary", "auxiliaries"],
    ["parameter", "parameters"],
    ["input", "inputs"],
  ] as const) {
    // Dimensions stand in a line of their own below the name.
    const names = own(section).map((name) => name.replace(/\[.*$/, ""));
    expect([...named(svg, kind)].sort(), kind).toEqual(names.sort());
  }
});

test("stocks with dimensions are stacks, and lookups and their links are there", () => {
  const { economy } = readScenario(sectors, { file: "scenario.yaml" });
  const svg = stockAndFlowDiagram(economy);
  expect(named(svg, "stock")).toEqual(["locked", "released"]);
  const stacks = svg.split("\n").filter((line) => line.startsWith('<g class="stock" data-name'));
  for (const line of stacks) {
    expect(line.match(/<rect/g)).toHaveLength(3);
    expect(line).toContain(">[sector]</text>");
  }
  expect(arrows(svg, "link")).toContain("premium > price");
  expect(arrows(svg, "initial")).toEqual(["allocation > locked"]);
});

test("the structure leaves out everything but stocks, flows and states", () => {
  const svg = stockAndFlowDiagram(small, { detail: "structure" });
  expect(arrows(svg, "link")).toEqual([]);
  expect(named(svg, "parameter")).toEqual([]);
  expect(named(svg, "state")).toEqual(["price"]);
  expect(arrows(svg, "pipe")).toHaveLength(8);
});

test("parameters can be left out, with their links", () => {
  const svg = stockAndFlowDiagram(small, { parameters: false });
  expect(named(svg, "parameter")).toEqual([]);
  expect(arrows(svg, "link")).not.toContain("rate > minted");
  expect(arrows(svg, "link")).toContain("wish > out");
});

test("an economy is drawn by module; a flow between modules has the stocks of both beside it", () => {
  const svg = stockAndFlowDiagram(twoModules);
  expect(svg.match(/class="frame"/g)).toHaveLength(3);
  expect(named(svg, "stock")).toEqual(["left.pool", "left.held", "right.pool", "right.held"]);
  expect(named(svg, "ghost")).toEqual(["left.held", "right.pool"]);
  expect(arrows(svg, "pipe").filter((pipe) => pipe.includes("bridge"))).toEqual([
    "ghost  left.held > bridge",
    "bridge > ghost  right.pool",
  ]);
  // What the modules and the economy use of one another: left.wish and share by the right one, left.held by the bridge.
  const wires = arrows(svg, "link").map((link) => link.replace(/names \d+/, "names"));
  expect([...wires].sort()).toEqual([
    "frame  > names",
    "frame left > names",
    "frame left > names",
    "names > frame ",
    "names > frame right",
    "names > frame right",
  ]);
});

test("a model without stocks, flows and states says what it holds instead", () => {
  const svg = stockAndFlowDiagram(library.get("rewards/stake-pool")!, { detail: "structure" });
  const texts = elementsOf(svg).filter(({ name }) => name === "text");
  expect(texts.map(({ text }) => text)).toContain("6 parameters");
  expect(elementsOf(stockAndFlowDiagram({ title: "Empty" })).filter(({ name }) => name === "text")).toHaveLength(1);
});

test("the same model gives the same text, whatever was drawn before", () => {
  const again = Array.from(library)
    .reverse()
    .map(([path, model]) => [path, stockAndFlowDiagram(structuredClone(model))]);
  expect(again.reverse()).toEqual([...drawn]);
});

test("it is one file of XML with a title and a description, without script, link or font from elsewhere", () => {
  const more = [small, twoModules].map((model) => [model, stockAndFlowDiagram(model)] as const);
  for (const [model, svg] of [...Array.from(drawn, ([path, text]) => [library.get(path)!, text] as const), ...more]) {
    const [root, title, description] = elementsOf(svg);
    expect(root!.attributes).toMatchObject({ role: "img", "aria-labelledby": "diagram-title diagram-description" });
    expect(root!.attributes["viewBox"]).toBe(`0 0 ${root!.attributes["width"]} ${root!.attributes["height"]}`);
    expect(title).toMatchObject({
      attributes: { id: "diagram-title" },
      text: `Stock-and-flow diagram: ${model.title}`,
    });
    expect(description!.text.length).toBeGreaterThan(20);
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
      /<script|href|https?:|@import|url\(|<image|NaN|undefined/,
    );
  }
});

test("no text of a model becomes markup", () => {
  const hostile = `<script>alert("1")</script>&'\u0000\u{1f600}`;
  const model = defineModel({
    title: hostile,
    stocks: { [hostile]: stock("0", hostile, { unit: hostile }) },
    parameters: { [`${hostile}]]>`]: parameter("1", hostile) },
    flows: { f: { to: hostile, equation: "1", meaning: hostile } },
  });
  const elements = elementsOf(stockAndFlowDiagram(model, { id: hostile }));
  expect(new Set(elements.map(({ name }) => name))).toEqual(
    new Set(["svg", "title", "desc", "style", "rect", "g", "path", "circle", "text"]),
  );
  expect(elements[1]!.text).toBe(`Stock-and-flow diagram: ${hostile.replace("\u0000", "")}`);
});

test("an equation that cannot be read is told with its place", () => {
  const error = fails(() =>
    stockAndFlowDiagram({ ...small, auxiliaries: { bad: { unit: "1", equation: "1 +", meaning: "" } } }),
  );
  expect(error.code).toBe("equation/unexpected");
  expect(error.diagnostics[0]!.place?.path).toBe("auxiliaries.bad.equation");
});

test("a model that nobody could read as a diagram is refused, its structure is not", () => {
  const parameters = Object.fromEntries(
    Array.from({ length: 700 }, (_, index) => [`p${index}`, parameter("1", "one")]),
  );
  const model: Model = { ...small, parameters: { ...small.parameters, ...parameters } };
  const error = fails(() => stockAndFlowDiagram(model, { detail: "full" }));
  expect(error.code).toBe("diagram/too-large");
  expect(error.message).toMatch(/7\d\d boxes/);
  expect(named(stockAndFlowDiagram(model), "stock")).toEqual(["pool", "held"]);
});

/** Contrast of two colours by the Web Content Accessibility Guidelines 2.2. */
function contrast(a: string, b: string): number {
  const light = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [low, high] = [light(a), light(b)].sort((one, two) => one - two);
  return (high! + 0.05) / (low! + 0.05);
}

test("text has a contrast of 4.5 on every ground it stands on, lines of 3", () => {
  const { paper, panel, stock: blue, state, parameter: yellow } = colours;
  for (const ground of [paper, panel, blue, state, yellow]) {
    for (const ink of [colours.ink, colours.quiet])
      expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThan(4.5);
  }
  for (const line of [colours.deep, colours.pipe, colours.green, colours.amber, colours.quiet, colours.edge]) {
    expect(contrast(line, paper), line).toBeGreaterThan(3);
  }
});

test("the style touches nothing outside the diagram", () => {
  for (const line of styleSheet().split("\n")) expect(line).toMatch(/^\.stock-and-flow [^{},]+\{[^{}]+\}$/);
});

test("a queue is a box with slats, and what its time follows from is linked to it", () => {
  const svg = stockAndFlowDiagram(
    defineModel({
      title: "Unbonding",
      assets: { token: { decimals: 6 } },
      parameters: { wait: parameter("21 day", "time in the queue") },
      stocks: { staked: stock("9 token", ""), queue: stock("0 token", "", { conveyor: { time: "wait" } }) },
      flows: { leave: { from: "staked", to: "queue", equation: "{1 token/day}", meaning: "" } },
    }),
  );
  const slats = elementsOf(svg).filter((element) => element.attributes["class"] === "slats");
  // In the box and in the legend.
  expect(slats).toHaveLength(2);
  expect(elementsOf(svg).some(({ text }) => text === "queue (conveyor)")).toBe(true);
  expect(svg).toMatch(/data-from="wait"[^>]*data-to="queue"|data-to="queue"[^>]*data-from="wait"/u);
});
