import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { type Finding, isDevelopmentFile, isMain, listFiles, report, repository } from "./house.js";
import { findDynamicCode, type Impurity } from "./purity/dynamic-code.js";
import { findImpureArithmetic } from "./purity/same-bits.js";

export const laws = {
  sameBits: "engine, library and what devices replay give the same bits on every machine, at any time, in any locale",
  noEval: "no text becomes code: no eval, Function or vm anywhere",
} as const;

const pureFolders = [
  "packages/engine/src",
  "packages/library/src",
  // What a network settles, claims and alerts by is computed again by others: it must come out the same.
  ...["anomaly", "forecast", "calibration", "numeric", "environment", "maintenance", "alert", "modules"].map(
    (method) => `packages/devices/src/insight/${method}`,
  ),
  "packages/devices/src/reward",
  "packages/devices/src/privacy",
];
/** Runs the WebAssembly of another project, of which nothing is promised. */
const notReplayed: ReadonlySet<string> = new Set(["packages/devices/src/insight/forecast/augurs.ts"]);
const allFolders = ["packages", "tools", "bench", "examples"];
const codeEndings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** Looks for code made from text in the whole repository, and for anything but pure arithmetic where `pureFolders` are. */
export function checkPurity(root: string): { findings: Finding[]; examined: number } {
  const findings: Finding[] = [];
  const collect = (file: string, law: string, impurities: readonly Impurity[]): void => {
    for (const { line, message } of impurities) findings.push({ file, line, message, law });
  };
  const files = allFolders.flatMap((folder) => listFiles(root, folder, codeEndings));
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    collect(file, laws.noEval, findDynamicCode(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)));
  }
  const pure = pureFolders.flatMap((folder) => listFiles(root, folder, codeEndings));
  const shipped = pure.filter((file) => !isDevelopmentFile(file) && !notReplayed.has(file));
  const program = ts.createProgram(
    shipped.map((file) => resolve(root, file)),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts"],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ["source"],
      strict: true,
      types: [],
      noEmit: true,
    },
  );
  const checker = program.getTypeChecker();
  for (const file of shipped) {
    const source = program.getSourceFile(resolve(root, file));
    if (source !== undefined) collect(file, laws.sameBits, findImpureArithmetic(source, checker));
  }
  return { findings, examined: files.length };
}

if (isMain(import.meta.url)) {
  const { findings, examined } = checkPurity(repository);
  process.exitCode = report("purity", examined, findings);
}
