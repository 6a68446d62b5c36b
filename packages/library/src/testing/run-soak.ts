/**
 * `npm run soak [-- SHARE]`: ten million random sequences of swaps in a pool of Uniswap v2, a million random splits
 * and a million random vestings, or a share of that; minutes of work. Ends with 1 when anything is not whole.
 */
import { type Soaked, soakModels, soakSplits, soakSwaps } from "./soak.js";

const [given = "1", ...rest] = process.argv.slice(2);
const share = Number(given);
if (!(share > 0 && share <= 1000) || rest.length > 0) {
  console.error(`The share is ${[given, ...rest].join(" ")}.\n  expected: a number above 0, such as 0.01`);
  process.exitCode = 2;
} else {
  const count = (most: number) => Math.ceil(share * most);
  const tell = (name: string, { cases, looks, failure }: Soaked) => {
    console.log(`${name.padEnd(64)} ${String(cases).padStart(10)} cases ${String(looks).padStart(12)} looks`);
    if (failure === undefined) return;
    console.error(`  ${failure}`);
    process.exitCode = 1;
  };
  // In parts with seeds of their own, so that a long run shows what it has.
  for (let part = 1; part <= 10; part++) {
    tell(`swaps ${part} of 10: k never falls, no round trip gains`, soakSwaps(count(1e6), part));
  }
  tell("splits: the parts are the whole", soakSplits(count(1e6), 11));
  tell("models of vesting and fees: the parts are the whole at each step", await soakModels(count(1e6), 12n));
}
