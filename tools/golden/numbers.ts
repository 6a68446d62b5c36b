import { numeric, random } from "@tokenwright/engine";

/** Numbers of a kind, always the same ones: `count` of them from words of Philox. */
function numbers(count: number, stream: number, make: (low: number, high: number) => number): Float64Array {
  const words = new Int32Array(4);
  return Float64Array.from({ length: count }, (_, index) => {
    random.philox4x32(index, stream, 0, 0, 20_261_120, 0, words);
    return make(words[0]!, words[1]!);
  });
}

const between = (low: number, high: number) => (a: number, b: number) => low + (high - low) * random.unitInterval(a, b);

/** Any double at all: infinities, subnormal numbers and those that are none among them. */
function anyBits(low: number, high: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

const special = [0, -0, 1, -1, 0.5, 2, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 710, -746];
const edges = Float64Array.of(...special, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN);

const anywhere = (stream: number) => Float64Array.of(...edges, ...numbers(1500, stream, anyBits));
const moderate = (stream: number) => numbers(1500, stream, between(-30, 30));
const share = (stream: number) => numbers(1500, stream, between(0, 1));
const positive = (stream: number) => numbers(1500, stream, between(1e-3, 200));

/** Functions of one number that take any. */
const ofAny: Readonly<Record<string, (x: number) => number>> = {
  ...{ exp: numeric.exp, expm1: numeric.expm1, ln: numeric.ln, log1p: numeric.log1p },
  ...{ log2: numeric.log2, log10: numeric.log10, tanh: numeric.tanh, erf: numeric.erf, erfc: numeric.erfc },
  ...{ sin: numeric.sin, cos: numeric.cos, tan: numeric.tan, arctan: numeric.arctan, normalCdf: numeric.normalCdf },
};

/** What is computed from whole samples. */
const ofSamples: Readonly<Record<string, (sample: Float64Array) => number | Float64Array>> = {
  ...{ chunkedSum: numeric.chunkedSum, compensatedSum: numeric.compensatedSum, treeSum: numeric.treeSum },
  ...{ mean: numeric.mean, variance: numeric.variance, standardDeviation: numeric.standardDeviation },
  ...{ gini: numeric.gini, lorenzCurve: numeric.lorenzCurve, theil: numeric.theil },
  meanLogDeviation: numeric.meanLogDeviation,
  quantile: (sample) => numeric.quantile(Float64Array.from(sample).sort(), 0.1234),
  quantiles: (sample) => numeric.quantiles(sample, [0, 0.05, 0.5, 0.95, 1]),
};

const ofPairs = { addPairs: numeric.addPairs, multiplyPairs: numeric.multiplyPairs, dividePairs: numeric.dividePairs };

/** The double-double arithmetic: the high part, and the low one that it leaves beside. */
function pairs(combine: (a: number, aLow: number, b: number, bLow: number) => number, stream: number): Float64Array {
  const a = moderate(stream);
  const b = moderate(stream + 1);
  const results = new Float64Array(2 * a.length);
  for (const [index, value] of a.entries()) {
    results[2 * index] = combine(value, value * 1e-17, b[index]!, b[index]! * -1e-17);
    results[2 * index + 1] = numeric.lowPart[0]!;
  }
  return results;
}

/**
 * What every function of the engine's `numeric` gives for a fixed list of numbers, by its name. A function that is
 * added to `numeric` and not here fails a test.
 */
export function numericResults(): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>();
  for (const [name, of] of Object.entries(ofAny)) {
    found.set(
      name,
      Float64Array.from([...anywhere(1), ...moderate(2)], (x) => of(x)),
    );
  }
  const withPairs = (of: (x: number, y: number) => number, x: Float64Array, y: Float64Array) =>
    x.map((value, index) => of(value, y[index]!));
  found.set("pow", withPairs(numeric.pow, Float64Array.of(...anywhere(3), ...positive(4)), anywhereOrModerate(5)));
  found.set("arcsin", Float64Array.from([...edges, ...share(6)], numeric.arcsin));
  found.set("arccos", Float64Array.from([...edges, ...share(7)], numeric.arccos));
  found.set("normalQuantile", share(8).map(numeric.normalQuantile));
  found.set("lnGamma", positive(9).map(numeric.lnGamma));
  found.set("gammaP", withPairs(numeric.gammaP, positive(10), positive(11)));
  found.set("gammaQ", withPairs(numeric.gammaQ, positive(12), positive(13)));
  for (const [name, of] of Object.entries(ofSamples)) {
    const result = of(positive(14));
    found.set(name, typeof result === "number" ? Float64Array.of(result) : result);
  }
  for (const [name, combine] of Object.entries(ofPairs)) found.set(name, pairs(combine, 15));
  const [a, b] = [moderate(17), moderate(18)];
  found.set(
    "sumError",
    withPairs((x, y) => numeric.sumError(x, y, x + y), a, b),
  );
  found.set(
    "productError",
    withPairs((x, y) => numeric.productError(x, y, x * y), a, b),
  );
  found.set(
    "giniOfPareto",
    positive(19).map((x) => numeric.giniOfPareto(1 + x)),
  );
  found.set("giniOfLogNormal", share(20).map(numeric.giniOfLogNormal));
  found.set("giniOfExponential", Float64Array.of(numeric.giniOfExponential()));
  found.set(
    "giniOfUniform",
    share(21).map((x) => numeric.giniOfUniform(x, 2)),
  );
  const split = numeric.largestRemainder(
    10n ** 15n,
    Array.from(positive(22), (x) => BigInt(Math.floor(1e6 * x))),
  );
  found.set("largestRemainder", Float64Array.from(split, Number));
  return found;
}

function anywhereOrModerate(stream: number): Float64Array {
  return Float64Array.of(...anywhere(stream), ...moderate(stream + 20));
}
