import { auxiliary, defineModel, flow, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A model whose graph grows with a number of sectors: each has a stock, a state, a draw and a dozen operations, and
 * sells to the next one.
 */
export function grownModel(sectors: number): Model {
  const names = Array.from({ length: sectors }, (_, index) => index);
  const entries = <T>(make: (index: number) => readonly (readonly [string, T])[]) =>
    Object.fromEntries(names.flatMap(make));
  return defineModel({
    title: `Economy of ${sectors} sectors`,
    epoch: "1 day",
    assets: { token: { decimals: 6 } },
    parameters: entries((index) => [[`rate${index}`, parameter(`${(index % 7) + 1} %/epoch`, "share that is sold")]]),
    stocks: entries((index) => [[`held${index}`, stock("1000 token", "held by the sector")]]),
    states: entries((index) => [[`mood${index}`, state("1", `next${index}`, "mood of the sector")]]),
    flows: entries((index) => [
      [
        `sold${index}`,
        flow(`held${index}`, `held${(index + 1) % sectors}`, `rate${index} * held${index} * share${index}`, "sold"),
      ],
    ]),
    auxiliaries: entries((index) => {
      const other = (index * 5 + 1) % sectors;
      return [
        [
          `next${index}`,
          auxiliary("1", `0.9 * mood${index} + 0.1 * exp(0.2 * normal(0, 1))`, "mood at the end of the step"),
        ],
        [
          `share${index}`,
          auxiliary(
            "1",
            `min(1, max(0, (mood${index} + mood${other}) / (2 + abs(mood${index} - 0.5))))`,
            "willingness to sell",
          ),
        ],
        [
          `weight${index}`,
          auxiliary(
            "1",
            `if mood${other} > 1 then held${index} / (held${other} + {1 token}) else sqrt(share${index})`,
            "weight",
          ),
        ],
      ];
    }),
  });
}
