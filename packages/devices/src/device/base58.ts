/** Base 58 with Bitcoin's alphabet, as multibase `z` of did:key uses it. */
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Longer texts are no key; the bound keeps the quadratic conversion short. */
const longest = 128;

export function toBase58(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = "";
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)]! + text;
  return "1".repeat(leading(bytes, 0)) + text;
}

/** The bytes of a text in base 58; undefined when it is none or longer than 128 characters. */
export function fromBase58(text: string): Uint8Array | undefined {
  if (text.length > longest) return undefined;
  let value = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const bytes: number[] = [];
  for (; value > 0n; value /= 256n) bytes.unshift(Number(value % 256n));
  return Uint8Array.from([...new Array<number>(leading([...text], "1")).fill(0), ...bytes]);
}

/** How often a value stands at the beginning. */
function leading<T>(items: ArrayLike<T>, value: T): number {
  let count = 0;
  while (count < items.length && items[count] === value) count++;
  return count;
}
