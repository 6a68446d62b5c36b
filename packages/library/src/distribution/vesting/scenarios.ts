import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "four-years-with-cliff": {
    title: "Four years, one-year cliff, monthly",
    about: "The common grant to a team: a quarter at the cliff, then 1/48 of the whole each month.",
    step: "1 day",
    steps: 1470,
    parameters: { total: "1_000_000 token", cliff: "1 year", duration: "4 year", tranche: "1 month" },
  },
  "filecoin-protocol-labs": {
    title: "Filecoin: Protocol Labs, linear over six years",
    source: "filecoin-builtin-actors",
    confidence: "protocol",
    step: "1 day",
    steps: 2190,
    parameters: { total: "300_000_000 token", cliff: "0 day", duration: "2190 day", tranche: "1 day" },
  },
  "filecoin-saft-three-years": {
    title: "Filecoin: investors with three-year terms, linear",
    source: "filecoin-builtin-actors",
    confidence: "protocol",
    step: "1 day",
    steps: 1100,
    parameters: { total: "88_536_841 token", cliff: "0 day", duration: "1095 day", tranche: "1 day" },
  },
  "public-sale": {
    title: "A fifth at launch, the rest quarterly over a year",
    step: "1 day",
    steps: 400,
    parameters: {
      total: "50_000_000 token",
      upfront: "20 %",
      cliff: "0 day",
      duration: "1 year",
      tranche: "1 quarter",
    },
  },
};

export default scenarios;
