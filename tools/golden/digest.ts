/** The part of the platform's Web Crypto that is used; Node and browsers have it alike. */
interface Subtle {
  digest(algorithm: "SHA-256", bytes: Uint8Array): Promise<ArrayBuffer>;
}

const subtle = (globalThis as unknown as { readonly crypto: { readonly subtle: Subtle } }).crypto.subtle;

/** SHA-256 of bytes, as 64 hexadecimal digits. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of a text in UTF-8. */
export async function digestOfText(text: string): Promise<string> {
  return sha256(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

/** SHA-256 of every bit of these numbers, in order; all that are no number count as one and the same. */
export async function digestOf(series: readonly Float64Array[]): Promise<string> {
  const length = series.reduce((sum, values) => sum + values.length, 0);
  const bytes = new Uint8Array(8 * length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const values of series) {
    for (const value of values) {
      // What bits stand for "no number" is left open by IEEE 754 and by the language.
      if (Number.isNaN(value)) view.setUint32(at + 4, 0x7ff80000, true);
      else view.setFloat64(at, value, true);
      at += 8;
    }
  }
  return sha256(bytes);
}
