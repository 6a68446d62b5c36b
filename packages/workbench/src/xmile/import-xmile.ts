import { readDocument } from "./read-document.js";
import { decodeXml } from "./read-xml.js";
import { toModel, type XmileImport } from "./to-model.js";

/**
 * Reads an XMILE file into a model.
 *
 * @param contents The bytes of the file, or its text.
 * @param file Its name, for places in errors.
 * @returns The model, how it is to be run, and the list of all that was not taken over.
 * @throws TokenwrightError `xmile/...` when the file cannot be read at all.
 */
export function importXmile(contents: Uint8Array | string, file: string): XmileImport {
  return toModel(readDocument(typeof contents === "string" ? contents : decodeXml(contents, file), file));
}
