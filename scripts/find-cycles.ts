/** One cycle for every knot of modules that reach each other (Tarjan), as a closed path. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (at: string) => {
    order.set(at, order.size);
    low.set(at, order.size - 1);
    stack.push(at);
    for (const next of graph.get(at) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(at, Math.min(low.get(at) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(at) !== order.get(at)) return;
    const knot = new Set(stack.splice(stack.indexOf(at)));
    if (knot.size > 1 || graph.get(at)?.includes(at)) cycles.push(shortestWay(graph, at, knot));
  };
  for (const at of graph.keys()) if (!order.has(at)) visit(at);
  return cycles;
}

function shortestWay(
  graph: ReadonlyMap<string, readonly string[]>,
  start: string,
  knot: ReadonlySet<string>,
): string[] {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return [...way, next];
      if (!knot.has(next) || seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [start];
}
