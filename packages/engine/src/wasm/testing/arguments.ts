import { fromWords } from "../../numeric/bits.js";
import { philox4x32 } from "../../random/index.js";

/** Numbers at which functions have their edges. */
export const special: readonly number[] = [
  0,
  5e-324,
  1e-310,
  2.2250738585072014e-308,
  2.225073858507201e-308,
  1e-300,
  1e-200,
  1e-20,
  1e-8,
  9.999999999999999e-9,
  1e-5,
  0.1,
  0.25,
  0.5,
  0.49999999999999994,
  0.7,
  0.7071067811865475,
  Math.SQRT1_2,
  0.9999999999999999,
  1,
  1.0000000000000002,
  Math.SQRT2,
  1.5,
  Math.PI / 2,
  2,
  2.5,
  Math.E,
  3,
  Math.PI,
  5.5,
  8,
  10,
  19.1,
  20,
  36,
  64,
  100,
  709.782712893384,
  709.7827128933841,
  710,
  745.1332191019411,
  745.2,
  746,
  1000,
  1e6,
  1048575.5,
  1048576,
  1048577,
  4503599627370495.5,
  4503599627370496,
  9007199254740991,
  9007199254740992,
  1e16,
  1e22,
  1e100,
  1e155,
  1.7976931348623157e308,
  Number.POSITIVE_INFINITY,
  Number.NaN,
].flatMap((value) => [value, -value]);

/** Random doubles: a quarter of any bits, the others of ordinary size, some next to whole and half numbers. */
export function randomNumbers(count: number, stream: number): Float64Array {
  const block = new Int32Array(4);
  return Float64Array.from({ length: count }, (_, index) => {
    if (index < special.length) return special[index]!;
    philox4x32(index, stream, 0, 0, 20_261_120, 7, block);
    const [a, b, c] = block as unknown as [number, number, number];
    const unit = (a >>> 0) / 4294967296 + (b >>> 0) / 18446744073709552000;
    const sign = (c & 8) === 0 ? 1 : -1;
    switch (c & 7) {
      case 0:
      case 1:
        return fromWords(a, b);
      case 2:
        return sign * unit;
      case 3:
        return sign * unit * 50;
      case 4:
        return sign * unit * 800;
      case 5:
        return sign * (Math.floor(unit * 1000) + (((b & 1) === 0 ? 0.5 : 0) + ((b & 6) - 2) * 2 ** -45));
      case 6:
        return 1 + sign * unit * 2 ** -(b & 31);
      default:
        return sign * unit * 2 ** ((b & 63) - 32);
    }
  });
}
