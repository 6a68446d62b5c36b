import fc from "fast-check";
import {
  type Auxiliary,
  type Flow,
  type Model,
  type Parameter,
  parameter,
  type Stock,
  stock,
} from "../../model/index.js";

/** What a generated model may contain. */
export interface ModelShape {
  /** Random draws and irrational functions, which the exact backend refuses. */
  readonly irrational: boolean;
  /** Flows with one end outside. */
  readonly open: boolean;
}

const rates = ["1/64", "3/1000", "1/7", "0.02", "5/16", "0.9"];

/**
 * Small token economies: two to five stocks of one asset, flows between them that take a share, a
 * constant, a minimum or a threshold rule, some rounded to base units and some not, some asking for more
 * than there is.
 */
export function arbitraryModel(shape: ModelShape): fc.Arbitrary<Model> {
  return fc
    .record({
      stocks: fc.array(fc.bigInt({ min: 0n, max: 10n ** 17n }), { minLength: 2, maxLength: 5 }),
      decimals: fc.constantFrom(0, 2, 6, 18),
      // Fractions that are never rounded grow by a few digits a step and make exact runs slow, so only
      // one exact model in fifty has them.
      fractions: shape.irrational ? fc.boolean() : fc.nat(49).map((chance) => chance === 0),
      flows: fc.array(
        fc.record({
          from: fc.nat(4),
          to: fc.nat(4),
          rate: fc.constantFrom(...rates),
          rule: fc.nat(shape.irrational ? 6 : 4),
          rounded: fc.boolean(),
          end: fc.nat(shape.open ? 5 : 3),
          amount: fc.bigInt({ min: 0n, max: 10n ** 15n }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ stocks, decimals, fractions, flows }) => {
      const name = (index: number) => `s${index % stocks.length}`;
      const stockEntries = stocks.map((amount, index): [string, Stock] => [
        `s${index}`,
        stock(`${amount} grain`, "a stock"),
      ]);
      const parameters: Record<string, Parameter> = {};
      const auxiliaries: Record<string, Auxiliary> = {};
      const flowEntries = flows.map((one, index): [string, Flow] => {
        const from = name(one.from);
        const to = name(one.to === one.from ? one.to + 1 : one.to);
        const source = one.end === 4 ? to : from;
        parameters[`r${index}`] = parameter(`${one.rate} 1/epoch`, "a rate");
        const share = `r${index} * ${source}`;
        const constant = `{${one.amount} grain/epoch}`;
        const rule = [
          share,
          `min(${share}, ${constant})`,
          constant,
          `if ${source} > {${one.amount} grain} then ${share} else ${constant} / 3`,
          `max(${share} - ${constant}, 0)`,
          `${share} * exp(normal(0, 0.1))`,
          `uniform(0, 1) * ${constant}`,
        ][one.rule]!;
        const equation = one.rounded || !fractions ? `floor(${rule})` : rule;
        const ends = one.end === 4 ? { to } : one.end === 5 ? { from } : from === to ? { from } : { from, to };
        return [`f${index}`, { ...ends, equation, meaning: "a flow" }];
      });
      const isOpen = flowEntries.some(([, flow]) => flow.from === undefined || flow.to === undefined);
      return {
        title: isOpen ? "generated, open" : "generated, closed",
        epoch: "1 day",
        assets: { token: { decimals, baseUnit: "grain" } },
        parameters,
        stocks: Object.fromEntries(stockEntries),
        flows: Object.fromEntries(flowEntries),
        auxiliaries,
      };
    })
    .filter((model) => shape.open || model.title === "generated, closed");
}
