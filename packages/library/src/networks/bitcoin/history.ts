import type { NetworkHistory } from "../../history.js";

/**
 * Bitcoin's rule of money has not changed: subsidies fall by height, not by date. So there is one era, and a run that
 * starts on another day than that of the amounts must give the height and the coins of its day.
 */
const history: NetworkHistory = {
  eras: [
    {
      from: "2009-01-03",
      title: "The first block",
      source: "bitcoin-core",
      confidence: "protocol",
      parameters: { "supply.firstSubsidy": "50 BTC/block", "supply.interval": "210_000 block" },
    },
  ],
  amounts: { of: "2024-04-20", names: ["supply.height", "supply.supply", "startHashRate", "price.startPrice"] },
};

export default history;
