/** A fingerprint (FNV-1a, 64 bits) of every bit of these numbers, in order. */
export function hashOf(series: Iterable<Float64Array>): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const values of series) {
    for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
      low = (low ^ byte) >>> 0;
      // Times 2^40 + 0x1b3, modulo 2^64.
      const product = low * 0x1b3;
      high = (Math.imul(high, 0x1b3) + Math.floor(product / 4294967296) + (low << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
