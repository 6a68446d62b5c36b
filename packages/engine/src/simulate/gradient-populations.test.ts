import { expect, test } from "vitest";
import { auxiliary, build, flow, mint, parameter, state, stock } from "../model/index.js";
import { gradient } from "./gradient.js";
import { difference, objectiveOf } from "./testing/differences.js";

const values = { a: 0.7, b: 0.4 };

/** Eleven holders who earn, pay and give, each with luck and a skill of its own, and one number of them all. */
function modelOf(equation: string, own: string) {
  return build({
    title: "holders",
    epoch: "1 day",
    dimensions: { holder: { agents: 11 } },
    parameters: {
      a: parameter(`${values.a}`, ""),
      b: parameter(`${values.b}`, ""),
      "skill[holder]": parameter("a + normal(1, b) ^ 2", "", { unit: "1" }),
    },
    stocks: { "purse[holder]": stock("2 + holder * a", "", { unit: "1" }), pot: stock("3", "", { unit: "1" }) },
    states: { "mood[holder]": state("b", "0.8 * mood[holder] + 0.2 * tanh(purse[holder] * a - 3)", "", { unit: "1" }) },
    flows: {
      "earned[holder]": mint("purse[holder]", "a * skill[holder] / {1 day}"),
      "tax[holder]": flow("purse[holder]", "pot", "b * purse[holder] / {9 day}"),
      "gift[holder]": flow("purse[holder]", "purse[friend]", "a * mood[holder] ^ 2 / {7 day}"),
      grant: flow("pot", "purse[lucky]", "pot * a / {5 day}"),
    },
    auxiliaries: {
      "friend[holder]": auxiliary("1", "floor(uniform(1, 12))", ""),
      lucky: auxiliary("1", "choose(purse[*])", ""),
      "score[holder]": auxiliary("1", "purse[holder] + mood[holder] * a", ""),
      "own[holder]": auxiliary("1", own, ""),
      z: auxiliary("1", equation, ""),
    },
  });
}

const equations: readonly string[] = [
  "sum(purse[*]) * b + mean(score[*]) ^ 2",
  "prod(score[*] / 9)",
  "min(score[*]) + max(score[*]) * a",
  "gini(purse[*])",
  "quantile(score[*], 0.5) + quantile(score[*], 0.13) + quantile(score[*], 1) + quantile(score[*], 0)",
  "quantile(score[*], a + 0.03) + quantile(purse[*], b / 9)",
  "topShare(purse[*], 3) + topShare(purse[*], 2.4) + topShare(purse[*], 11) * a + topShare(purse[*], 0.2)",
  "topShare(purse[*], 4 * a + b)",
  "at(score[*], 4) * at(purse[*], lucky)",
  "share(score[*] > 5) * a + count(purse[*] > 4 * b) * b",
];

/** Equations for each holder, of which z is the mean. */
const each: readonly string[] = [
  "at(score[*], friend[holder]) * score[holder]",
  "smooth(purse[holder], {3 day}) + previous(pot) * a * holder",
  "delay(score[holder], holder * {0.4 day})",
  "max(purse[holder] - 5, 0) * normal(a, b)",
  "if purse[holder] > 1.1 * mean(purse[*]) then sqrt(purse[holder]) else ln(pot)",
];

const cases = [...equations.map((own) => [own, "0"] as const), ...each.map((own) => ["mean(own[*])", own] as const)];

test.each(cases)("%s, %s: agrees with central differences, forwards and backwards", (equation, own) => {
  const program = modelOf(equation, own);
  const steps = 5;
  for (const runs of [1, 3]) {
    const ask = { of: { variable: "z", at: "sum" as const }, steps, runs, with: ["a", "b"] };
    const forward = gradient(program, { ...ask, mode: "forward" });
    const reverse = gradient(program, { ...ask, mode: "reverse" });
    for (const [name, value] of Object.entries(values)) {
      const objective = (shift: number) =>
        objectiveOf(program, { variable: "z", at: "sum", runs }, { steps, parameters: { [name]: value + shift } });
      const { slope, uncertainty } = difference(objective, 1e-5);
      const scale = Math.max(Math.abs(slope), 1e-2);
      expect(uncertainty / scale).toBeLessThan(1e-6);
      expect(Math.abs(forward.gradient[name]! - slope) / scale).toBeLessThan(1e-6);
      expect(Math.abs(reverse.gradient[name]! - forward.gradient[name]!) / scale).toBeLessThan(1e-11);
    }
  }
});
