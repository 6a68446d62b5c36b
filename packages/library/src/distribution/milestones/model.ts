import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Release of a locked allocation by what is reached, not by the clock: each milestone is a level of a measure that
 * has to be held for a time, and unlocks its share, once and for all. What has not been unlocked by the deadline goes
 * back.
 *
 *   released = ⌊total · Σ share of the milestones reached so far⌋
 */
const model: Model = defineModel({
  title: "Vesting by milestones",
  about:
    "Tokens of a team, of investors or of a partner that are released when users, volume, a price or anything else has reached its " +
    "levels. For release by time use `distribution/vesting`; require both by wiring time into the measure.",
  source: "Contract terms; the formulation by cumulative entitlement is that of OpenZeppelin's VestingWallet.",
  assets: { token: { decimals: 18 } },
  units: { mark: "count" },
  dimensions: {
    milestone: { label: "milestones", elements: ["first", "second", "third", "fourth"] },
  },
  parameters: {
    total: parameter("1_000_000 token", "the allocation", { confidence: "assumption", unit: "token" }),
    "share[milestone]": {
      value: "25 %",
      unit: "%",
      meaning: "share of the allocation that the milestone unlocks",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "level[milestone]": {
      value: "10_000 mark",
      elements: { second: "50_000 mark", third: "200_000 mark", fourth: "1_000_000 mark" },
      unit: "mark",
      meaning: "level of the measure that reaches the milestone",
      confidence: "assumption",
    },
    hold: parameter("30 day", "time for which the level has to be held without a break", {
      confidence: "assumption",
      unit: "day",
    }),
    deadline: parameter("4 year", "time after which nothing is unlocked any more", {
      confidence: "assumption",
      unit: "day",
    }),
  },
  inputs: {
    measure: input("mark", "what is measured: users, volume, a price over its first one, by its number", {
      default: "{5_000 mark} * 4 ^ (time / {1 year})",
    }),
  },
  stocks: {
    locked: stock("total", "not yet unlocked", { unit: "token" }),
    released: stock("0 token", "unlocked"),
    returned: stock("0 token", "not unlocked by the deadline, and given back"),
  },
  flows: {
    release: flow("locked", "released", "if isOpen > 0 then max(due - released, 0) / epoch else 0", "newly unlocked"),
    forfeiture: flow("locked", "returned", "if isOpen > 0 then 0 else locked / epoch", "given back at the deadline"),
  },
  auxiliaries: {
    "held[milestone]": auxiliary(
      "day",
      "heldFor(measure >= level[milestone])",
      "how long the level has been held, this step included",
    ),
    "isReached[milestone]": auxiliary(
      "1",
      "if ever(held[milestone] >= hold and time < deadline and measure >= level[milestone]) then 1 else 0",
      "1 once the milestone is reached",
    ),
    isOpen: auxiliary("1", "if time < deadline then 1 else 0", "1 before the deadline"),
    reached: auxiliary("1", "sum(isReached[*])", "milestones reached"),
    "unlocked[milestone]": auxiliary("%", "share[milestone] * isReached[milestone]", "share unlocked by the milestone"),
    unlockedShare: auxiliary("%", "min(sum(unlocked[*]), 1)", "share of the allocation that is unlocked"),
    due: auxiliary("token", "floor(total * unlockedShare)", "what is unlocked in all"),
    progress: auxiliary("%", "if total > 0 then released / total else 0", "share of the allocation that is released"),
  },
  checks: {
    sharesAreWhole: check(
      "min(share[*]) >= 0 and abs(sum(share[*]) - 1) < 1e-9",
      "shares are not negative, and together the whole",
    ),
    timesAreNotNegative: check("hold >= {0 day} and deadline >= {0 day}", "times are not negative"),
  },
});

export default model;
