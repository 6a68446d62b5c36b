import { fail, type Place } from "@tokenwright/engine";
import { SaxesParser } from "saxes";
import { limits } from "./limits.js";
import { SourceLines } from "./source-lines.js";

/** One element of an XML file. Names are as written, with their prefix: `isee:prefs`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text that stands directly inside it, character data and CDATA sections, entities resolved. */
  readonly text: string;
  /** The line of its opening tag, counted from 1. */
  readonly line: number;
  /** Its end tag is missing; it ends where the element around it does. */
  readonly isUnclosed?: boolean;
}

export interface XmlFile {
  readonly root: XmlElement;
  readonly lines: SourceLines;
}

interface OpenElement extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
  isUnclosed?: boolean;
}

/** Elements that may lack their end tag: what one of them swallowed can be told from what is its own. */
const mayBeUnclosed: ReadonlySet<string> = new Set(["stock", "flow", "aux"]);

/** The XML declaration's encodings that are one byte per character here, or UTF-8 itself. */
const encodings: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "utf-8"],
  ["iso-8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
  ["windows-1252", "windows-1252"],
]);

/**
 * The text of a file's bytes: UTF-8, or UTF-16 with its mark, or Latin 1 where the XML declaration says so.
 *
 * @throws TokenwrightError `xmile/encoding` for any other encoding and for bytes that are not in the one declared.
 */
export function decodeXml(bytes: Uint8Array, file: string): string {
  const label = encodingOf(bytes);
  const encoding = label === "utf-16le" || label === "utf-16be" ? label : encodings.get(label);
  const refuse = (message: string): never =>
    fail({
      code: "xmile/encoding",
      message,
      expected: "a text file in UTF-8",
      hint: "save it again as UTF-8",
      place: { file, line: 1 },
    });
  if (encoding === undefined)
    return refuse(`The file says that its encoding is ${JSON.stringify(label.slice(0, 40))}.`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse(`The file is not text in ${encoding.toUpperCase()}.`);
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, 200));
  return (
    /^[^<]{0,3}<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1]?.toLowerCase() ??
    "utf-8"
  );
}

/**
 * Reads an XML file into elements that know their lines. Entities other than the five of XML and numbered
 * characters are refused, and so is every document type declaration: nothing is expanded, nothing is fetched.
 * Prefixes need not be declared, because a widespread converter leaves them undeclared. A variable without its end tag
 * ends with the element around it and is marked; anything else that is not well-formed is refused.
 *
 * @throws TokenwrightError `xmile/syntax`, `xmile/doctype`, `xmile/too-large`, `xmile/too-deep`, `xmile/empty`.
 */
export function readXml(text: string, file: string): XmlFile {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (source.length > limits.characters)
    tooLarge(`The file has ${source.length} characters.`, limits.characters, { file });
  const lines = new SourceLines(source, file);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  const here = (): Place => lines.place(Math.max(0, Math.min(parser.position, source.length) - 1));

  let lastClosed: OpenElement | undefined;
  parser.on("error", (error) => {
    // The parser says so after it has closed the element; should no open element have the name, a second error follows.
    if (error.message.endsWith("unexpected close tag.") && mayBeUnclosed.has(lastClosed?.name ?? "")) {
      lastClosed!.isUnclosed = true;
      return;
    }
    const message = error.message
      .replace(/^(\S*:)?\d+:\d+: /, "")
      .replace(/\.$/, "")
      .slice(0, 200);
    fail({
      code: "xmile/syntax",
      message: `The file is not well-formed XML: ${message}.`,
      expected: "an XMILE file as a system dynamics tool writes it",
      hint: "export the model again, or mend the tag at this place",
      place: here(),
    });
  });
  parser.on("doctype", () =>
    fail({
      code: "xmile/doctype",
      message: "The file has a document type declaration.",
      expected: "an XMILE file, which has none",
      hint: "remove the part that begins with <!DOCTYPE",
      place: here(),
    }),
  );
  parser.on("opentagstart", (tag) => {
    if (++count > limits.elements)
      tooLarge(`The file has more than ${limits.elements} elements.`, limits.elements, here());
    if (open.length >= limits.depth) {
      fail({
        code: "xmile/too-deep",
        message: `The element ${tag.name.slice(0, 40)} stands more than ${limits.depth} deep.`,
        expected: `at most ${limits.depth} levels`,
        hint: "a model needs about eight",
        place: here(),
      });
    }
    const line = lines.lineOf(source.lastIndexOf("<", parser.position - 1));
    open.push({ name: tag.name, attributes: new Map(), children: [], text: "", line });
  });
  parser.on("attribute", ({ name, value }) => {
    const element = open.at(-1)!;
    if (value.length > limits.attributeCharacters) {
      tooLarge(
        `The attribute ${name.slice(0, 40)} has ${value.length} characters.`,
        limits.attributeCharacters,
        here(),
      );
    }
    element.attributes.set(name, value);
    if (element.attributes.size > limits.attributesOfElement) {
      tooLarge(`The element ${element.name.slice(0, 40)} has too many attributes.`, limits.attributesOfElement, here());
    }
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    if (element.text.length + part.length > limits.textCharacters) {
      tooLarge(`The text of ${element.name.slice(0, 40)} is too long.`, limits.textCharacters, here());
    }
    element.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop()!;
    lastClosed = element;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  if (source.trim() === "") {
    fail({ code: "xmile/empty", message: "The file is empty.", expected: "an XMILE file", place: { file, line: 1 } });
  }
  parser.write(source).close();
  if (root === undefined) {
    return fail({
      code: "xmile/empty",
      message: "The file has no element.",
      expected: "an XMILE file",
      place: { file, line: 1 },
    });
  }
  return { root, lines };
}

function tooLarge(message: string, most: number, place: Place): never {
  fail({
    code: "xmile/too-large",
    message,
    expected: `at most ${most}`,
    hint: "keep data and pictures out of the file",
    place,
  });
}

/** The first child with this name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child with this name without white space around it; undefined where it has none. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === undefined || text === "" ? undefined : text;
}
