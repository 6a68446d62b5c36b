import type { ModelScenario } from "../../scenario.js";

const block = (number: number) => `${number} * {13 second}`;

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "contract-test": {
    title: "The example of the contract's own tests",
    about:
      "Rewards of 1000 units a block. The first farmer stakes 10 units at block 10, the second 20 at block 14, the third 30 at block 18, the " +
      "first 10 more at block 20; the second takes 5 back at block 30, and all leave at 40, 50 and 60.",
    source: "sushiswap-masterchef",
    confidence: "protocol",
    steps: 62,
    parameters: { perBlock: "100 wei/epoch" },
    stocks: { "idle[farmer]": "1_000 grain" },
    inputs: {
      "deposit[alice]": `pulse({10 grain}, ${block(9)}) + pulse({10 grain}, ${block(19)})`,
      "deposit[bob]": `pulse({20 grain}, ${block(13)})`,
      "deposit[carol]": `pulse({30 grain}, ${block(17)})`,
      "withdrawal[alice]": `pulse({20 grain}, ${block(39)})`,
      "withdrawal[bob]": `pulse({5 grain}, ${block(29)}) + pulse({15 grain}, ${block(49)})`,
      "withdrawal[carol]": `pulse({30 grain}, ${block(59)})`,
    },
  },
  "early-and-late": {
    title: "One from the first block, one from the thousandth, one who comes and goes",
    about: "All stake the same; the first has had a thousand blocks alone, at ten times the later reward.",
    steps: 3000,
    parameters: { bonusEnd: block(1500) },
    inputs: {
      "deposit[alice]": "pulse({1_000 LP}, {0 second})",
      "deposit[bob]": `pulse({1_000 LP}, ${block(999)})`,
      "deposit[carol]": `pulse({1_000 LP}, ${block(500)}, ${block(1000)})`,
      "withdrawal[carol]": `pulse({1_000 LP}, ${block(700)}, ${block(1000)})`,
      "harvest[farmer]": `if mod(floor(time / epoch), 100) = 99 then 1 else 0`,
    },
  },
};

export default scenarios;
