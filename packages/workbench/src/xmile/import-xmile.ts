import { giveUnits, type ImportWithUnits } from "./give-units.js";
import { readDocument } from "./read-document.js";
import { decodeXml } from "./read-xml.js";
import { toModel, toTracedModel, type XmileImport } from "./to-model.js";

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

/**
 * As `importXmile`, with the file's units where they are complete and balance: the model is then one with units, and its
 * numbers are the same. Otherwise `units` says what stands in the way, and the model computes with plain numbers.
 */
export function importXmileWithUnits(contents: Uint8Array | string, file: string): ImportWithUnits {
  const document = readDocument(typeof contents === "string" ? contents : decodeXml(contents, file), file);
  return giveUnits(toTracedModel(document), document.units);
}
