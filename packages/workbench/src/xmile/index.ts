/** XMILE, the OASIS standard of system dynamics: models in and out. */
export type { Unsupported, XmileDocument } from "./document.js";
export { importXmile } from "./import-xmile.js";
export type { ImportedModel, ImportedSimulation } from "./imported-model.js";
export { readDocument } from "./read-document.js";
export { decodeXml } from "./read-xml.js";
export { toModel, type XmileImport } from "./to-model.js";
export { type NotExported, toXmile, type XmileExport } from "./to-xmile.js";
