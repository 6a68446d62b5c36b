import * as reward from "@tokenwright/devices/reward";
import { print } from "../terminal.js";

export interface EpochClaimOptions {
  readonly claimed: bigint;
  readonly json?: boolean;
}

/** `epoch claim`: what an account hands to a distributor contract. */
export async function epochClaimCommand(folder: string, account: string, options: EpochClaimOptions): Promise<void> {
  const published = reward.readPublished(folder);
  const claim = reward.claimOf(published, account, options.claimed);
  if (options.json === true) {
    const amounts = {
      cumulative: String(claim.cumulative),
      claimed: String(claim.claimed),
      payable: String(claim.payable),
    };
    print(JSON.stringify({ schema: 1, ...claim, ...amounts }, undefined, 2));
    return;
  }
  const { symbol, decimals } = reward.checkPolicy(published.manifest.policy).token;
  const shown = (amount: bigint): string => `${reward.decimalText(amount, decimals)} ${symbol} (${amount})`;
  print(
    [
      `${claim.owner}, up to epoch ${claim.epoch}`,
      `  earned in all ${shown(claim.cumulative)}`,
      `  claimed       ${shown(claim.claimed)}`,
      `  payable       ${shown(claim.payable)}`,
      `  root  ${claim.root}`,
      `  leaf  ${claim.leaf}`,
      ...claim.proof.map((hash, index) => `  ${index === 0 ? "proof" : "     "} ${hash}`),
    ].join("\n"),
  );
}
