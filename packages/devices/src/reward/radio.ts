import { fail, numeric } from "@tokenwright/engine";

/**
 * The rules by which Helium judged radio coverage and places (helium/oracles, proof of coverage; the IoT path was
 * retired in February 2026, the mobile one in July 2026). They serve as templates for networks of radios.
 */

// biome-ignore lint/suspicious/noApproximativeNumericConstant: it is exact, and the engine's rule admits no other member of Math
const pi = 3.141592653589793;
/** Speed of light as the rule writes it, m/s. */
const speedOfLight = 2.998e8;

export interface RadioLink {
  /** Power of the sender, dBm. */
  readonly sentPower: number;
  /** Gain of the sender's antenna, in tenths of a decibel. */
  readonly senderGain: number;
  /** Gain of the receiver's antenna, in tenths of a decibel. */
  readonly receiverGain: number;
  /** Metres, above 0. */
  readonly distance: number;
  /** Hertz, above 0. */
  readonly frequency: number;
}

/**
 * The strongest signal, in dBm, that free space lets through at a distance. A witness that reports more is nearer than
 * it says. Gains are divided by ten as whole numbers, as the rule does.
 *
 *   Tx + ⌊G_s / 10⌋ + ⌊G_r / 10⌋ − 20 log₁₀(4π d f / c)
 *
 * @throws TokenwrightError `reward/radio` for a distance or frequency that is not above 0.
 */
export function strongestSignal({ sentPower, senderGain, receiverGain, distance, frequency }: RadioLink): number {
  if (!(distance > 0 && frequency > 0 && Number.isFinite(distance) && Number.isFinite(frequency))) {
    fail({
      code: "reward/radio",
      message: `A link over ${distance} m at ${frequency} Hz has no loss in free space.`,
      expected: "a distance in metres and a frequency in hertz, both above 0",
    });
  }
  const loss = 20 * numeric.log10((4 * pi * distance * frequency) / speedOfLight);
  return sentPower + Math.floor(senderGain / 10) + Math.floor(receiverGain / 10) - loss;
}

/** What a beacon and each of its witnesses count for. */
export interface BeaconUnits {
  readonly witness: number;
  readonly beacon: number;
}

/**
 * Reward units of a beacon that `witnesses` others heard. Up to four, each witness counts one and the beacon a quarter
 * for each; beyond, further witnesses add less and less: with n = 0.8^(N−4), a witness counts (4 − (1 − n))/N and the
 * beacon 2 − n, which tends to 2. N = 0 gives the beacon nothing.
 */
export function beaconUnits(witnesses: number): BeaconUnits {
  if (!Number.isInteger(witnesses) || witnesses < 0) {
    fail({
      code: "reward/witnesses",
      message: `A beacon has ${witnesses} witnesses.`,
      expected: "a whole number of at least 0",
    });
  }
  if (witnesses <= 4) return { witness: 1, beacon: witnesses / 4 };
  const fading = numeric.pow(0.8, witnesses - 4);
  return { witness: (4 - (1 - fading)) / witnesses, beacon: 2 - fading };
}

/**
 * How far a radio's place is trusted, by its distance in metres from where it was asserted to stand: 1 up to 300 m,
 * 0.25 up to 400 m, 0 beyond. The rule counts in whole metres; a fraction is rounded to the nearest.
 *
 * @throws TokenwrightError `reward/distance` for a negative distance.
 */
export function locationTrust(metres: number): number {
  if (!(metres >= 0)) {
    fail({
      code: "reward/distance",
      message: `A place lies ${metres} m from where it was asserted.`,
      expected: "a distance of at least 0 m",
    });
  }
  const whole = Math.round(metres);
  if (whole <= 300) return 1;
  return whole <= 400 ? 0.25 : 0;
}
