import { fail } from "@tokenwright/engine";
import type { XmileDimension, XmileDocument, XmileHeader, XmileMacro, XmileModel, XmileUnit } from "./document.js";
import { limits } from "./limits.js";
import { readBehavior } from "./read-behavior.js";
import { readModel } from "./read-model.js";
import { readSimulation } from "./read-simulation.js";
import { equationOf } from "./read-variable.js";
import { childOf, childrenOf, readXml, textOf, type XmlElement } from "./read-xml.js";
import { UnsupportedList } from "./unsupported.js";

/** Parts of a file that no result depends on. */
const layoutOfFile: ReadonlySet<string> = new Set([
  "style",
  "default_format",
  "equation_prefs",
  "interface",
  "ai_information",
]);

/**
 * Reads an XMILE file. Everything the file says is either in the document or in its list `unsupported`.
 *
 * @param file Name of the file, for places in errors.
 * @throws TokenwrightError `xmile/...` when the text is not well-formed XML, not bounded, not XMILE, or has no model.
 */
export function readDocument(text: string, file: string): XmileDocument {
  const { root, lines } = readXml(text, file);
  if (root.name !== "xmile" && root.name !== "smile") {
    fail({
      code: "xmile/root",
      message: `The file begins with the element ${root.name.slice(0, 40)}.`,
      expected: "an XMILE file, which begins with <xmile>",
      hint: "export the model as XMILE (.xmile, .stmx, .itmx)",
      place: lines.placeOfLine(root.line),
    });
  }
  const unsupported = new UnsupportedList();
  const behavior = readBehavior(childOf(root, "behavior"), {});
  const models: XmileModel[] = [];
  const macros: XmileMacro[] = [];
  for (const child of root.children) {
    if (child.name === "model") models.push(readModel(child, behavior, unsupported));
    else if (child.name === "macro") macros.push(readMacro(child, behavior, unsupported));
    else noteFilePart(child, unsupported);
  }
  const rootModel = models.find((model) => model.name === undefined) ?? models[0];
  if (rootModel === undefined) {
    return fail({
      code: "xmile/no-model",
      message: "The file has no model.",
      expected: "an element <model>",
      hint: "export the model again, with its equations",
      place: lines.placeOfLine(root.line),
    });
  }
  const specified = childOf(root, "sim_specs") ?? simulationOfRoot(root);
  return {
    header: readHeader(childOf(root, "header"), root.line, unsupported),
    simulation: specified === undefined ? undefined : readSimulation(specified, unsupported),
    dimensions: childrenOf(root, "dimensions").flatMap((element) => readDimensions(element, unsupported)),
    units: childrenOf(root, "model_units").flatMap(readUnits),
    models,
    macros,
    unsupported: unsupported.list(),
  };
}

function simulationOfRoot(root: XmlElement): XmlElement | undefined {
  const models = childrenOf(root, "model");
  const model = models.find(({ attributes }) => !attributes.has("name")) ?? models[0];
  return model === undefined ? undefined : childOf(model, "sim_specs");
}

function noteFilePart({ name, line }: XmlElement, unsupported: UnsupportedList): void {
  if (["header", "sim_specs", "behavior", "dimensions", "model_units"].includes(name)) return;
  if (name === "data") unsupported.add(name, line, "The file takes data from other files; they are not read.");
  else if (layoutOfFile.has(name) || name.includes(":"))
    unsupported.addLayout(name, line, "Settings and layout of the program that wrote the file are not kept.");
  else unsupported.add(name, line, `The element ${name} is not known and was not read.`);
}

function readHeader(header: XmlElement | undefined, line: number, unsupported: UnsupportedList): XmileHeader {
  if (header === undefined) return { line };
  const includes = childOf(header, "includes");
  if (includes !== undefined)
    unsupported.add("includes", includes.line, "The file includes other files; they are not read.");
  const name = textOf(header, "name");
  const vendor = textOf(header, "vendor");
  const product = textOf(header, "product");
  const caption = textOf(header, "caption");
  return {
    ...(name === undefined ? {} : { name }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(product === undefined ? {} : { product }),
    ...(caption === undefined ? {} : { caption }),
    line: header.line,
  };
}

function readDimensions(element: XmlElement, unsupported: UnsupportedList): XmileDimension[] {
  const dimensions: XmileDimension[] = [];
  for (const dimension of childrenOf(element, "dim")) {
    const name = dimension.attributes.get("name")?.trim() ?? "";
    const named = childrenOf(dimension, "elem").map((elem) => elem.attributes.get("name")?.trim() ?? "");
    const size = Number(dimension.attributes.get("size") ?? named.length);
    if (
      name === "" ||
      !Number.isInteger(size) ||
      size < 1 ||
      size > limits.elementsOfDimension ||
      (named.length > 0 && named.length !== size)
    ) {
      unsupported.add(
        name === "" ? "dim" : name,
        dimension.line,
        "This dimension has no name, or no sensible number of elements; it was not read.",
      );
      continue;
    }
    const numbered = named.length === 0;
    const elements = numbered ? Array.from({ length: size }, (_, index) => String(index + 1)) : named;
    dimensions.push({ name, elements, numbered, line: dimension.line });
    for (const child of dimension.children) {
      if (child.name !== "elem")
        unsupported.add(name, child.line, `The element ${child.name} of this dimension was not read.`);
    }
  }
  return dimensions;
}

function readUnits(element: XmlElement): XmileUnit[] {
  return childrenOf(element, "unit").map((unit) => {
    const equation = textOf(unit, "eqn");
    return {
      name: unit.attributes.get("name")?.trim() ?? "",
      ...(equation === undefined ? {} : { equation }),
      aliases: childrenOf(unit, "alias").map((alias) => alias.text.trim()),
      disabled: unit.attributes.get("disabled") === "true",
      line: unit.line,
    };
  });
}

function readMacro(
  element: XmlElement,
  behavior: ReturnType<typeof readBehavior>,
  unsupported: UnsupportedList,
): XmileMacro {
  const name = element.attributes.get("name")?.trim() ?? "";
  const simulation = childOf(element, "sim_specs");
  if (simulation !== undefined) {
    unsupported.add(name, simulation.line, "This macro runs a simulation of its own; it is used as if it had none.");
  }
  if (element.attributes.has("filter")) {
    unsupported.add(
      name,
      element.line,
      "This macro changes how stocks or flows behave; only the standard's own non_negative is known.",
    );
  }
  const doc = textOf(element, "doc");
  const equation = childOf(element, "eqn");
  const namespace = element.attributes.get("namespace")?.trim();
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    parameters: childrenOf(element, "parm").map((parameter) => {
      const standard = parameter.attributes.get("default");
      return {
        name: parameter.text.trim(),
        ...(standard === undefined ? {} : { default: standard }),
        line: parameter.line,
      };
    }),
    equation: equation === undefined ? undefined : equationOf(equation),
    body: readModel(
      { ...element, children: element.children.filter((child) => child.name === "variables") },
      behavior,
      unsupported,
    ),
    ...(doc === undefined ? {} : { doc }),
    line: element.line,
  };
}
