/** XMILE, the OASIS standard of system dynamics: models in and out, and run. */
export { judge, type Verdict } from "./conformance.js";
export { type CorpusVerdict, judgeCorpus } from "./conformance-corpus.js";
export type { Unsupported, XmileDocument } from "./document.js";
export type { ImportWithUnits, UnitFinding, UnitReport } from "./give-units.js";
export { importXmile, importXmileWithUnits } from "./import-xmile.js";
export type { ImportedModel, ImportedSimulation } from "./imported-model.js";
export { type ModelFile, mostModelBytes, readModelFile, writeModelFile } from "./model-file.js";
export { readDocument } from "./read-document.js";
export { decodeXml } from "./read-xml.js";
export { engineModel, runXmile, scheduleOf, type XmileRun } from "./run-xmile.js";
export { toModel, type XmileImport } from "./to-model.js";
export { type NotExported, toXmile, type XmileExport } from "./to-xmile.js";
