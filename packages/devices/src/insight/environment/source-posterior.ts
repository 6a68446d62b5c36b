import { numeric } from "@tokenwright/engine";

const { exp, ln } = numeric;

/** A square or oblong of the map with its share of the posterior. */
export interface Cell {
  readonly east: number;
  readonly north: number;
  /** Metres from its centre to its corner. */
  readonly halfDiagonal: number;
  readonly share: number;
}

export interface Posterior {
  /** They cover the area, smaller where the posterior is. */
  readonly cells: readonly Cell[];
  /** Quantiles 5 %, 50 % and 95 % of the strength. */
  readonly emission: readonly [number, number, number];
}

interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

interface Beliefs {
  readonly least: number;
  readonly greatest: number;
  readonly relativeNoise: number;
  readonly noiseFloor: number;
}

/** Writes the concentrations that a source of strength 1 at a place would give. */
type Respond = (east: number, north: number, out: Float64Array) => void;

interface Leaf {
  readonly east: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
  /** Log of the likelihood averaged over strength, times the area. */
  readonly logMass: number;
  /** Logs of the strengths tried about the likeliest, and the log-likelihood of each. */
  readonly strengths: Float64Array;
  readonly logs: Float64Array;
  /** At the likeliest strength, the squares of what varies inside the cell over those of the noise, summed. */
  readonly unevenness: number;
}

/** Strengths tried for each cell at a time, about equally far apart in their logarithm. */
const triedStrengths = 17;
/** A step in strength that costs the best one this much log-likelihood is too long to add up over. */
const steepStep = 0.5;
const mostZooms = 6;
/** Rounds in which cells are divided: a side of 2 km ends at less than a metre. */
const mostRounds = 12;
const mostLeaves = 3_000;
/** Share of the posterior whose cells are divided while they are uneven. */
const dividedShare = 0.995;

/**
 * The posterior of place and strength over cells that are divided in four where the posterior is. A plume near its
 * source is thinner than a coarse cell and could be stepped over, so the spread of the response inside a cell, as its
 * corners show it, counts as noise of that cell; it is divided until this is less than the noise of the sensors.
 *
 * @param count Cells along each side to begin with.
 */
export function refineSourcePosterior(
  area: Box,
  count: number,
  beliefs: Beliefs,
  seen: Float64Array,
  respond: Respond,
): Posterior {
  const judge = new CellJudge(beliefs, seen, respond);
  const [width, height] = [(area.east - area.west) / count, (area.north - area.south) / count];
  let leaves: Leaf[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      leaves.push(judge.leaf(area.west + (column + 0.5) * width, area.south + (row + 0.5) * height, width, height));
    }
  }
  for (let round = 0; round < mostRounds; round++) {
    const divided = chooseUneven(leaves);
    if (divided.size === 0) break;
    leaves = leaves.flatMap((leaf, index) => (divided.has(index) ? quarter(leaf, judge) : [leaf]));
  }
  return summarise(leaves);
}

/** The uneven cells among the heaviest, as far as there is room for their quarters. */
function chooseUneven(leaves: readonly Leaf[]): Set<number> {
  const weights = weightsOf(leaves);
  const total = numeric.compensatedSum(weights);
  const order = Array.from(weights, (weight, index) => ({ weight, index }));
  order.sort((one, other) => other.weight - one.weight || one.index - other.index);
  const chosen = new Set<number>();
  let held = 0;
  for (const { weight, index } of order) {
    if (held > dividedShare * total || leaves.length + 3 * (chosen.size + 1) > mostLeaves) break;
    held += weight;
    if (leaves[index]!.unevenness > 2) chosen.add(index);
  }
  return chosen;
}

function quarter({ east, north, width, height }: Leaf, judge: CellJudge): Leaf[] {
  return corners.map(([right, up]) =>
    judge.leaf(east + (right * width) / 4, north + (up * height) / 4, width / 2, height / 2),
  );
}

const corners = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

class CellJudge {
  readonly #response: Float64Array;
  readonly #beside: Float64Array;
  readonly #variety: Float64Array;

  constructor(
    readonly beliefs: Beliefs,
    readonly seen: Float64Array,
    readonly respond: Respond,
  ) {
    this.#response = new Float64Array(seen.length);
    this.#beside = new Float64Array(seen.length);
    this.#variety = new Float64Array(seen.length);
  }

