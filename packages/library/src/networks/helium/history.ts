import type { NetworkHistory } from "../../history.js";

/** Helium's rules by date. The halvings of HIP 20 follow from the age alone. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2019-08-01",
      title: "launch: what is burned is gone",
      source: "helium-hip-20",
      confidence: "protocol",
      parameters: {
        "supply.mostIntoPool": "0 HNT/day",
        "supply.mostOutOfPool": "1_000_000_000 HNT/day",
        "supply.poolTime": "7 day",
        founders: "100 %",
      },
    },
    {
      from: "2021-08-01",
      title: "HIP 20: net emissions, as the chain's code does them",
      source: "helium-blockchain-core",
      confidence: "protocol",
      parameters: {
        "supply.mostIntoPool": "1_000_000_000 HNT/day",
        "supply.mostOutOfPool": "68.48 HNT/hour",
        "supply.poolTime": "30 minute",
      },
    },
    {
      from: "2023-04-18",
      title: "Solana: net emissions up to a cap a day, the rest is gone",
      source: "helium-hip-149 for the rule; the day from memory, the cap a hundredth of the first year's emission",
      confidence: "unverified",
      parameters: {
        "supply.mostIntoPool": "1_643.83561644 HNT/day",
        "supply.mostOutOfPool": "1_000_000_000 HNT/day",
        "supply.poolTime": "7 day",
      },
    },
    {
      from: "2025-01-15",
      title: "HIP 138: nothing more for founders",
      source: "helium-hip-138, by its own timeline",
      confidence: "unverified",
      parameters: { founders: "0 %" },
    },
  ],
  ages: { "supply.startAge": "2019-08-01" },
  amounts: { of: "2026-06-02", names: ["supply.supply", "supply.pool", "credits"] },
};

export default history;
