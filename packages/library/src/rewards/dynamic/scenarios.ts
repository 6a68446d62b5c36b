import type { ModelScenario } from "../../scenario.js";

const wide = { lowest: "0 %/year", highest: "100 %/year", limit: "1000 %" };

const scenarios: Readonly<Record<string, ModelScenario>> = {
  steady: {
    title: "A gentle rule that finds its rate",
    about: "From 5 to 8 per cent within a year, without a swing.",
    steps: 156,
  },
  eager: {
    title: "A gain beyond two: the rate jumps up and down every week",
    about: "A rule that steers too hard against activity that answers at once.",
    source: "may-1976",
    steps: 156,
    parameters: { activityGain: "2.2", ...wide },
  },
  chaotic: {
    title: "A gain beyond 2.57: no week is like another",
    source: "may-1976",
    steps: 156,
    parameters: { activityGain: "2.8", ...wide },
  },
  "rewards-follow-success": {
    title: "More activity, more rewards",
    about: "A negative gain goes with a deviation: the rate runs to its bound.",
    steps: 156,
    parameters: { activityGain: "-0.05", restRate: "4.9 %/year" },
  },
  "all-three": {
    title: "Activity that grows, engagement that fades, supply above its target",
    steps: 156,
    parameters: { activityGain: "0.05", engagementGain: "0.1", supplyGain: "0.05", supplyTarget: "950_000_000 token" },
    inputs: {
      activity: "{800_000 action/week} * exp({20 %/year} * time)",
      engagement: "{45 %} * exp(-{10 %/year} * time)",
    },
  },
};

export default scenarios;
