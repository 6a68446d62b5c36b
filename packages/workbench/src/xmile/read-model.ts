import type { XmileGraphical, XmileGroup, XmileModel, XmileModule, XmileVariable } from "./document.js";
import { type Behavior, readBehavior } from "./read-behavior.js";
import { readGraphical } from "./read-graphical.js";
import { readVariable } from "./read-variable.js";
import { childOf, childrenOf, textOf, type XmlElement } from "./read-xml.js";
import type { UnsupportedList } from "./unsupported.js";

/** Parts of a model that no result depends on. */
const layout: ReadonlySet<string> = new Set([
  "views",
  "view",
  "display",
  "interface",
  "style",
  "text_box",
  "graph",
  "table",
]);

/** What stands beside a variable and never inside it. */
const isEntity: ReadonlySet<string> = new Set(["stock", "flow", "aux", "module", "group"]);

/** Reads a `<model>`. Variables may stand directly in it, as files before the standard have them. */
export function readModel(element: XmlElement, above: Behavior, unsupported: UnsupportedList): XmileModel {
  const behavior = readBehavior(childOf(element, "behavior"), above);
  const name = element.attributes.get("name")?.trim();
  const variables: XmileVariable[] = [];
  const modules: XmileModule[] = [];
  const graphicals: XmileGraphical[] = [];
  const groups: XmileGroup[] = [];
  if (element.attributes.has("resource")) {
    unsupported.add(name ?? "model", element.line, "This model is kept in another file, which is not read.");
  }
  if (element.attributes.has("encryption-scheme")) {
    unsupported.add(name ?? "model", element.line, "This model is encrypted and was not read.");
  }
  const simulation = childOf(element, "sim_specs");
  if (simulation !== undefined && name !== undefined) {
    unsupported.add(
      name,
      simulation.line,
      "This submodel has simulation specifications of its own; it runs with those of the whole model.",
    );
  }
  /** A variable and, where its end tag is missing, the variables that follow it and stand inside it for that. */
  const readWithSwallowed = (child: XmlElement, kind: XmileVariable["kind"]): void => {
    const swallowed = child.isUnclosed === true ? child.children.filter((inner) => isEntity.has(inner.name)) : [];
    const own = swallowed.length === 0 ? child.children : child.children.filter((inner) => !isEntity.has(inner.name));
    variables.push(readVariable({ ...child, children: own }, kind, behavior, unsupported));
    if (child.isUnclosed === true) {
      unsupported.add(
        child.attributes.get("name") ?? kind,
        child.line,
        `The end tag </${kind}> is missing; what follows is read as if it stood where the next variable begins.`,
      );
    }
    for (const inner of swallowed) read(inner);
  };
  const read = (child: XmlElement): void => {
    switch (child.name) {
      case "stock":
      case "flow":
      case "aux":
        readWithSwallowed(child, child.name);
        return;
      case "module":
        modules.push(readModule(child, unsupported));
        return;
      case "gf": {
        const graphical = readGraphical(child, child.attributes.get("name") ?? "gf", unsupported);
        if (graphical !== undefined) graphicals.push(graphical);
        return;
      }
      case "group":
        groups.push(readGroup(child));
        return;
      case "variables":
        for (const inner of child.children) read(inner);
        return;
      case "sim_specs":
      case "behavior":
        return;
      default:
        if (layout.has(child.name) || child.name.includes(":")) {
          unsupported.addLayout(
            child.name,
            child.line,
            "Layout and settings of the program that wrote the file are not kept.",
          );
        } else {
          unsupported.add(
            child.attributes.get("name") ?? child.name,
            child.line,
            `The element ${child.name} is not known and was not read.`,
          );
        }
    }
  };
  for (const child of element.children) read(child);
  return {
    ...(name === undefined || name === "" ? {} : { name }),
    variables,
    modules,
    graphicals,
    groups,
    line: element.line,
  };
}

function readModule(element: XmlElement, unsupported: UnsupportedList): XmileModule {
  const name = element.attributes.get("name")?.trim() ?? "";
  if (element.attributes.has("resource")) {
    unsupported.add(name, element.line, "The model of this module is kept in another file, which is not read.");
  }
  const connections: { to: string; from: string; line: number }[] = [];
  for (const child of element.children) {
    const to = child.attributes.get("to")?.trim();
    const from = child.attributes.get("from")?.trim();
    // Stella writes each connection twice; the second form is for its own display.
    if (child.name === "connect2") continue;
    if (child.name === "connect" && to !== undefined && from !== undefined)
      connections.push({ to, from, line: child.line });
    else if (child.name === "display" || child.name === "doc" || child.name.includes(":")) continue;
    else unsupported.add(name, child.line, `The element ${child.name} of this module was not read.`);
  }
  const doc = textOf(element, "doc");
  const model = element.attributes.get("model_name") ?? element.attributes.get("simlin:model_name") ?? name;
  return { name, model, connections, ...(doc === undefined ? {} : { doc }), line: element.line };
}

function readGroup(element: XmlElement): XmileGroup {
  const doc = textOf(element, "doc");
  return {
    name: element.attributes.get("name")?.trim() ?? "",
    ...(doc === undefined ? {} : { doc }),
    entities: [...childrenOf(element, "entity"), ...childrenOf(element, "var")].map(
      (entity) => entity.attributes.get("name")?.trim() ?? entity.text.trim(),
    ),
    line: element.line,
  };
}
