import { type Diagnostic, fail, type Place } from "../base/errors.js";
import type { Dimensions } from "../graph/index.js";
import { checkQualifiedName, type Declaration, declarationsOf } from "./declarations.js";
import { article } from "./declared-units.js";
import { collect } from "./findings.js";
import type { Model } from "./vocabulary.js";

/** Most things a model may name; larger ones are refused before memory is taken. */
const mostVariables = 100_000;

/** Everything that has a name, by name, in the order of the vocabulary. */
export function declareNames(
  model: Model,
  dimensions: Dimensions,
  placeOf: (path: string) => Place,
  findings: Diagnostic[],
): ReadonlyMap<string, Declaration> {
  const list = declarationsOf(model, dimensions, mostVariables, placeOf);
  const declarations = new Map<string, Declaration>();
  for (const declaration of list) {
    const { name, base, kind, path } = declaration;
    const place = placeOf(path);
    collect(findings, place, () => {
      checkQualifiedName(base, `${article(kind) === "an" ? "An" : "A"} ${kind}`, place);
      const other = declarations.get(name);
      if (other !== undefined) {
        fail({
          code: "model/duplicate-name",
          message: `"${name}" is both ${article(other.kind)} ${other.kind} and ${article(kind)} ${kind}.`,
          expected: "one meaning for every name",
          hint: "rename one of them",
          place,
        });
      }
      declarations.set(name, declaration);
    });
  }
  return declarations;
}
