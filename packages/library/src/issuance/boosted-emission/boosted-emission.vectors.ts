import { build, run, type VectorAdapter } from "@tokenwright/engine";
import { fraction, rational } from "../../testing/exact.js";
import model from "./model.js";

const program = build(model, { step: "1 day" });

/** What a block creates at a boost; a power that is not whole needs the fast backend. */
function blockReward(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string, usual: unknown) => fraction(input[name] ?? parameters[name] ?? usual);
  const boost = given("boost", 1);
  const percent = rational(boost.n * 100n, boost.d);
  const result = run(program, {
    steps: 1,
    parameters: {
      baseRate: given("base", "0.5"),
      rewardRate: given("rate", "1.5"),
      multiplier: given("m", "3.5"),
      convexity: given("convexity", "0.4"),
      least: given("min", 0),
    },
    inputs: { boost: [percent, percent] },
  });
  return { bgt: result.series("blockReward")[0], ceiling: result.series("ceiling")[0] };
}

export const adapters: readonly VectorAdapter[] = [{ group: "berachain_emission", compute: blockReward }];
