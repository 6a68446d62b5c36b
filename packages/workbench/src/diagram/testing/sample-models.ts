import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  auxiliary,
  burn,
  defineModel,
  type Economy,
  flow,
  input,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "@tokenwright/engine";
import { models, networks } from "@tokenwright/library";

/** Every model and network of the library by its path. */
export const library: ReadonlyMap<string, Model | Economy> = new Map<string, Model | Economy>(
  [...models, ...networks].map(([path, { model }]) => [path, model]),
);

/** The text of the example with sectors, which has dimensions and a lookup. */
export const sectors = readFileSync(
  fileURLToPath(new URL("../../../../../examples/sectors/scenario.yaml", import.meta.url)),
  "utf8",
);

/** One of everything: a mint, a flow there and back, a burn, a price with memory, and names worth wrapping. */
export const small = defineModel({
  title: "Mint, move & burn",
  assets: { token: { decimals: 6 } },
  parameters: {
    rate: parameter("2 token/day", "minted"),
    aVeryLongNameOfAParameterThatNeedsSeveralLines: parameter("1_234_567.5 token", "start"),
  },
  inputs: { wish: input("token/day", "what people want to move", { default: "rate" }) },
  stocks: {
    pool: stock("aVeryLongNameOfAParameterThatNeedsSeveralLines", "where it comes in", { unit: "token" }),
    held: stock("5 token", "with its owners"),
  },
  states: { price: state("1", "price * (1 + trend)", "what one is worth") },
  flows: {
    minted: mint("pool", "rate"),
    out: flow("pool", "held", "min(wish, pool / epoch)"),
    back: flow("held", "pool", "wish / 4"),
    burned: burn("held", "held / {30 day}"),
  },
  auxiliaries: { trend: auxiliary("1", "held / (held + pool)", "share that is held") },
});

/** Two modules and a flow of the economy's own between their stocks. */
export const twoModules: Economy = {
  title: "Two of a kind",
  modules: { left: { model: small }, right: { model: small, inputs: { wish: "left.wish * share" } } },
  parameters: { share: parameter("50 %", "of the left one's wish") },
  flows: { bridge: flow("left.held", "right.pool", "left.held / {10 day} * share") },
};
