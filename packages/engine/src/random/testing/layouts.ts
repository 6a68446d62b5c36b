/** The orders in which draws are really used; a sample is taken along each, not along a plain counter. */

export type Address = readonly [step: number, run: number, element: number];

export const layouts: { readonly [name: string]: (index: number) => Address } = {
  "along steps": (index) => [index, 7, 0],
  "along runs": (index) => [12, index, 3],
  "along elements": (index) => [5, 1, index],
  "interleaved, 8 runs by steps, strided by 3 elements": (index) => [index >>> 3, index & 7, (index % 3) * 1000],
};

export function sampleAlong(
  layout: (index: number) => Address,
  count: number,
  draw: (step: number, run: number, element: number) => number,
): Float64Array {
  const out = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const [step, run, element] = layout(index);
    out[index] = draw(step, run, element);
  }
  return out;
}
