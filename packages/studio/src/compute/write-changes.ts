import { fail, isDangerousKey, type Program } from "@tokenwright/engine";
import { type Document, isMap, parseDocument } from "yaml";
import { keyOf, newValueOf } from "../project/changes.js";

/** Keys by which the long form of a value says what it is. */
const valueKeys = ["value", "normal", "uniform", "triangular", "exponential", "lognormal", "beta"];
/** What is said of a value, and no longer holds of another one. */
const ofTheOldValue = ["values", "source", "confidence"];

/** Sections of a module by the kind of what stands in them. */
const sections = { parameter: "parameters", stock: "stocks", state: "states", input: "inputs" } as const;

/**
 * The text of a scenario with its changes written where they belong. Comments, the order of keys, and every line that
 * is not concerned stay.
 *
 * @throws TokenwrightError `studio/write` for a change that has no place in the file.
 */
export function writeChanges(text: string, changes: readonly string[], program: Program): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  for (const change of changes) write(document, change, program);
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}

function write(document: Document, change: string, program: Program): void {
  const path = pathOf(document, keyOf(change), program);
  if (path === undefined || path.some(isDangerousKey)) {
    return fail({
      code: "studio/write",
      message: `The change ${JSON.stringify(change.slice(0, 60))} has no place in the file.`,
      expected: "a key that the file or one of its models has",
      hint: "write it into the text yourself",
    });
  }
  const value = valueOf(newValueOf(change));
  const own = document.getIn(path, true);
  if (!isMap(own) || !valueKeys.some((key) => own.has(key))) {
    document.setIn(path, document.createNode(value, { flow: true }));
    return;
  }
  const isDistribution = typeof value === "object" && value !== null && !Array.isArray(value);
  const [key, inner] = isDistribution ? (Object.entries(value)[0] ?? ["value", ""]) : ["value", value];
  const node = document.createNode(inner, { flow: true });
  const first = own.items.find((item) => valueKeys.includes(String(item.key)));
  if (String(first?.key) === key) own.set(key, node);
  else {
    const at = Math.max(0, own.items.indexOf(first!));
    own.items.splice(at, 1, document.createPair(key, node));
  }
  for (const other of [...valueKeys.filter((one) => one !== key), ...ofTheOldValue]) own.delete(other);
}

/** The full path of a key that is written short: `supply.rho` stands in `modules.supply.parameters.rho`. */
function pathOf(document: Document, key: string, program: Program): readonly string[] | undefined {
  const [first = "", ...rest] = key.split(".").map((part) => part.trim());
  if (document.hasIn([first])) return [first, ...rest];
  if (first === "ensemble") return [first, ...rest];
  const variable = program.variables.get(key);
  const section = variable === undefined ? undefined : sections[variable.kind as keyof typeof sections];
  if (rest.length > 0 && document.hasIn(["modules", first])) {
    const found = Object.values(sections).find((one) => document.hasIn(["modules", first, one, rest[0]!]));
    const where = found ?? section;
    return where === undefined ? undefined : ["modules", first, where, ...rest];
  }
  return document.hasIn(["parameters", first]) ? ["parameters", first, ...rest] : undefined;
}

/** A value as `--set` takes it: a list, a mapping or a quoted text in brackets, else the text itself. */
function valueOf(text: string): unknown {
  if (!/^[[{"']/.test(text)) return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
  const document = parseDocument(text);
  return document.errors.length === 0 ? document.toJS() : text;
}
