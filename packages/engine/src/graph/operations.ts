/**
 * The operations of the graph, and what each one is. Every backend answers for every operation: its
 * tables are records over `Operation`, so a new one does not compile until all have it.
 */
export const operations = {
  // Leaves. `index` counts in the program's own lists.
  constant: { arity: 0, leaf: true },
  parameter: { arity: 0, leaf: true },
  stock: { arity: 0, leaf: true },
  state: { arity: 0, leaf: true },
  /** 1 while the memories are being opened, before the first step; 0 from then on. */
  starting: { arity: 0, leaf: true },
  /** What entered a pipeline as long ago as it is long. */
  pipeline: { arity: 0, leaf: true },
  /** What a conveyor lets go in this step, per time; its arguments are the flows that leak from it. */
  leaving: { arity: undefined, leaf: true },
  /** Data fed to the run; with an argument, the value used where no data is fed. */
  input: { arity: undefined, leaf: true },
  /** Steps since the start; the internal unit of time is one step. */
  time: { arity: 0, leaf: true },
  /** A random draw, addressed by name; its arguments are the parameters of a primitive distribution. */
  draw: { arity: undefined, leaf: true },
  /** The number of each agent of a population, from 1. */
  element: { arity: 0, leaf: true },

  negate: { arity: 1, leaf: false },
  absolute: { arity: 1, leaf: false },
  floor: { arity: 1, leaf: false },
  ceil: { arity: 1, leaf: false },
  /** To the nearest whole number, a half away from zero. */
  round: { arity: 1, leaf: false },
  sqrt: { arity: 1, leaf: false },
  exp: { arity: 1, leaf: false },
  ln: { arity: 1, leaf: false },
  log10: { arity: 1, leaf: false },
  log2: { arity: 1, leaf: false },
  sin: { arity: 1, leaf: false },
  cos: { arity: 1, leaf: false },
  tan: { arity: 1, leaf: false },
  arcsin: { arity: 1, leaf: false },
  arccos: { arity: 1, leaf: false },
  arctan: { arity: 1, leaf: false },
  tanh: { arity: 1, leaf: false },
  erf: { arity: 1, leaf: false },
  /** A table of the graph at the argument. */
  lookup: { arity: 1, leaf: false },
  /** 1 when the argument is 0, otherwise 0. */
  not: { arity: 1, leaf: false },

  add: { arity: 2, leaf: false },
  subtract: { arity: 2, leaf: false },
  multiply: { arity: 2, leaf: false },
  divide: { arity: 2, leaf: false },
  power: { arity: 2, leaf: false },
  minimum: { arity: 2, leaf: false },
  maximum: { arity: 2, leaf: false },
  /** 1 when the first is less than the second, otherwise 0. */
  less: { arity: 2, leaf: false },
  lessOrEqual: { arity: 2, leaf: false },
  equal: { arity: 2, leaf: false },
  and: { arity: 2, leaf: false },
  or: { arity: 2, leaf: false },

  /** The second argument when the first is not 0, otherwise the third. Both are computed. */
  select: { arity: 3, leaf: false },

  /** One value for every agent of a population. */
  spread: { arity: 1, leaf: false },
  /** Any number of single values as those of a nameless population. */
  gather: { arity: undefined, leaf: false },
  // From here on the first argument is a population, of which all values are needed at once.
  /** Sum, product, least and greatest by pairs, then pairs of pairs: a fixed tree. */
  total: { arity: 1, leaf: false },
  product: { arity: 1, leaf: false },
  least: { arity: 1, leaf: false },
  greatest: { arity: 1, leaf: false },
  /** Half the mean absolute difference of all pairs over the mean. */
  gini: { arity: 1, leaf: false },
  /** Quantile of type 7 at the share of the second argument. */
  quantile: { arity: 2, leaf: false },
  /** Share of the sum that the largest so many have together. */
  topShare: { arity: 2, leaf: false },
  /** The number of an agent, drawn in proportion to the values with the second argument, a number in [0, 1). */
  choose: { arity: 2, leaf: false },
  /** The value of the agent with the number of the second argument. */
  pick: { arity: 2, leaf: false },
} as const satisfies Record<string, { readonly arity: number | undefined; readonly leaf: boolean }>;

export type Operation = keyof typeof operations;

/** Operations on all values of a population at once. */
export type Reduction =
  | "total"
  | "product"
  | "least"
  | "greatest"
  | "gini"
  | "quantile"
  | "topShare"
  | "choose"
  | "pick";

/** The distributions a draw node can have; all others are arithmetic on these. */
export type PrimitiveDistribution = "uniform" | "normal" | "gamma" | "beta" | "poisson" | "binomial" | "student_t";
