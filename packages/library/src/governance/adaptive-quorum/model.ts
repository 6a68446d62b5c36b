import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/**
 * Votes with a quorum that follows participation, after the amendment process of Tezos. Participation and quorum
 * are whole basis points, and every division is rounded down, as in the protocol.
 *
 *   quorum = least + ⌊ema · (most − least) / 10 000⌋
 *   ema' = ⌊(8 · ema + 2 · participation) / 10⌋
 *   approved = participation ≥ quorum and yay ≥ ⌊8 · (yay + nay) / 10⌋
 *
 * A step is one ballot.
 */
const model: Model = defineModel({
  title: "Votes with a quorum that follows participation",
  about:
    "Whether a proposal is taken up and whether a ballot approves it. The more people voted lately, the more must vote next time. " +
    "Who votes for what is handed in.",
  source: "octez-voting",
  assets: { token: { decimals: 6, baseUnit: "mutez" } },
  units: { point: "count" },
  parameters: {
    leastQuorum: parameter("2000 point", "quorum when nobody ever votes, in basis points", {
      source: "octez-voting",
      confidence: "protocol",
      range: ["0 point", "10000 point"],
    }),
    mostQuorum: parameter("7000 point", "quorum when all always vote, in basis points", {
      source: "octez-voting",
      confidence: "protocol",
      range: ["0 point", "10000 point"],
    }),
    proposalQuorum: parameter("500 point", "support that a proposal needs to be voted on, in basis points", {
      source: "octez-voting",
      confidence: "protocol",
      range: ["0 point", "10000 point"],
    }),
    supermajority: parameter("8", "tenths of yay and nay that must be yay", {
      source: "octez-voting",
      confidence: "protocol",
      range: ["0", "10"],
    }),
    memory: parameter("8", "tenths of the average that earlier participation makes up", {
      source: "octez-voting",
      confidence: "protocol",
      range: ["0", "10"],
    }),
  },
  inputs: {
    votingPower: input("token", "all tokens that may vote", {
      default: "{700_000_000 token}",
      confidence: "assumption",
    }),
    support: input("token", "votes for the best supported proposal", { default: "votingPower / 10" }),
    yay: input("token", "votes for the proposal", { default: "votingPower / 2" }),
    nay: input("token", "votes against the proposal", { default: "0" }),
    pass: input("token", "votes that count for the quorum alone", { default: "0" }),
  },
  states: {
    ema: state("5000 point", "nextEma", "average participation so far, in basis points", { confidence: "assumption" }),
  },
  auxiliaries: {
    quorum: auxiliary(
      "point",
      "leastQuorum + floor(ema * (mostQuorum - leastQuorum) / {10_000 point})",
      "participation that the ballot needs",
    ),
    participation: auxiliary(
      "point",
      "floor((yay + nay + pass) * {10_000 point} / votingPower)",
      "participation in the ballot",
    ),
    nextEma: auxiliary(
      "point",
      "floor((memory * ema + (10 - memory) * participation) / 10)",
      "average after the ballot",
    ),
    neededYay: auxiliary("token", "floor(supermajority * (yay + nay) / 10)", "votes for that the ballot needs"),
    quorumReached: auxiliary("1", "if participation >= quorum then 1 else 0", "1 when enough voted"),
    majorityReached: auxiliary("1", "if yay >= neededYay then 1 else 0", "1 when enough voted for"),
    approved: auxiliary("1", "quorumReached * majorityReached", "1 when the ballot approves"),
    takenUp: auxiliary(
      "1",
      "if support >= floor(votingPower * proposalQuorum / {10_000 point}) then 1 else 0",
      "1 when the best supported proposal is voted on",
    ),
  },
  checks: {
    votesExist: check(
      "yay >= 0 and nay >= 0 and pass >= 0 and yay + nay + pass <= votingPower",
      "there are no more votes than tokens that may vote",
    ),
    quorumInOrder: check("leastQuorum <= mostQuorum", "the limits of the quorum are in order"),
  },
});

export default model;
