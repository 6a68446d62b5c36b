import type { NetworkHistory } from "../../history.js";

/** How those who keep the chain running were paid. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2021-10-01",
      title: "Governance rewards",
      source: "algorand-governance; the day from memory.",
      confidence: "unverified",
      parameters: { paying: "0", governing: "1" },
    },
    {
      from: "2025-01-23",
      title: "Consensus version 40: proposers are paid",
      source: "algorand-consensus; the day from memory.",
      confidence: "unverified",
      parameters: { paying: "1" },
    },
    {
      from: "2025-04-01",
      title: "No more governance rewards",
      source: "From memory: proposers' pay takes their place.",
      confidence: "unverified",
      parameters: { governing: "0" },
    },
  ],
  amounts: {
    of: "2025-01-23",
    names: ["supply.round", "supply.bonus", "supply.feeSink", "supply.circulating", "price.startPrice"],
  },
};

export default history;
