import {
  auxiliary,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "@tokenwright/engine";

/**
 * A treasury that holds money and its own token: what comes in, a rule of spending, and how long it lasts.
 *
 * The rule is a fixed budget plus an endowment's: a share of what the treasury is worth, smoothed with last
 * step's spending grown by inflation (the rule of Tobin used at Yale). Own tokens count with a haircut, since
 * selling them moves their price, and are sold for money when the money lasts for less than a target.
 */
const model: Model = defineModel({
  title: "Treasury: income, spending rule, runway",
  about:
    "For a foundation or a DAO: how long the treasury lasts under a rule of spending, and how much of its own token it " +
    "has to sell for that. The price is an input; that the sales push it is left to the haircut and to a market model.",
  source: "tobin-1974",
  assets: { token: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  parameters: {
    budget: parameter("500_000 USD/month", "fixed spending", { confidence: "assumption", unit: "USD/month" }),
    spendingRate: parameter("0 %/year", "share of the treasury's counted worth that the endowment rule spends", {
      confidence: "assumption",
      unit: "%/year",
      range: ["0 %/year", "50 %/year"],
    }),
    smoothing: parameter("0 %", "weight of last step's endowment spending in this step's", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "99 %"],
    }),
    inflation: parameter("0 %/year", "growth of costs, of the fixed budget and of last step's spending", {
      confidence: "assumption",
      unit: "%/year",
      range: ["-5 %/year", "30 %/year"],
    }),
    haircut: parameter("50 %", "part of the own token's market value that is not counted", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    targetRunway: parameter("0 month", "time that the money should last for; tokens are sold to reach it", {
      confidence: "assumption",
      unit: "month",
    }),
    sellLimit: parameter("5 %/month", "largest share of the own tokens that is sold in a month", {
      confidence: "assumption",
      unit: "%/month",
    }),
    slippage: parameter("2 %", "what is lost to the market when tokens are sold", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "50 %"],
    }),
    longest: parameter("1_200 month", "runway that stands for any longer one, and for one without end", {
      confidence: "assumption",
      unit: "month",
    }),
  },
  inputs: {
    price: input("USD/token", "price of the own token", { default: "{1 USD/token}" }),
    income: input("USD/month", "money that comes in", { default: "0" }),
    tokenIncome: input("token/month", "own tokens that come in, such as a share of issuance or of fees", {
      default: "0",
    }),
    grants: input("token/month", "own tokens given away", { default: "0" }),
  },
  stocks: {
    money: stock("10_000_000 USD", "money and stable coins in the treasury"),
    tokens: stock("50_000_000 token", "own tokens in the treasury"),
    spent: stock("0 USD", "spent since the start"),
    market: stock("0 token", "own tokens sold since the start"),
    granted: stock("0 token", "own tokens given away since the start"),
  },
  states: {
    lastEndowment: state("0 USD/month", "endowment", "what the endowment rule spent in the last step"),
    costs: state("1", "costs * (1 + inflation * epoch)", "level of costs, 1 at the start"),
  },
  flows: {
    incoming: mint("money", "floor(income)", "money that comes in"),
    tokensIn: mint("tokens", "floor(tokenIncome)", "own tokens that come in"),
    sale: flow(
      "tokens",
      "market",
      "floor(max(min(min(sellLimit, 1 / epoch) * tokens, missing / epoch / netPrice), 0))",
      "own tokens sold for money",
    ),
    proceeds: mint("money", "floor(sale * netPrice)", "money from those sales"),
    granting: flow("tokens", "granted", "floor(min(grants, tokens / epoch - sale))", "own tokens given away"),
    spending: flow("money", "spent", "floor(min(planned, money / epoch + incoming + proceeds))", "money spent"),
  },
  auxiliaries: {
    netPrice: auxiliary("USD/token", "price * (1 - slippage)", "what a sale brings for a token"),
    worth: auxiliary("USD", "money + (1 - haircut) * tokens * price", "what the treasury is counted as worth"),
    endowment: auxiliary(
      "USD/month",
      "(if time > 0 then smoothing else 0) * lastEndowment * (1 + inflation * epoch) + " +
        "(if time > 0 then 1 - smoothing else 1) * spendingRate * worth",
      "spending by the endowment rule; without smoothing in the first step",
    ),
    planned: auxiliary("USD/month", "floor(budget * costs + endowment)", "what is to be spent, in whole cents"),
    burn: auxiliary("USD/month", "planned - income", "what is to be spent beyond what comes in"),
    missing: auxiliary(
      "USD",
      "if burn > 0 then max(targetRunway * burn - money, 0) else 0",
      "money that lacks for the target",
    ),
    runway: auxiliary(
      "month",
      "if burn * longest > money then money / burn else longest",
      "how long the money lasts at this pace",
    ),
    runwayWithTokens: auxiliary(
      "month",
      "if burn * longest > worth then worth / burn else longest",
      "how long the treasury lasts with its own tokens, after the haircut",
    ),
    ownShare: auxiliary(
      "%",
      "if money + tokens * price > 0 then tokens * price / (money + tokens * price) else 0",
      "part of the treasury that is its own token, at the market price",
    ),
    shortfall: auxiliary("USD/month", "planned - spending", "what was to be spent and could not be"),
  },
  checks: {
    nothingIsNegative: check(
      "income >= 0 and tokenIncome >= 0 and grants >= 0 and budget >= 0 and spendingRate >= 0 and price > 0",
      "income, spending and price are not negative",
    ),
    sharesAreShares: check(
      "smoothing >= 0 and smoothing < 1 and haircut >= 0 and haircut <= 1 and slippage >= 0 and slippage < 1",
      "shares lie between 0 % and 100 %",
    ),
  },
});

export default model;
