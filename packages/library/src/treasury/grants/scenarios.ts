import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "one-grant": {
    title: "One grant, whose luck is drawn for each future",
    about:
      "Four milestones with a chance of four fifths each: 59 % of the grant is paid on average, in two of five futures all of it.",
    step: "1 day",
    steps: 400,
  },
  cohort: {
    title: "A cohort of many grants, of which four fifths deliver each time",
    about: "No luck is drawn: the share that delivers is what is expected.",
    step: "1 day",
    steps: 400,
    parameters: { "delivered[milestone]": "80 %" },
  },
  "ends-at-the-second": {
    title: "A grant that misses its second milestone",
    step: "1 day",
    steps: 400,
    parameters: { "delivered[milestone]": "1", "delivered[second]": "0" },
  },
  "most-up-front": {
    title: "The same chances, with most of the money for the first milestone",
    about: "72 % is paid on average: what is paid early is paid to those who do not finish, too.",
    step: "1 day",
    steps: 400,
    parameters: {
      "share[milestone]": "10 %",
      "share[first]": "70 %",
      "delivered[milestone]": "80 %",
    },
  },
};

export default scenarios;
