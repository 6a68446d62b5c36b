import type { VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

/** One ballot: the quorum it needs, the average after it and whether it approves. */
export function ballot(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string, usual: unknown) => rational(wholeNumber(input[name] ?? parameters[name] ?? usual));
  const mutez = (name: string, usual: unknown) => fromBaseUnits(input[name] ?? usual, 6);
  // A turnout in basis points alone: so many of 10 000 pass.
  const byTurnout = input["yay"] === undefined;
  const result = runExactly(applyScenario(model, { states: { ema: `${given("ema", 5000).n} point` } }), {
    step: "28 day",
    parameters: {
      leastQuorum: given("quorum_min", 2000),
      mostQuorum: given("quorum_max", 7000),
      proposalQuorum: given("proposal_quorum", 500),
    },
    inputs: {
      votingPower: mutez("voting_power", 10_000),
      yay: mutez("yay", 0),
      nay: mutez("nay", 0),
      pass: byTurnout ? mutez("turnout", 0) : mutez("pass", 0),
    },
  });
  const at = (name: string, step = 0): number => Number(result.exact(name)[step]!.n);
  return {
    quorum: at("quorum"),
    ema_next: at("ema", 1),
    participation: at("participation"),
    approved: at("approved") === 1,
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "tezos_governance", compute: ballot }];
