/** Of two values that come in order, those of both in order; what compares as equal is given once, from the first. */
export async function* merge<T>(
  left: AsyncIterable<T>,
  right: Iterable<T>,
  compare: (left: T, right: T) => number,
): AsyncGenerator<T> {
  const rest = right[Symbol.iterator]();
  let next = rest.next();
  for await (const value of left) {
    while (next.done !== true) {
      const order = compare(next.value, value);
      if (order > 0) break;
      if (order < 0) yield next.value;
      next = rest.next();
    }
    yield value;
  }
  for (; next.done !== true; next = rest.next()) yield next.value;
}

/** By the units of UTF-16, which for ASCII is the order of bytes: the same in every locale and in the database. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
