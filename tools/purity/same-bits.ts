import ts from "typescript";
import { type Impurity, isGlobalObject, isValue } from "./dynamic-code.js";

/** The members of Math whose result IEEE 754 or integer arithmetic fixes to the last bit. */
const exactMath: ReadonlySet<string> = new Set([
  ...["abs", "sqrt", "floor", "ceil", "trunc", "min", "max", "sign", "imul", "clz32", "fround", "round"],
]);

/** Globals that bring in the clock, the machine, the locale, chance or the outside world. */
const forbiddenGlobals: ReadonlyMap<string, string> = new Map([
  ...["Date", "performance", "Temporal"].map((name) => [name, "reads the clock"] as const),
  ...["process", "navigator", "location", "require"].map((name) => [name, "depends on the machine"] as const),
  ...["console", "fetch", "XMLHttpRequest", "WebSocket"].map((name) => [name, "talks to the outside"] as const),
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"].map(
    (name) => [name, "depends on the clock"] as const,
  ),
  ...["WeakRef", "FinalizationRegistry"].map((name) => [name, "depends on the garbage collector"] as const),
  ["crypto", "draws chance that has no address"],
  ["Intl", "depends on the locale"],
]);

const localeMethods: ReadonlySet<string> = new Set([
  ...["localeCompare", "toLocaleString", "toLocaleDateString", "toLocaleTimeString"],
  ...["toLocaleUpperCase", "toLocaleLowerCase"],
]);

/**
 * The places where a file could give other bits on another machine, at another time or in another locale.
 * Names are looked up by the type checker, so a local variable called `performance` is no finding.
 */
export function findImpureArithmetic(source: ts.SourceFile, checker: ts.TypeChecker): Impurity[] {
  const found: Impurity[] = [];
  const add = (node: ts.Node, message: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ line: line + 1, message });
  };
  const checkGlobal = (node: ts.Node, name: string): void => {
    const reason = forbiddenGlobals.get(name);
    if (reason !== undefined) add(node, `${name} ${reason}`);
  };
  const checkMath = (node: ts.Node): void => {
    const member = memberName(node.parent, node);
    if (member === undefined) add(node, "Math is used other than as Math.name, which hides what is taken from it");
    else if (member === "random") add(node, "Math.random draws chance that has no address");
    else if (!exactMath.has(member)) add(node, `Math.${member} may differ between machines`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isValue(node)) {
      const { parent } = node;
      const throughGlobal = ts.isPropertyAccessExpression(parent) && parent.name === node;
      if (throughGlobal || isGlobalName(node, checker)) {
        if (node.text === "Math") checkMath(throughGlobal ? parent : node);
        else if (isGlobalObject(node) && memberName(outermost(node).parent, outermost(node)) === undefined) {
          add(node, `${node.text} is used other than as ${node.text}.name, which hides what is taken from it`);
        } else checkGlobal(node, node.text);
      }
    }
    if (ts.isPropertyAccessExpression(node) && localeMethods.has(node.name.text)) {
      add(node.name, `${node.name.text} depends on the locale`);
    }
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      const name = node.argumentExpression.text;
      if (localeMethods.has(name)) add(node, `${name} depends on the locale`);
      if (isGlobalObject(node.expression)) name === "Math" ? checkMath(node) : checkGlobal(node, name);
    }
    if (isPower(node) && !isBigint(checker.getTypeAtLocation(node.left))) {
      add(node, "** on numbers may differ between machines; on bigint it is exact");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The name taken from `object` by `object.name` or `object["name"]`. */
function memberName(parent: ts.Node, object: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(parent) && parent.expression === object) return parent.name.text;
  if (ts.isElementAccessExpression(parent) && parent.expression === object) {
    return ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : undefined;
  }
  return undefined;
}

/** The expression with the parentheses and type assertions around it. */
function outermost(node: ts.Expression): ts.Expression {
  let outer = node;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent)
  ) {
    outer = outer.parent;
  }
  return outer;
}

/** True when the name is declared by no source file of ours: by the language's library, or by nothing. */
function isGlobalName(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  return declarations.every((declaration) => {
    if (declaration.getSourceFile().isDeclarationFile) return true;
    // `declare const performance: …` gives a type to a global; it does not make it ours.
    return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;
  });
}

function isPower(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
}

function isBigint(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every(isBigint);
  return (type.flags & ts.TypeFlags.BigIntLike) !== 0;
}
