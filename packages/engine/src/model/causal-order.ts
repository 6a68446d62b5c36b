/**
 * An order in which every name comes after the names it depends on, or the loops that make it
 * impossible. Tarjan's algorithm with an explicit stack, so that long chains need no recursion.
 *
 * @param names All names; ties keep this order.
 * @param dependencies What a name's value at this step needs of this step; names outside are ignored.
 */
export function causalOrder(
  names: readonly string[],
  dependencies: (name: string) => Iterable<string>,
): { readonly order: readonly string[]; readonly loops: readonly (readonly string[])[] } {
  const known = new Set(names);
  const order: string[] = [];
  const loops: string[][] = [];
  const indexOf = new Map<string, number>();
  const lowLink = new Map<string, number>();
  const onStack = new Set<string>();
  const open: string[] = [];

  for (const root of names) {
    if (indexOf.has(root)) continue;
    const visits: { name: string; pending: Iterator<string> }[] = [];
    const enter = (name: string) => {
      indexOf.set(name, indexOf.size);
      lowLink.set(name, indexOf.get(name)!);
      open.push(name);
      onStack.add(name);
      visits.push({ name, pending: dependencies(name)[Symbol.iterator]() });
    };
    enter(root);
    while (visits.length > 0) {
      const visit = visits[visits.length - 1]!;
      const next = visit.pending.next();
      if (!next.done) {
        const target = next.value;
        if (!known.has(target)) continue;
        if (!indexOf.has(target)) enter(target);
        else if (onStack.has(target)) lowLink.set(visit.name, Math.min(lowLink.get(visit.name)!, indexOf.get(target)!));
        continue;
      }
      visits.pop();
      const parent = visits[visits.length - 1];
      if (parent !== undefined) {
        lowLink.set(parent.name, Math.min(lowLink.get(parent.name)!, lowLink.get(visit.name)!));
      }
      if (lowLink.get(visit.name) !== indexOf.get(visit.name)) continue;
      const group = open.splice(open.lastIndexOf(visit.name));
      for (const member of group) onStack.delete(member);
      if (group.length > 1 || [...dependencies(visit.name)].includes(visit.name)) {
        loops.push(loopThrough(visit.name, new Set(group), dependencies));
      } else {
        order.push(visit.name);
      }
    }
  }
  return { order, loops };
}

/** The shortest way from `start` back to itself inside one strongly connected group. */
function loopThrough(
  start: string,
  group: ReadonlySet<string>,
  dependencies: (name: string) => Iterable<string>,
): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let position = 0; position < queue.length; position++) {
    const name = queue[position]!;
    for (const next of dependencies(name)) {
      if (next === start) {
        const loop = [name];
        while (loop[0] !== start) loop.unshift(cameFrom.get(loop[0]!)!);
        return [...loop, start];
      }
      if (group.has(next) && !cameFrom.has(next)) {
        cameFrom.set(next, name);
        queue.push(next);
      }
    }
  }
  return [...group, start];
}
