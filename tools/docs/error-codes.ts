import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isDevelopmentFile, listFiles } from "../house.js";

/** `room/what`: the shape of an error's code. */
const shape = /^[a-z]+(-[a-z0-9]+)*\/[a-z]+(-[a-z0-9]+)*$/;

/** What the sources say about codes: where each is given to an error, and texts that look like one elsewhere. */
export interface CodeScan {
  readonly codes: ReadonlyMap<string, readonly string[]>;
  /** Text -> places, for texts that begin like a code but stand where no code is given. */
  readonly doubtful: ReadonlyMap<string, readonly string[]>;
}

/** Finds the codes of all errors in the packages, tests left out. */
export function scanErrorCodes(root: string): CodeScan {
  const given = new Map<string, string[]>();
  const elsewhere = new Map<string, string[]>();
  const files = listFiles(root, "packages", [".ts", ".tsx"]).filter(
    (file) => file.split("/")[2] === "src" && !isDevelopmentFile(file),
  );
  for (const file of files) scanFile(file, readFileSync(join(root, file), "utf8"), given, elsewhere);
  const rooms = new Set([...given.keys()].map(roomOf));
  const doubtful = [...elsewhere].filter(([text]) => rooms.has(roomOf(text)) && !given.has(text));
  return { codes: given, doubtful: new Map(doubtful) };
}

/** The part before the slash. */
export function roomOf(code: string): string {
  return code.slice(0, code.indexOf("/"));
}

function scanFile(file: string, text: string, given: Map<string, string[]>, elsewhere: Map<string, string[]>): void {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && shape.test(node.text)) {
      const found = isCode(node) ? given : elsewhere;
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.set(node.text, [...(found.get(node.text) ?? []), `${file}:${line}`]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** True where the literal becomes a `code`: of an object, a constant or a parameter, or the stand-in after `.code ??`. */
function isCode(literal: ts.Expression): boolean {
  let node: ts.Node = literal;
  for (;;) {
    const parent: ts.Node = node.parent;
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
      if (parent.right === node && parent.left.getText().endsWith("code")) return true;
    } else if (
      !ts.isConditionalExpression(parent) &&
      !ts.isParenthesizedExpression(parent) &&
      !ts.isAsExpression(parent)
    ) {
      const isNamed = ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent);
      return isNamed && parent.name.getText() === "code";
    }
    node = parent;
  }
}
