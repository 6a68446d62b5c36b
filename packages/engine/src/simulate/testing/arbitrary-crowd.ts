import fc from "fast-check";
import { auxiliary, burn, type Flow, flow, type Model, mint, parameter, state, stock } from "../../model/index.js";

/** Flows between agents, single stocks and the outside, many of which ask for more than there is. */
const rules: readonly ((amount: number) => Flow)[] = [
  (amount) => flow("held[agent]", "pool", `held[agent] * {${amount} %/day} / 9 * exp(-abs(mood[agent]))`),
  (amount) => flow("pool", "held[agent]", `min(pool / {300 epoch}, {${amount} grain/epoch} * agent)`),
  (amount) => flow("pool", "held[agent]", `{${amount} grain/epoch} / 7`),
  (amount) => mint("held[agent]", `if sum(held[*]) < {${amount}e3 grain} then {${amount} grain/epoch} else 0`),
  (amount) => burn("held[agent]", `{${amount} grain/epoch} * trait[agent]`),
  (amount) => flow("held[agent]", "other[agent]", `{${amount} grain/epoch} * uniform(0, 2)`),
  (amount) => flow("other[agent]", "held[agent]", `{${amount} grain/epoch} * lognormal(0, 0.4) / (1 + trait[agent])`),
  (amount) => flow("held[agent]", "pool", `delay(quantile(held[*], 0.5) / {9 epoch}, {${1 + (amount % 4)} day}, 0)`),
  () => mint("other[agent]", "held[agent] / {50 day}"),
  () => burn("pool", "gini(held[*]) * pool / {90 day}"),
  () => flow("pool", "vault", "pool * share(held[*] > {1500 grain}) / {30 day}"),
];

/** Flows whose ends are agents with a computed number. */
const named: readonly ((amount: number) => Flow)[] = [
  (amount) => flow("held[agent]", "held[partner]", `floor(held[agent] / {${1 + (amount % 5)} epoch})`),
  (amount) => flow("pool", "held[single]", `pool / {${20 + amount} epoch}`),
];

/** What is said of all agents; their order decides how a step is cut. */
const views: readonly (readonly [string, ReturnType<typeof auxiliary>])[] = [
  ["all", auxiliary("grain", "sum(held[*]) + sum(other[*])", "")],
  ["average", auxiliary("grain", "mean(held[*])", "")],
  ["poorest", auxiliary("grain", "min(held[*])", "")],
  ["richest", auxiliary("grain", "max(held[*])", "")],
  ["moods", auxiliary("1", "sum(mood[*]) / 3 + prod(1 + trait[*] / 1000)", "")],
  ["above[agent]", auxiliary("grain", "max(held[agent] - mean(held[*]), 0)", "")],
  ["spread", auxiliary("grain", "sum(above[*]) + max(above[*])", "")],
  ["rank[agent]", auxiliary("1", "if above[agent] > 0.1 * spread then agent else 0 - agent", "")],
  ["inequality", auxiliary("1", "gini(above[*]) + topShare(held[*], 1.5)", "")],
  ["third", auxiliary("grain", "at(held[*], 1) + quantile(held[*], 0.3)", "")],
  ["sums", auxiliary("1", "sum(rank[*]) + count(rank[*] > 0)", "")],
  ["luck", auxiliary("1", "sum(noise[*]) + normal(0, 1)", "")],
  ["noise[agent]", auxiliary("1", "normal(0, 1) * uniform(0, 1) + poisson(2) + sqrt(trait[agent])", "")],
  ["smoothed[agent]", auxiliary("grain", "smooth(held[agent], {3 day}) + previous(held[agent], 0)", "")],
  ["both", auxiliary("grain", "sum(smoothed[*]) + min(smoothed[*])", "")],
];
const parents: Readonly<Record<string, readonly string[]>> = {
  spread: ["above[agent]"],
  "rank[agent]": ["above[agent]", "spread"],
  inequality: ["above[agent]"],
  sums: ["rank[agent]", "above[agent]", "spread"],
  luck: ["noise[agent]"],
  both: ["smoothed[agent]"],
};

/** Economies of agents: what they hold, where it flows, and what is said of all of them. */
export function arbitraryCrowd(agents: fc.Arbitrary<number>): fc.Arbitrary<Model> {
  const choice = (most: number) => fc.tuple(fc.nat(most), fc.integer({ min: 1, max: 900 }));
  return fc
    .record({
      agents,
      flows: fc.array(choice(rules.length - 1), { maxLength: 6 }),
      named: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(choice(named.length - 1), { maxLength: 2 })),
      said: fc.subarray(views.map(([name]) => name)),
      most: fc.constantFrom(0, 8, 3000, 3000),
      mayBeNegative: fc.boolean(),
    })
    .map(({ agents, flows, named: between, said, most, mayBeNegative }): Model => {
      const needed = new Set(said.flatMap((name) => [name, ...(parents[name] ?? [])]));
      return {
        title: "generated",
        epoch: "1 day",
        assets: { token: { decimals: 6, baseUnit: "grain" } },
        dimensions: { agent: { agents } },
        parameters: { "trait[agent]": parameter("floor(uniform(0, 4))", "a trait", { unit: "1" }) },
        stocks: {
          "held[agent]": stock(`{${agents > 8 ? 3000 : most} grain} * uniform(0, 8)`, "held", { unit: "grain" }),
          "other[agent]": stock("0 grain", "other", { mayBeNegative }),
          pool: stock("5000 grain", "shared"),
          vault: stock("1 grain", "shut"),
        },
        states: { "mood[agent]": state("0", "mood[agent] / 2 + normal(0, 1)", "feeling", { unit: "1" }) },
        auxiliaries: {
          "partner[agent]": auxiliary("1", "choose(trait[*] + 1)", "whom it pays"),
          single: auxiliary("1", "choose(held[*] + {1 grain})", "one of them"),
          ...Object.fromEntries(views.filter(([name]) => needed.has(name))),
        },
        checks: { some: { equation: "sum(held[*]) > {4000 grain}", meaning: "not always" } },
        flows: {
          ...Object.fromEntries(
            flows.map(([rule, size], index) => {
              // Where agents and a single stock are short together, exact shares take long for many agents.
              const amount = agents > 8 ? 1 + Math.floor(size / 100) : size;
              const made = rules[rule]!(amount);
              const isSingle = [made.from, made.to].every((end) => end === undefined || !end.includes("["));
              return [isSingle ? `f${index}` : `f${index}[agent]`, made];
            }),
          ),
          ...Object.fromEntries(
            (between as readonly (readonly [number, number])[]).map(([rule, amount], index) => [
              rule === 0 ? `n${index}[agent]` : `n${index}`,
              named[rule]!(amount),
            ]),
          ),
        },
      };
    });
}
