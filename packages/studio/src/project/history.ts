/** Most states that can be undone; older ones are forgotten. */
const mostStates = 500;

/** What was, what is, and what was undone. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** @param isContinued True while one gesture goes on, such as the drag of a slider: it is undone as one. */
export function change<T>({ past, present }: History<T>, next: T, isContinued = false): History<T> {
  if (Object.is(next, present)) return { past, present, future: [] };
  return { past: isContinued ? past : [...past.slice(1 - mostStates), present], present: next, future: [] };
}

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [after, ...rest] = future;
  if (after === undefined) return { past, present, future };
  return { past: [...past, present], present: after, future: rest };
}
