import { lowPart, productError } from "./double-double.js";
import { lnExtended } from "./ln.js";

// Coefficients below: rational functions through Chebyshev nodes, in 60-digit arithmetic; the arrangement in
// a centre and two tails is that of Wichura's AS 241 (1988), the leading term is kept apart to round once.

const rootTwoPi = 2.5066282746310007;
const rootTwoPiLow = -1.8328579980459167e-16;

/** A polynomial of degree 7 in Estrin's order. */
function degree7(
  x: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  c7: number,
): number {
  const x2 = x * x;
  return c0 + c1 * x + x2 * (c2 + c3 * x) + x2 * x2 * (c4 + c5 * x + x2 * (c6 + c7 * x));
}

/** Φ⁻¹(0.5 + q) for |q| <= 0.425: q √(2π) + q·q² G, G rational of degree 8/8 in 0.180625 - q²; error 2^-55. */
function centre(q: number): number {
  const z = q * q;
  const r = 0.180625 - z;
  const r4 = r * r * (r * r);
  const numerator =
    degree7(
      r,
      4.874765941399952,
      210.31989537018472,
      3525.532128070263,
      29112.399752709563,
      124185.54730959909,
      262872.99053463,
      241554.11234600894,
      68589.41719068619,
    ) +
    r4 * r4 * 625.065325746334;
  const denominator =
    degree7(
      r,
      1,
      49.168931922853595,
      967.9298360519297,
      9787.108554703831,
      54319.3889132977,
      164325.0965799307,
      253716.09965853798,
      171982.98098109584,
    ) +
    r4 * r4 * 35509.46431808932;
  const product = q * rootTwoPi;
  const low = productError(q, rootTwoPi, product) + q * rootTwoPiLow;
  return product + (low + q * z * (numerator / denominator));
}

/** -Φ⁻¹(p) for p < 0.0755: s - C(s) with s = √(-2 ln p), C rational of degree 7/7 on two intervals; error 2^-55. */
function tail(p: number): number {
  const square = -2 * lnExtended(p);
  const squareLow = -2 * lowPart[0]!;
  const s = Math.sqrt(square);
  const product = s * s;
  const sLow = (square - product - productError(s, s, product) + squareLow) / (2 * s);
  const near = s < 7;
  const numerator = near
    ? degree7(
        s,
        3.5038166827432744,
        23.89752269241211,
        33.79772958468664,
        17.587074073556686,
        3.8935912997188544,
        0.29576885887233983,
        0.005412427329864253,
        4.036048966178619e-6,
      )
    : degree7(
        s,
        3.2232398929027903,
        9.636604501092647,
        3.804668855936207,
        0.43259118092233934,
        0.016784239510410463,
        0.0002141122591543168,
        6.749511479669721e-7,
        7.688540632477074e-11,
      );
  const denominator = near
    ? degree7(
        s,
        1,
        10.927323293332579,
        24.52588339250659,
        20.121695347191,
        7.482570634426123,
        1.199558991849362,
        0.06660685046062921,
        0.000861552642117003,
      )
    : degree7(
        s,
        1,
        5.717533361609264,
        5.326345047576238,
        1.313424159816288,
        0.11097409215964411,
        0.003409342317767513,
        3.496164372713016e-5,
        8.500599159092697e-8,
      );
  return s + (sLow - numerator / denominator);
}

/**
 * The standard normal quantile Φ⁻¹(p): the value below which a share p of the law lies.
 *
 * At most 2.5 ulp (2.2 observed) for every p in (0, 1), down to the smallest double. Φ⁻¹(0.5) = 0, Φ⁻¹(0) = -Infinity,
 * Φ⁻¹(1) = Infinity, NaN outside [0, 1] and for NaN. Φ⁻¹(1 - p) = -Φ⁻¹(p) to the last bit where 1 - p is exact.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return centre(q);
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  return q < 0 ? -tail(p) : tail(1 - p);
}
