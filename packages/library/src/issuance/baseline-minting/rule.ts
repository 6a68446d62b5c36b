/**
 * The reward actor of Filecoin in its own arithmetic: binary fixed point with 128 places behind the point, rounded down
 * wherever the chain does. One call is one epoch of 30 seconds. The model beside it has the same rule in closed forms.
 *
 * Source: filecoin-builtin-actors, actors/reward/src/{logic,state,expneg}.rs (protocol version 3 and later).
 */

const places = 128n;
const attoFil = 10n ** 18n;

/** 2^128 * 2^(1 / 1 051 200), rounded down: growth of the baseline in an epoch, twofold in a year. */
const baselineExponent = 340_282_591_298_641_078_465_964_189_926_313_473_653n;
/** 2^128 * (e^lambda - 1) and 2^128 * lambda, rounded down, with lambda = ln 2 over six years of epochs. */
const expLambdaLessOne = 37_396_273_494_747_879_394_193_016_954_629n;
const lambda = 37_396_271_439_864_487_274_534_522_888_786n;

export const simpleTotal = 330_000_000n * attoFil;
export const baselineTotal = 770_000_000n * attoFil;
/** Baseline power of epoch 0, in bytes. */
export const baselineStart = 2_888_888_880_000_000_000n;

/** Coefficients of a rational approximation of e^-x, highest power first. */
const numerator = [
  -648770010757830093818553637600n,
  67469480939593786226847644286976n,
  -3197587544499098424029388939001856n,
  89244641121992890118377641805348864n,
  -1579656163641440567800982336819953664n,
  17685496037279256458459817590917169152n,
  -115682590513835356866803355398940131328n,
  340282366920938463463374607431768211456n,
];
const denominator = [
  1225524182432722209606361n,
  114095592300906098243859450n,
  5665570424063336070530214243n,
  194450132448609991765137938448n,
  5068267641632683791026134915072n,
  104716890604972796896895427629056n,
  1748338658439454459487681798864896n,
  23704654329841312470660182937960448n,
  259380097567996910282699886670381056n,
  2250336698853390384720606936038375424n,
  14978272436876548034486263159246028800n,
  72144088983913131323343765784380833792n,
  224599776407103106596571252037123047424n,
  340282366920938463463374607431768211456n,
];

/** Shifts to the right, which rounds down for negative numbers too. */
const evaluate = (coefficients: readonly bigint[], x: bigint): bigint =>
  coefficients.reduce((value, coefficient) => ((value * x) >> places) + coefficient);

/** e^-x in fixed point; x is not negative. */
export function expOfNegative(x: bigint): bigint {
  return (evaluate(numerator, x) << places) / evaluate(denominator, x);
}

/** What simple minting pays in an epoch, in attoFIL and 128 binary places more. */
function simpleInFixedPoint(epoch: bigint, total = simpleTotal): bigint {
  return (total * expLambdaLessOne * expOfNegative(lambda * epoch)) >> places;
}

/** What simple minting pays in an epoch out of a total, in attoFIL. */
export function simpleReward(epoch: bigint, total = simpleTotal): bigint {
  return simpleInFixedPoint(epoch, total) >> places;
}

/** All that baseline minting has paid at a network time in fixed point. */
function baselineSupply(theta: bigint): bigint {
  return ((1n << places) - expOfNegative((theta * lambda) >> places)) * baselineTotal;
}

/** State of the actor: what an epoch leaves for the next. */
export interface RewardState {
  readonly epoch: bigint;
  /** Sum of the power that counted, and of the baseline up to the effective network time, in bytes times epochs. */
  readonly cumsumRealized: bigint;
  readonly cumsumBaseline: bigint;
  /** The network time in whole epochs, rounded up, and the baseline power there. */
  readonly effectiveNetworkTime: bigint;
  readonly effectiveBaselinePower: bigint;
  readonly baselinePower: bigint;
  /** Reward of the epoch, in attoFIL. */
  readonly reward: bigint;
}

/** Before epoch 0. */
export const genesis: RewardState = {
  epoch: -1n,
  cumsumRealized: 0n,
  cumsumBaseline: 0n,
  effectiveNetworkTime: 0n,
  effectiveBaselinePower: baselineStart,
  baselinePower: ((baselineStart << (2n * places)) / baselineExponent) >> places,
  reward: 0n,
};

/** The baseline power of an epoch, in bytes, and the sum of that of the epochs from 1 on. */
export function baselineAt(epoch: number): { readonly power: bigint; readonly sum: bigint } {
  let [power, sum] = [baselineStart, 0n];
  for (let passed = 0; passed < epoch; passed++) {
    power = grow(power);
    sum += power;
  }
  return { power, sum };
}

const grow = (power: bigint): bigint => (power * baselineExponent) >> places;

/** The network time in fixed point: between two whole epochs on the line between their sums. */
function networkTime(state: RewardState): bigint {
  if (state.effectiveNetworkTime === 0n) return 0n;
  const ahead = ((state.cumsumBaseline - state.cumsumRealized) << places) / state.effectiveBaselinePower;
  return (state.effectiveNetworkTime << places) - ahead;
}

/** The next epoch, in which the network has so many bytes of raw power. */
export function nextEpoch(before: RewardState, realizedPower: bigint): RewardState {
  const epoch = before.epoch + 1n;
  const baselinePower = grow(before.baselinePower);
  const cumsumRealized = before.cumsumRealized + (baselinePower < realizedPower ? baselinePower : realizedPower);
  let { cumsumBaseline, effectiveNetworkTime, effectiveBaselinePower } = before;
  while (cumsumRealized > cumsumBaseline) {
    effectiveNetworkTime += 1n;
    effectiveBaselinePower = grow(effectiveBaselinePower);
    cumsumBaseline += effectiveBaselinePower;
  }
  const after = {
    epoch,
    cumsumRealized,
    cumsumBaseline,
    effectiveNetworkTime,
    effectiveBaselinePower,
    baselinePower,
    reward: 0n,
  };
  const baseline = baselineSupply(networkTime(after)) - baselineSupply(networkTime(before));
  return { ...after, reward: (simpleInFixedPoint(epoch) + baseline) >> places };
}
