import { auxiliary, type Flow, type Model, random, state, stock } from "@tokenwright/engine";

/** Whole numbers below a bound, one after the other; a seed gives the same ones everywhere. */
class Chance {
  readonly #words = new Int32Array(4);
  #next = 0;

  constructor(readonly seed: number) {}

  below(bound: number): number {
    random.philox4x32(this.#next++, 0, 0, 0, this.seed, 0x60_1d_e4, this.#words);
    return Math.floor(random.unitInterval(this.#words[0]!, this.#words[1]!) * bound);
  }

  among<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

/** Operations whose result is a number that is not too large, whatever their arguments are. */
const unary: readonly ((a: string) => string)[] = [
  (a) => `exp(clamp(${a}, -6, 3))`,
  (a) => `ln(abs(${a}) + 0.01)`,
  (a) => `log10(abs(${a}) + 0.01)`,
  (a) => `sqrt(abs(${a}))`,
  (a) => `sin(${a})`,
  (a) => `cos(${a})`,
  (a) => `tanh(${a})`,
  (a) => `arctan(${a})`,
  (a) => `erf(${a})`,
  (a) => `arcsin(clamp(${a}, -1, 1))`,
  (a) => `floor(${a})`,
  (a) => `round(${a})`,
  (a) => `lookup(curve, ${a})`,
  (a) => `smooth(${a}, 4)`,
  (a) => `delay(${a}, 2)`,
  (a) => `normal(0, 0.1 + abs(${a}) / (1 + abs(${a})))`,
  (a) => `uniform(0, 1) * (${a})`,
  (a) => `poisson(clamp(abs(${a}), 0, 20))`,
];

const binary: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `(${a} + ${b})`,
  (a, b) => `(${a} - ${b})`,
  (a, b) => `clamp(${a} * (${b}), -1000, 1000)`,
  (a, b) => `(${a}) / (1 + abs(${b}))`,
  (a, b) => `(abs(${a}) + 0.5) ^ clamp(${b}, -3, 3)`,
  (a, b) => `min(${a}, ${b})`,
  (a, b) => `max(${a}, ${b})`,
  (a, b) => `mod(${a}, 1 + abs(${b}))`,
  (a, b) => `(if ${a} > ${b} then ${a} else 0.5 * (${b}))`,
  (a, b) => `(if latch(${a} > 1, ${b} > 1) then ${a} else 1)`,
];

function expression(chance: Chance, names: readonly string[], depth: number): string {
  if (depth === 0 || chance.below(6) === 0) {
    return chance.below(4) === 0 ? `${chance.below(4000) / 1000}` : chance.among(names);
  }
  const part = () => expression(chance, names, depth - 1);
  return chance.below(2) === 0 ? chance.among(unary)(part()) : chance.among(binary)(part(), part());
}

/** A small model made by chance: states, stocks with flows that may ask for too much, and equations over all of them. */
export function generatedModel(seed: number): Model {
  const chance = new Chance(seed);
  const states = Array.from({ length: 1 + chance.below(3) }, (_, index) => `y${index}`);
  const stocks = Array.from({ length: 2 + chance.below(3) }, (_, index) => `s${index}`);
  const names = ["noise", ...states, ...stocks];
  const auxiliaries = Array.from({ length: 2 + chance.below(4) }, (_, index): [string, string] => {
    const equation = expression(chance, names, 3);
    names.push(`a${index}`);
    return [`a${index}`, equation];
  });
  const flows = Array.from({ length: 1 + chance.below(4) }, (_, index): [string, Flow] => {
    const from = chance.below(stocks.length);
    const to = (from + 1 + chance.below(stocks.length - 1)) % stocks.length;
    const ends = chance.among([{ from: `s${from}` }, { to: `s${to}` }, { from: `s${from}`, to: `s${to}` }]);
    const equation = `clamp(abs(${expression(chance, names, 2)}), 0, 50)`;
    return [`f${index}`, { ...ends, equation, meaning: "a flow" }];
  });
  return {
    title: `Generated model ${seed}`,
    unitCheck: false,
    clock: { start: "0", dt: chance.among(["1", "1/4"]), unit: "day" },
    lookups: {
      curve: {
        points: [
          ["-3", "1"],
          ["0", "-1.3"],
          ["2", "2.5"],
          ["9", "0"],
        ],
      },
    },
    states: Object.fromEntries(
      states.map((name) => [
        name,
        state("1", `0.7 * ${name} + clamp(${expression(chance, names, 3)}, -9, 9)`, "a state"),
      ]),
    ),
    stocks: Object.fromEntries(stocks.map((name) => [name, stock(`${chance.below(300)}`, "a stock", { unit: "1" })])),
    flows: Object.fromEntries(flows),
    auxiliaries: {
      noise: auxiliary("1", "normal(0, 1)", "luck"),
      ...Object.fromEntries(auxiliaries.map(([name, equation]) => [name, auxiliary("1", equation, "an equation")])),
    },
  };
}
