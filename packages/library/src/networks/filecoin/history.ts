import type { NetworkHistory } from "../../history.js";

/**
 * Filecoin's rules by date. What follows from age alone (both mintings, vesting of the launch, the ramp of the
 * pledge) is in the model; here is what votes and upgrades changed.
 */
const history: NetworkHistory = {
  eras: [
    {
      from: "2020-10-15",
      title: "liftoff",
      source: "lotus-mainnet",
      confidence: "protocol",
      parameters: { "supply.gammaAfter": "1", feePayers: "0 %" },
    },
    {
      from: "2024-11-20",
      title: "network version 24: pledge for consensus by FIP-0081",
      source: "fip-0081",
      confidence: "protocol",
      parameters: { "supply.gammaAfter": "0.7" },
    },
    {
      from: "2025-04-14",
      title: "network version 25: daily fee by FIP-0100",
      source:
        "fip-0100; the date from memory, and all sectors are taken to pay at once instead of those sealed or extended since",
      confidence: "unverified",
      parameters: { feePayers: "100 %" },
    },
  ],
  ages: { "supply.startAge": "2020-08-24T22:00", "supply.vestedFor": "2020-10-15" },
  amounts: {
    of: "2026-10-05",
    names: ["supply.cappedSum", "supply.circulating", "supply.lockedRewards", "supply.pledge", "rawPower"],
  },
};

export default history;
