import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { type Finding, isDevelopmentFile, isMain, listFiles, report, repository } from "./house.js";
import { findDynamicCode, type Impurity } from "./purity/dynamic-code.js";
import { findImpureArithmetic } from "./purity/same-bits.js";

export const laws = {
  sameBits: "engine and library give the same bits on every machine, at any time, in any locale",
  noEval: "no text becomes code: no eval, Function or vm anywhere",
} as const;

const pureFolders = ["packages/engine/src", "packages/library/src"];
const allFolders = ["packages", "tools", "bench", "examples"];
const codeEndings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** Looks for code made from text in the whole repository, and for anything but pure arithmetic in engine and library. */
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
  const shipped = pure.filter((file) => !isDevelopmentFile(file));
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
