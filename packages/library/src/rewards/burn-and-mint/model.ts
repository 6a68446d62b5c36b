import { auxiliary, burn, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Burn and mint: a service has its price in money, users burn tokens of that worth for credits that buy nothing else,
 * and providers are paid in new tokens whose number has nothing to do with what is burned.
 *
 *   burned = ⌈usage · creditPrice / price⌉,     minted = ⌊emission⌋ + min(burned, mostRecycled)
 *
 * By default all tokens together are worth a given sum W, so that the price is W / supply. With D of usage a day,
 * M of emission and nothing recycled the supply then tends to M · W / D and the price to D / M, geometrically:
 *
 *   S(n) = S* + (S(0) − S*) · (1 − D τ / W)ⁿ
 */
const model: Model = defineModel({
  title: "Burn and mint",
  about:
    "Whether a network whose users burn tokens for a service of fixed price comes to rest, where, and how fast. Wire a market to " +
    "`price`; without one the price is that of a fixed worth of all tokens.",
  source: ["render-rnp-001", "helium-hip-20"],
  assets: { token: { decimals: 8 }, credit: { decimals: 0 }, USD: { decimals: 8 } },
  parameters: {
    creditPrice: parameter("0.00001 USD/credit", "what a credit costs, in money, always", {
      symbol: "c",
      confidence: "assumption",
    }),
    emission: parameter("10_000 token/day", "tokens created for providers", { symbol: "M", confidence: "assumption" }),
    mostRecycled: parameter("0 token/day", "most of what is burned that is created again, for providers", {
      confidence: "assumption",
      unit: "token/day",
    }),
    worth: parameter("10_000_000 USD", "what people want to hold in tokens; used where no price is wired", {
      symbol: "W",
      confidence: "assumption",
    }),
  },
  inputs: {
    usage: input("credit/day", "credits used for the service", { default: "{2_000_000_000 credit/day}", symbol: "u" }),
    price: input("USD/token", "price of a token; by default the worth of all tokens over their number", {
      default: "worth / supply",
      symbol: "P",
    }),
  },
  stocks: {
    supply: stock("10_000_000 token", "tokens in people's hands", { symbol: "S" }),
    credits: stock("0 credit", "credits not yet used: what rounding up left"),
  },
  flows: {
    reward: mint("supply", "floor(emission)", "tokens created for providers, whatever is burned"),
    recycled: mint("supply", "min(burned, floor(mostRecycled))", "burned tokens created again for providers"),
    burned: burn("supply", "min(ceil(needed), supply / epoch)", "tokens burned for credits"),
    creditsIn: mint("credits", "floor(burned * price / creditPrice)", "credits made of them"),
    creditsOut: burn("credits", "min(floor(usage), credits / epoch + creditsIn)", "credits used"),
  },
  auxiliaries: {
    spending: auxiliary("USD/day", "usage * creditPrice", "what users pay for the service", { symbol: "D" }),
    needed: auxiliary("token/day", "spending / price", "tokens of that worth"),
    minted: auxiliary("token/day", "reward + recycled", "what providers are paid in tokens"),
    netIssuance: auxiliary("token/day", "minted - burned", "change of the supply"),
    paidToProviders: auxiliary("USD/day", "minted * price", "what providers are paid, in money"),
    coverage: auxiliary(
      "%",
      "if minted > 0 then burned / minted else 0",
      "what users burn over what providers get: 100 % at rest",
    ),
    subsidy: auxiliary("USD/day", "paidToProviders - spending", "what holders pay by dilution"),
    restingPrice: auxiliary(
      "USD/token",
      "if emission + mostRecycled > 0 then spending / (emission + mostRecycled) else price",
      "price at which as much is burned as created; the present one where nothing is created",
    ),
    restingSupply: auxiliary(
      "token",
      "if spending > 0 then worth * (emission + mostRecycled) / spending else supply",
      "supply at that price, of the given worth; the present one without usage",
    ),
    halfTime: auxiliary(
      "day",
      "if spending > 0 then 0.6931471805599453 * worth / spending else {1_000_000 year}",
      "time in which half the distance to rest is gone, at the given worth; at most a million years",
    ),
  },
  checks: {
    nothingIsNegative: check(
      "usage >= 0 and emission >= 0 and mostRecycled >= 0",
      "usage and emission are not negative",
    ),
    pricesArePositive: check("price > 0 and creditPrice > 0 and worth > 0", "prices are positive"),
  },
});

export default model;