  leaf(east: number, north: number, width: number, height: number): Leaf {
    const { seen, respond } = this;
    const [response, beside, variety] = [this.#response, this.#beside, this.#variety];
    const floor = this.beliefs.noiseFloor * this.beliefs.noiseFloor;
    const relative = this.beliefs.relativeNoise * this.beliefs.relativeNoise;
    respond(east, north, response);
    variety.fill(0);
    for (const [right, up] of corners) {
      respond(east + (right * width) / 2, north + (up * height) / 2, beside);
      for (let i = 0; i < seen.length; i++) {
        const off = beside[i]! - response[i]!;
        if (off * off > variety[i]!) variety[i] = off * off;
      }
    }
    const { strengths, logs, best, logSum } = this.#overStrengths(floor, relative);
    const square = exp(2 * strengths[best]!);
    let unevenness = 0;
    for (let i = 0; i < seen.length; i++) {
      unevenness += (square * variety[i]!) / (floor + square * relative * response[i]! * response[i]!);
    }
    return { east, north, width, height, logMass: logSum + ln(width * height), strengths, logs, unevenness };
  }

  /** The likelihood added up over the logarithm of the strength: over all of it first, then closer about the best. */
  #overStrengths(floor: number, relative: number) {
    let [low, high] = [ln(this.beliefs.least), ln(this.beliefs.greatest)];
    for (let zoom = 0; ; zoom++) {
      const step = (high - low) / triedStrengths;
      const strengths = new Float64Array(triedStrengths);
      const logs = new Float64Array(triedStrengths);
      let best = 0;
      for (let k = 0; k < triedStrengths; k++) {
        strengths[k] = low + (k + 0.5) * step;
        logs[k] = this.#logLikelihood(exp(strengths[k]!), floor, relative);
        if (logs[k]! > logs[best]!) best = k;
      }
      const drop = logs[best]! - Math.max(logs[best - 1] ?? -Infinity, logs[best + 1] ?? -Infinity);
      if (drop < steepStep || zoom === mostZooms) {
        let sum = 0;
        for (const log of logs) sum += exp(log - logs[best]!);
        return { strengths, logs, best, logSum: logs[best]! + ln(sum * step) };
      }
      [low, high] = [Math.max(low, strengths[best]! - 2 * step), Math.min(high, strengths[best]! + 2 * step)];
    }
  }

  #logLikelihood(strength: number, floor: number, relative: number): number {
    const { seen } = this;
    const [response, variety] = [this.#response, this.#variety];
    let squares = 0;
    let logVariance = 0;
    // Variances are multiplied and the logarithm is taken before the product leaves the range.
    let product = 1;
    for (let i = 0; i < seen.length; i++) {
      const expected = strength * response[i]!;
      const variance = 1 + (relative * expected * expected + strength * strength * variety[i]!) / floor;
      const off = seen[i]! - expected;
      squares += (off * off) / (floor * variance);
      product *= variance;
      if (product > 1e100) {
        logVariance += ln(product);
        product = 1;
      }
    }
    return -0.5 * (squares + logVariance + ln(product));
  }
}

function weightsOf(leaves: readonly Leaf[]): Float64Array {
  const highest = leaves.reduce((most, { logMass }) => Math.max(most, logMass), -Infinity);
  return Float64Array.from(leaves, ({ logMass }) => exp(logMass - highest));
}

function summarise(leaves: readonly Leaf[]): Posterior {
  const weights = weightsOf(leaves);
  const total = numeric.compensatedSum(weights);
  const cells = leaves.map(({ east, north, width, height }, index) => ({
    east,
    north,
    halfDiagonal: Math.sqrt(width * width + height * height) / 2,
    share: weights[index]! / total,
  }));
  return { cells, emission: quantilesOfStrength(leaves, weights) };
}

function quantilesOfStrength(leaves: readonly Leaf[], weights: Float64Array): [number, number, number] {
  const shares: { strength: number; weight: number }[] = [];
  for (const [index, { strengths, logs }] of leaves.entries()) {
    if (weights[index]! < 1e-9) continue;
    const highest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
    const likelihoods = logs.map((log) => exp(log - highest));
    const all = numeric.compensatedSum(likelihoods);
    likelihoods.forEach((likelihood, k) => {
      shares.push({ strength: strengths[k]!, weight: (weights[index]! * likelihood) / all });
    });
  }
  shares.sort((one, other) => one.strength - other.strength);
  const total = numeric.compensatedSum(shares.map(({ weight }) => weight));
  const at = (wanted: number): number => {
    let below = 0;
    const found = shares.find(({ weight }) => {
      below += weight;
      return below >= wanted * total;
    });
    return exp((found ?? shares.at(-1)!).strength);
  };
  return [at(0.05), at(0.5), at(0.95)];
}
