import { expect, test } from "vitest";
import { BITS, type Exact, integerRoot, ONE, P, ulpDistance } from "./fixed-point.js";
import {
  arccosReference,
  arcsinReference,
  arctanReference,
  erfcReference,
  erfReference,
  expReference,
  fixedOf,
  lnGammaReference,
  lnReference,
  normalCdfReference,
  piScaled,
  powReference,
  ROOT_PI,
  sineCosineReference,
  sqrtReference,
  tanhReference,
} from "./reference.js";

/** The number as decimal text with `places` digits after the point, cut off. */
function digits({ mantissa, exponent }: Exact, places: number): string {
  const scaled = mantissa * 10n ** BigInt(places);
  const value = exponent >= 0 ? scaled << BigInt(exponent) : scaled >> BigInt(-exponent);
  const text = value.toString().padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}

// Decimal expansions of the On-Line Encyclopedia of Integer Sequences; all were compared with mpmath at 50 digits.
test.each<[string, Exact, string]>([
  ["e (A001113)", expReference(1), "2.71828182845904523536028747135266249775724709"],
  ["ln 2 (A002162)", lnReference(2), "0.69314718055994530941723212145817656807550013"],
  ["ln 10 (A002392)", lnReference(10), "2.30258509299404568401799145468436420760110148"],
  ["π (A000796)", { mantissa: piScaled(BITS), exponent: -BITS }, "3.14159265358979323846264338327950288419716939"],
  ["√2 (A002193)", sqrtReference(2), "1.41421356237309504880168872420969807"],
  ["√2 as a power", powReference(2, 0.5), "1.41421356237309504880168872420969807856967187"],
  ["sin 1 (A049469)", sineCosineReference(1).sine, "0.84147098480789650665250232163029899962256306"],
  ["cos 1 (A049470)", sineCosineReference(1).cosine, "0.54030230586813971740093660744297660373231042"],
  ["1/e (A068985)", expReference(-1), "0.36787944117144232159552377016146086744581113"],
  ["√π (A002161)", { mantissa: ROOT_PI, exponent: -BITS }, "1.77245385090551602729816748334114518279754945"],
  ["arctan 1/2 (A073000)", arctanReference(0.5), "0.46364760900080611621425623146121440202853705"],
  ["arctan 2 (A105199)", arctanReference(2), "1.10714871779409050301706546017853704007004764"],
  ["tanh 1 (A073744)", tanhReference(1), "0.76159415595576488811945828260479359041276859"],
  ["erf 1 (mpmath, 50 digits)", erfReference(1), "0.84270079294971486934122063508260925929606699"],
])("the reference gives the published digits of %s", (_name, value, published) => {
  expect(digits(value, published.length - 2)).toBe(published);
});

const near = (a: bigint, b: bigint, bits: number): void => {
  const difference = a > b ? a - b : b - a;
  expect(difference >> (P - BigInt(bits))).toBe(0n);
};

test("the reference keeps sin² + cos² = 1 to 160 bits, also for huge angles", () => {
  for (const x of [0.5, 3, -40.25, 1e5, 123456789.125, 1e22, -1.7e308]) {
    const { sine, cosine } = sineCosineReference(x);
    near((sine.mantissa * sine.mantissa + cosine.mantissa * cosine.mantissa) >> P, ONE, 160);
  }
});

test("the reference keeps the addition theorem e^a e^b = e^(a+b) and ln e^x = x", () => {
  for (const [a, b] of [
    [0.375, 1.5],
    [-3.25, 2.125],
    [10.5, -10.25],
  ] as const) {
    near((fixedOf(expReference(a)) * fixedOf(expReference(b))) >> P, fixedOf(expReference(a + b)), 150);
  }
  near(lnReference(1024).mantissa, 10n * lnReference(2).mantissa, 165);
  near(lnReference(15).mantissa, lnReference(3).mantissa + lnReference(5).mantissa, 165);
});

// 6381956970095103·2^797 is the double nearest to a multiple of π/2: cos = -4.68716592425462761112·10^-19
// (Muller, Elementary Functions, section on worst cases for range reduction).
test("the reference resolves the hardest angle of double precision", () => {
  const { cosine } = sineCosineReference(6381956970095103 * 2 ** 797);
  expect(digits({ mantissa: -cosine.mantissa, exponent: -BITS }, 38)).toBe("0.00000000000000000046871659242546276111");
});

test("the reference gives the angles of the square and the equilateral triangle as fractions of π, by Machin", () => {
  const pi = piScaled(BITS);
  near(fixedOf(arctanReference(1)), pi / 4n, 165);
  near(fixedOf(arctanReference(-1)), -pi / 4n, 165);
  near(fixedOf(arcsinReference(0.5)), pi / 6n, 165);
  near(fixedOf(arcsinReference(-1)), -pi / 2n, 165);
  near(fixedOf(arccosReference(0.5)), pi / 3n, 165);
  near(fixedOf(arccosReference(-0.5)), (2n * pi) / 3n, 165);
  near(fixedOf(arccosReference(-1)), pi, 165);
  // Machin's own sum, whose second angle is small: the nearest doubles of 1/5 and 1/239 limit it to 50 bits.
  near(16n * fixedOf(arctanReference(1 / 5)) - 4n * fixedOf(arctanReference(1 / 239)), pi, 50);
});

test("series and continued fraction of the error function agree where both hold", () => {
  // erfc changes its method at 2; both neighbours lie on one smooth curve of slope -2/√π e^-4.
  const below = fixedOf(erfcReference(1.9999999999999998));
  const above = fixedOf(erfcReference(2));
  const slope = (Number(below - above) / 2 ** BITS / 2.220446049250313e-16).toFixed(12);
  expect(slope).toBe("0.020666985354");
});

test("the normal law and Γ give their closed values", () => {
  near(fixedOf(normalCdfReference(0)), ONE / 2n, 180);
  near(lnGammaReference(5).mantissa, lnReference(24).mantissa, 150);
  near(2n * lnGammaReference(0.5).mantissa, lnReference(Math.PI).mantissa, 50);
  expect(fixedOf(lnGammaReference(1)) >> (P - 150n)).toBeLessThanOrEqual(0n);
});

test("the distance counts units of the last place, and is exact at the edges", () => {
  const third: Exact = { mantissa: ONE / 3n, exponent: -BITS };
  expect(ulpDistance(1 / 3, third)).toBeCloseTo(1 / 3, 12);
  expect(ulpDistance(0.33333333333333337, third)).toBeCloseTo(2 / 3, 12);
  expect(ulpDistance(5e-324, { mantissa: 3n, exponent: -1075 })).toBe(0.5);
  expect(ulpDistance(Infinity, { mantissa: 1n, exponent: 1024 })).toBe(0);
  expect(ulpDistance(Infinity, { mantissa: 1n, exponent: 1023 })).toBe(Infinity);
  expect(ulpDistance(1, { mantissa: ONE - (1n << (P - 54n)), exponent: -BITS })).toBe(0.5);
  expect(ulpDistance(Number.NaN, third)).toBe(Infinity);
});

test("the integer root is the floor of the exact root", () => {
  for (const n of [0n, 1n, 2n, 3n, 4n, 15n, 16n, 10n ** 40n - 1n, 10n ** 40n]) {
    const root = integerRoot(n);
    expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true);
  }
});
