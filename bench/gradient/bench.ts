import { build, gradient, run } from "@tokenwright/engine";
import type { Figure } from "../reference-economy/bench.js";
import { referenceEconomy } from "../reference-economy/model.js";

const steps = 3650;
const rounds = 15;

/** Median seconds of processor time of each action, which take turns, so that a busy machine slows all of them alike. */
function medians(actions: readonly (() => void)[]): readonly number[] {
  const seconds = actions.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, action] of actions.entries()) {
      const start = process.cpuUsage();
      action();
      const { user, system } = process.cpuUsage(start);
      seconds[index]!.push((user + system) / 1e6);
    }
  }
  return seconds.map((all) => all.sort((a, b) => a - b)[rounds >> 1]!);
}

/** The cost of the derivatives of a ten-year run by every parameter and initial value, against the run itself. */
export function benchGradient(): Figure[] {
  const program = build(referenceEconomy);
  const names = [...program.parameters, ...program.stocks, ...program.states].map(({ name }) => name);
  const all = names.filter((name) => program.variables.has(name));
  const ask = (mode: "forward" | "reverse", memoryBudget: number, directions = all) =>
    gradient(program, { of: "price", with: directions, steps, mode, memoryBudget });
  const tasks: readonly (readonly [string, () => unknown])[] = [
    [`run of ${steps} steps`, () => run(program, { steps, record: ["price"] })],
    [`adjoint by ${all.length} directions`, () => ask("reverse", 2 ** 28)],
    ["adjoint with checkpoints", () => ask("reverse", 2 ** 16)],
    ["tangent by one direction", () => ask("forward", 0, all.slice(0, 1))],
    [`tangents by ${all.length} directions`, () => ask("forward", 0)],
  ];
  const seconds = medians(tasks.map(([, action]) => action));
  const figures = tasks.map(([name], index): Figure => {
    const cost = { name, value: seconds[index]! * 1000, unit: "ms" };
    return index === 0 ? cost : { ...cost, ratio: seconds[index]! / seconds[0]!, peer: "run" };
  });
  figures.push({ name: "memory of the adjoint", value: ask("reverse", 2 ** 28).memory / 1024, unit: "KiB" });
  figures.push({ name: "memory with checkpoints", value: ask("reverse", 2 ** 16).memory / 1024, unit: "KiB" });
  return figures;
}
