import type { VectorAdapter } from "@tokenwright/engine";
import { classicalGaussianDeviation, gaussianDeviation, laplaceScale } from "./gaussian.js";
import { truthProbability } from "./randomised-response.js";
import { gaussianLoss, guaranteeOf, laplaceLoss, subsampledGaussianLoss, usualOrders } from "./renyi.js";
import { evaluate, restoreSecret } from "./shamir.js";

type Input = Readonly<Record<string, unknown>>;

/** A number, or a fraction written as text. */
function numberOf(value: unknown): number {
  const [above = "", below = "1"] = String(value).split("/");
  return Number(above) / Number(below);
}

function ordersOf(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.map(Number);
  const range = /(\d+)\s*\.\.\s*(\d+)/.exec(String(value));
  if (range === null) return usualOrders;
  const [from, to] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function subsampled(input: Input): Readonly<Record<string, unknown>> {
  const orders = ordersOf(input["orders"]);
  const [rate, deviation, delta] = [input["q"], input["sigma"], input["delta"]].map(numberOf) as [
    number,
    number,
    number,
  ];
  const losses = orders.map((order) => numberOf(input["steps"]) * subsampledGaussianLoss(order, rate, deviation));
  const mironov = guaranteeOf(orders, losses, delta, "mironov");
  const improved = guaranteeOf(orders, losses, delta, "improved");
  return {
    eps_mironov: mironov.epsilon,
    order_mironov: mironov.order,
    eps_improved: improved.epsilon,
    order_improved: improved.order,
  };
}

function shamir(input: Input): Readonly<Record<string, unknown>> {
  const prime = BigInt(String(input["p"]));
  if (input["shares"] !== undefined) {
    const points = Object.entries(input["shares"] as Readonly<Record<string, unknown>>);
    const shares = points.map(([x, y]) => ({ x: BigInt(x), y: BigInt(String(y)) }));
    return { secret: String(restoreSecret(shares, prime)) };
  }
  const coefficients = (input["coefficients"] as readonly unknown[]).map((one) => BigInt(String(one)));
  return { share: String(evaluate(coefficients, BigInt(String(input["x"])), prime)) };
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "privacy.gaussian_mechanism",
    compute(input) {
      const [epsilon, delta, sensitivity] = [input["eps"], input["delta"], input["sensitivity"] ?? 1].map(numberOf) as [
        number,
        number,
        number,
      ];
      return {
        sigma_analytic: gaussianDeviation(epsilon, delta, sensitivity),
        sigma_classical: classicalGaussianDeviation(epsilon, delta, sensitivity),
      };
    },
  },
  {
    group: "privacy.laplace",
    compute: (input) => ({ b: laplaceScale(numberOf(input["eps"]), numberOf(input["sensitivity"] ?? 1)) }),
  },
  {
    group: "privacy.rdp",
    compute(input) {
      const order = numberOf(input["alpha"]);
      const { b, sigma } = input;
      return { rdp: b === undefined ? gaussianLoss(order, numberOf(sigma)) : laplaceLoss(order, numberOf(b)) };
    },
  },
  { group: "privacy.subsampled_gaussian", compute: subsampled },
  { group: "privacy.shamir", compute: shamir },
  {
    group: "privacy.k_randomised_response",
    compute: (input) => ({ p_true: truthProbability(numberOf(input["eps"]), numberOf(input["k"])) }),
  },
];
