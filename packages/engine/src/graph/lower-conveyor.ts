import { fail } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import { print } from "../equation/index.js";
import type { Rule } from "./rule.js";
import { elementOf } from "./subscript.js";
import { placeOf } from "./typed.js";

export const conveyorRules: Readonly<Record<string, Rule>> = {
  leaving: (call, scope) => {
    const from = call.arguments[0]!;
    const name = from.kind === "subscript" ? elementOf(from, scope) : from.kind === "name" ? from.name : undefined;
    const found = name === undefined ? undefined : scope.leaving(name);
    if (found !== undefined) return found;
    const known = [...scope.conveyorNames()];
    return fail({
      code: "equation/conveyor",
      message: `${print(from)} is no conveyor, and leaving(…) asks what leaves one.`,
      expected: known.length === 0 ? "a stock declared with conveyor" : `one of ${known.slice(0, 12).join(", ")}`,
      hint:
        (name === undefined ? undefined : didYouMean(name, known)) ??
        'make the stock a conveyor: conveyor: { time: "21 day" }',
      place: placeOf(scope, from.at),
    });
  },
};
