import { build, type Run, run, type VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import model from "./model.js";

type Numbers = Readonly<Record<string, unknown>>;

/** The model over N steps of T / N days; names as in the paper. */
export function plan(given: Numbers): Run {
  const number = (name: string) => Number(given[name] ?? 0);
  const [days, steps] = [number("T"), number("N")];
  const parameters: [string, number][] = [
    ["target", number("X")],
    ["horizon", days],
    ["startPrice", number("S0")],
    ["volatility", number("sigma")],
    ["halfSpread", number("epsilon")],
    ["permanentImpact", number("gamma")],
    ["temporaryImpact", number("eta")],
    ["riskAversion", number("lambda")],
  ];
  const rich = applyScenario(model, {
    stocks: { treasury: `${1e3 * (1 + number("X")) * (1 + number("S0"))} USD` },
  });
  return run(build(rich, { step: `${days / steps} day` }), { steps, parameters: Object.fromEntries(parameters) });
}

/** The schedule with its cost; the walk of the price is no part of it. */
export function schedule(given: Numbers): Readonly<Record<string, unknown>> {
  const result = plan(given);
  const kappa = result.series("urgency")[0]!;
  const variance = result.final("costVariance");
  return {
    kappa,
    holdings: Array.from(result.series("remaining")),
    expected_cost: result.final("expectedCost"),
    variance,
    sd: Math.sqrt(variance),
    half_life: kappa > 0 ? 1 / kappa : null,
  };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "almgren_chriss", compute: (input, parameters) => schedule({ ...parameters, ...input }) },
];
