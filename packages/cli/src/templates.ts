import { readFileSync } from "node:fs";

/** Scenarios to start from; each lies in templates/NAME.yaml and runs as it is. */
export const templates = [
  { name: "cardano", title: "a real network: Cardano's reserve, staking and treasury, ten years on" },
  { name: "vesting", title: "a token launch: allocations that vest, and what circulates" },
  { name: "inflation", title: "a token that is minted at a fixed rate, with an uncertain price" },
  { name: "halving", title: "issuance that halves, after Bitcoin's rule" },
  { name: "blank", title: "the smallest economy: two stocks, one flow, all in the file" },
] as const;

export function readTemplate(name: (typeof templates)[number]["name"]): string {
  return readFileSync(new URL(`../templates/${name}.yaml`, import.meta.url), "utf8");
}
