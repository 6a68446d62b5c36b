import { auxiliary, check, defineModel, flow, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Release of a locked allocation: a part at once, nothing until the cliff, then in equal instalments
 * until the end. What is released by a time is a share of the whole, rounded down to base units; a step
 * releases what is entitled by its end less what went before, so no rounding is ever carried along and the
 * last step releases the rest.
 *
 *   released(t) = ⌊total · (upfront + (1 − upfront) · f(t − start))⌋
 *   f(t) = 0 before the cliff, then min(1, tranche · ⌊t / tranche⌋ / duration), and 1 from the end on
 */
const model: Model = defineModel({
  title: "Vesting with cliff, instalments and a part at once",
  about:
    "One allocation (team, investors, an airdrop) and its release. Use one module per allocation. What the owners do " +
    "with released tokens is for other models.",
  source: "Contract terms; the formulation by cumulative entitlement is that of OpenZeppelin's VestingWallet.",
  assets: { token: { decimals: 18 } },
  parameters: {
    total: parameter("1_000_000 token", "the allocation", { confidence: "assumption" }),
    start: parameter("0 day", "when the clock starts", { confidence: "assumption" }),
    upfront: parameter("0 %", "share released at the start", { confidence: "assumption", range: ["0 %", "100 %"] }),
    cliff: parameter("1 year", "time from the start in which only the upfront share is released", {
      confidence: "assumption",
      range: ["0 day", "3 year"],
    }),
    duration: parameter("4 year", "time from the start until all is released", {
      confidence: "assumption",
      range: ["1 day", "10 year"],
    }),
    tranche: parameter("1 day", "time between instalments; one as short as the step, or shorter, is a linear release", {
      confidence: "assumption",
    }),
  },
  stocks: {
    locked: stock("total", "not yet released", { unit: "token" }),
    released: stock("0 token", "released to its owners"),
  },
  flows: {
    release: flow("locked", "released", "max(locked - unvested, 0) / epoch", "newly released"),
  },
  auxiliaries: {
    elapsed: auxiliary("day", "time + epoch - start", "time since the start, at the end of the step"),
    instalments: auxiliary("1", "floor(elapsed / tranche)", "whole instalments by the end of the step"),
    progress: auxiliary(
      "%",
      "if elapsed < cliff or elapsed < 0 then 0 else if elapsed >= duration then 1 else min(instalments * tranche / duration, 1)",
      "share of the part after the upfront share that is due by the end of the step",
    ),
    share: auxiliary(
      "%",
      "if elapsed < 0 then 0 else upfront + (1 - upfront) * progress",
      "share of the whole that is due",
    ),
    unvested: auxiliary("token", "total - floor(total * share)", "what stays locked at the end of the step"),
  },
  checks: {
    cliffBeforeEnd: check("cliff <= duration", "the cliff does not lie after the end"),
    trancheIsPositive: check("tranche > 0 and duration > 0", "instalments and the whole take time"),
    shareIsShare: check("upfront >= 0 and upfront <= 1", "the upfront share lies between 0 % and 100 %"),
  },
});

export default model;
