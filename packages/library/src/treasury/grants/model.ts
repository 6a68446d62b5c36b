import { auxiliary, check, defineModel, flow, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * Grants that a treasury promises at once and pays by milestones: when a milestone is due and delivered its share is
 * paid, when it is not delivered the grant ends and the rest goes back.
 *
 *   still running after milestone i:  K_i = delivered_1 · … · delivered_i
 *   paid by then:  ⌊size · Σ share_i K_i⌋,   returned: ⌊size · Σ (K_(i−1) − K_i) · (share_i + … + share_4)⌋, in the end all the rest
 *
 * `delivered` is 1 or 0 for one grant, drawn once for each future, or the share that delivers for a cohort of many.
 */
const model: Model = defineModel({
  title: "Grants paid by milestones",
  about:
    "How much of what a treasury promises is paid, when, and how much comes back. One module for each cohort of grants; wire nothing, or take " +
    "`payment` as tokens that reach the market.",
  source: "Terms of grant programmes: a part for each milestone, the rest back when one is missed.",
  assets: { token: { decimals: 6 } },
  dimensions: {
    milestone: { label: "milestones", elements: ["first", "second", "third", "fourth"] },
  },
  parameters: {
    size: parameter("1_000_000 token", "what is promised", { confidence: "assumption", unit: "token" }),
    start: parameter("0 day", "when it is promised", { confidence: "assumption", unit: "day" }),
    chance: parameter("80 %", "chance that a milestone is delivered, given that all before were", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    "delivered[milestone]": {
      value: "bernoulli(chance)",
      unit: "1",
      meaning: "1 if the milestone is delivered, otherwise 0; of a cohort the share of those still running that do",
      confidence: "assumption",
    },
    "share[milestone]": {
      value: "25 %",
      unit: "%",
      meaning: "share of the grant that is paid for the milestone",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    },
    "due[milestone]": {
      value: "90 day",
      elements: { second: "180 day", third: "270 day", fourth: "360 day" },
      unit: "day",
      meaning: "time from the promise to the milestone, reviewed",
      confidence: "assumption",
    },
  },
  stocks: {
    treasury: stock("10_000_000 token", "tokens of the treasury that are not promised"),
    promised: stock("0 token", "promised, not yet paid or given back"),
    paid: stock("0 token", "paid to grantees"),
  },
  states: {
    granted: state("0 token", "granted + promise * epoch", "what was promised"),
    returned: state("0 token", "returned + givenBack * epoch", "given back so far"),
  },
  flows: {
    promise: flow(
      "treasury",
      "promised",
      "if time >= start and time < start + epoch then min(size, treasury) / epoch else 0",
      "promised in the step",
    ),
    payment: flow("promised", "paid", "max(min(paidDue - paid, promised), 0) / epoch", "paid in the step"),
    givenBack: flow(
      "promised",
      "treasury",
      "if isOver > 0 then promised / epoch - payment else max(min(returnedDue - returned, promised - payment * epoch), 0) / epoch",
      "given back in the step",
    ),
  },
  auxiliaries: {
    "running[milestone]": {
      unit: "1",
      equation: "delivered[first]",
      elements: {
        second: "delivered[first] * delivered[second]",
        third: "delivered[first] * delivered[second] * delivered[third]",
        fourth: "delivered[first] * delivered[second] * delivered[third] * delivered[fourth]",
      },
      meaning: "1 if the milestone and all before are delivered; of a cohort the share",
    },
    "ended[milestone]": {
      unit: "1",
      equation: "1 - running[first]",
      elements: {
        second: "running[first] - running[second]",
        third: "running[second] - running[third]",
        fourth: "running[third] - running[fourth]",
      },
      meaning: "1 if the grant ends at the milestone without it; of a cohort the share",
    },
    "rest[milestone]": {
      unit: "%",
      equation: "share[first] + share[second] + share[third] + share[fourth]",
      elements: {
        second: "share[second] + share[third] + share[fourth]",
        third: "share[third] + share[fourth]",
        fourth: "share[fourth]",
      },
      meaning: "share of the grant for this milestone and all after it",
    },
    "isDue[milestone]": auxiliary("1", "if time >= start + due[milestone] then 1 else 0", "1 from the milestone on"),
    "paidFor[milestone]": auxiliary(
      "%",
      "share[milestone] * running[milestone] * isDue[milestone]",
      "share paid for it",
    ),
    "backAt[milestone]": auxiliary(
      "%",
      "rest[milestone] * ended[milestone] * isDue[milestone]",
      "share that goes back at it",
    ),
    paidDue: auxiliary("token", "floor(granted * sum(paidFor[*]))", "what is due to be paid by now"),
    returnedDue: auxiliary("token", "floor(granted * sum(backAt[*]))", "what is due to be given back by now"),
    isOver: auxiliary("1", "min(isDue[*])", "1 when all milestones are past"),
    expectedShare: auxiliary(
      "%",
      "chance * (share[first] + chance * (share[second] + chance * (share[third] + chance * share[fourth])))",
      "share that is paid on average",
    ),
    paidShare: auxiliary("%", "if granted > 0 then paid / granted else 0", "share that is paid so far"),
  },
  checks: {
    sharesAreWhole: check(
      "min(share[*]) >= 0 and abs(sum(share[*]) - 1) < 1e-9",
      "shares are not negative, and together the whole",
    ),
    inOrder: check(
      "due[first] >= {0 day} and due[first] <= due[second] and due[second] <= due[third] and due[third] <= due[fourth]",
      "milestones are due one after the other",
    ),
    chanceIsChance: check(
      "chance >= 0 and chance <= 1 and min(delivered[*]) >= 0 and max(delivered[*]) <= 1",
      "chances lie between 0 % and 100 %",
    ),
  },
});

export default model;
