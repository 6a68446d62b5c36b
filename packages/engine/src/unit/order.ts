import { fail, type Place } from "../base/errors.js";
import type { Alias } from "./declare.js";
import { checkLength } from "./syntax.js";
import { unitNames } from "./words.js";

/**
 * The aliases, each after those it is made of.
 *
 * @throws TokenwrightError `unit/cycle` naming the circle, `unit/too-long`.
 */
export function inOrder(aliases: ReadonlyMap<string, Alias>, inflections: ReadonlyMap<string, string>): Alias[] {
  const parts = new Map<string, string[]>();
  for (const alias of aliases.values()) {
    checkLength(alias.text, alias.place);
    const found = unitNames(alias.text).map((word) => inflections.get(word) ?? word);
    parts.set(
      alias.name,
      found.filter((word) => aliases.has(word)),
    );
  }
  const order: Alias[] = [];
  const done = new Set<string>();
  /** The chain from a unit to what it is made of; walked without recursion, since a chain may be 1000 long. */
  const chain: string[] = [];
  // Units on the chain, and those done with, which are never looked up again.
  const onChain = new Set<string>();
  for (const first of aliases.keys()) {
    chain.push(first);
    while (chain.length > 0) {
      const name = chain.at(-1)!;
      onChain.add(name);
      const next = done.has(name) ? undefined : parts.get(name)!.find((part) => !done.has(part));
      if (next === undefined) {
        if (!done.has(name)) order.push(aliases.get(name)!);
        done.add(name);
        chain.pop();
      } else if (onChain.has(next)) {
        refuseCycle([...chain.slice(chain.indexOf(next)), next], aliases.get(next)!.place);
      } else {
        chain.push(next);
      }
    }
  }
  return order;
}

function refuseCycle(cycle: readonly string[], place: Place): never {
  const shown = cycle.length <= 12 ? cycle : [...cycle.slice(0, 6), "...", ...cycle.slice(-5)];
  fail({
    code: "unit/cycle",
    message: `Units are declared by each other in a circle: ${shown.join(" -> ")}.`,
    expected: "every unit made of built-in units, assets or counts in the end",
    hint: `declare one of them as "count"`,
    place,
  });
}
