/** Sets a key in a list of changes: in its own place where it is there already, at the end otherwise. */
export function withChange(changes: readonly string[], key: string, value: string): readonly string[] {
  const change = `${key}=${value}`;
  const at = changes.findIndex((one) => keyOf(one) === key);
  if (at === -1) return [...changes, change];
  return changes[at] === change ? changes : changes.map((one, index) => (index === at ? change : one));
}

export function withoutChange(changes: readonly string[], key: string): readonly string[] {
  const kept = changes.filter((one) => keyOf(one) !== key);
  return kept.length === changes.length ? changes : kept;
}

export function keyOf(change: string): string {
  return change.slice(0, Math.max(0, change.indexOf("="))).trim();
}

export function newValueOf(change: string): string {
  return change.slice(change.indexOf("=") + 1).trim();
}
