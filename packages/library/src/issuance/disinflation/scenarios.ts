import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "solana-main-network": {
    title: "Solana's main network from the start of inflation, an epoch of two days a step",
    about:
      "8 % falling by 15 % a year to 1.5 %, which it meets in the eleventh year. The supply at the start is assumed.",
    source: "solana-simd-0550",
    confidence: "protocol",
    step: "2 day",
    steps: 2740,
    parameters: { initialRate: "8 %", taper: "15 %", terminalRate: "1.5 %" },
  },
  "solana-doubled-taper": {
    title: "Solana with SIMD-0550 in force from the age of five years and a half",
    about:
      "A proposal of June 2026: from its activation on the rate falls by 30 % a year. The day of activation is assumed.",
    source: "Rule of solana-simd-0550; day of activation assumed.",
    confidence: "assumption",
    step: "2 day",
    steps: 2740,
    parameters: { laterTaper: "30 %", changeAt: "2_008 day" },
  },
  "code-defaults": {
    title: "The defaults of Solana's inflation code",
    about: "15 % falling by 15 % a year to 1.5 %, of which a foundation gets 5 % in the first seven years.",
    source: "solana-inflation",
    confidence: "protocol",
    step: "2 day",
    steps: 2740,
    parameters: {
      initialRate: "15 %",
      taper: "15 %",
      terminalRate: "1.5 %",
      foundationShare: "5 %",
      foundationTerm: "7",
    },
  },
};

export default scenarios;
