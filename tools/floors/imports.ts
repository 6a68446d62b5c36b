import ts from "typescript";

/** One import of a file, in any of the forms the language has. */
export interface Import {
  /** What stands between the quotes; undefined when the path is computed. */
  readonly specifier: string | undefined;
  readonly line: number;
}

/**
 * Every import of a TypeScript file: `import`, `export from`, `import x = require()`, `import()`,
 * `import("…").Type`, `require()`, `/// <reference path>`, and `new URL("./worker.js", import.meta.url)`,
 * which is how a worker names its file.
 */
export function findImports(fileName: string, text: string): Import[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (node: ts.Node, target: ts.Node | undefined): void => {
    const specifier = target !== undefined && ts.isStringLiteralLike(target) ? target.text : undefined;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ specifier, line: line + 1 });
  };
  for (const reference of source.referencedFiles) {
    const { line } = source.getLineAndCharacterOfPosition(reference.pos);
    found.push({ specifier: reference.fileName, line: line + 1 });
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) add(node, node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node, node.expression);
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    else if (ts.isCallExpression(node) && isModuleCall(node.expression)) add(node, node.arguments[0]);
    else if (ts.isNewExpression(node) && isFileUrl(node)) add(node, node.arguments?.[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isModuleCall(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
}

/** `new URL("./x.js", import.meta.url)` with a code file named in quotes. */
function isFileUrl(node: ts.NewExpression): boolean {
  const [target, base] = node.arguments ?? [];
  return (
    ts.isIdentifier(node.expression) &&
    node.expression.text === "URL" &&
    target !== undefined &&
    ts.isStringLiteralLike(target) &&
    /^\.\.?\/.*\.[cm]?[jt]sx?$/.test(target.text) &&
    base !== undefined &&
    ts.isPropertyAccessExpression(base) &&
    ts.isMetaProperty(base.expression) &&
    base.name.text === "url"
  );
}
