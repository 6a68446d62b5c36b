import ts from "typescript";

/** Something a source file does that the house does not allow. */
export interface Impurity {
  readonly line: number;
  readonly message: string;
}

/**
 * The places where a file turns text into code: `eval`, the `Function` constructor, the `vm` module, a
 * worker started from text. They are found by their form alone, so a local variable may not take these names.
 */
export function findDynamicCode(source: ts.SourceFile): Impurity[] {
  const found: Impurity[] = [];
  const add = (node: ts.Node, message: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ line: line + 1, message });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isValue(node)) {
      if (node.text === "eval") add(node, "eval turns text into code");
      if (node.text === "Function") add(node, "the Function constructor turns text into code");
    }
    if (ts.isStringLiteralLike(node) && /^(node:)?vm(\/|$)/.test(node.text) && isModuleName(node)) {
      add(node, "the vm module turns text into code");
    }
    if (isCodeWorker(node)) add(node, "a worker started with eval turns text into code");
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && reachesConstructor(node.expression)) {
      add(node, "calling .constructor can reach the Function constructor");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** False for names of properties and members, for declarations' own names of members, and inside types. */
export function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node || isGlobalObject(parent.expression);
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isEnumMember(parent)) return parent.name !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return parent.propertyName !== node;
  return !ts.isTypeReferenceNode(parent) && !ts.isQualifiedName(parent) && !ts.isExpressionWithTypeArguments(parent);
}

/** The expression inside parentheses and type assertions. */
function unwrap(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** `globalThis`, also behind parentheses and type assertions. */
export function isGlobalObject(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return ts.isIdentifier(inner) && ["globalThis", "window", "self", "global"].includes(inner.text);
}

function isModuleName(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent))
    return true;
  return (
    ts.isCallExpression(parent) &&
    (parent.expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(parent.expression) && parent.expression.text === "require"))
  );
}

function isCodeWorker(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "Worker") return false;
  const options = node.arguments?.[1];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  return options.properties.some(
    (property) => property.name !== undefined && ts.isIdentifier(property.name) && property.name.text === "eval",
  );
}

function reachesConstructor(callee: ts.Expression): boolean {
  const inner = unwrap(callee);
  if (ts.isPropertyAccessExpression(inner)) return inner.name.text === "constructor";
  return (
    ts.isElementAccessExpression(inner) &&
    ts.isStringLiteralLike(inner.argumentExpression) &&
    inner.argumentExpression.text === "constructor"
  );
}
