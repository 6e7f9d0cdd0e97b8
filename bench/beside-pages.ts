import { answerPlan, measure, type Edge } from './child.ts';
import type { LoadPlan, LoadResult } from './load.ts';

// What placing orders costs more while people look at pages: a second load, in a process of its own.

export type BesidePagesPlan = LoadPlan & { pages: Omit<LoadPlan, 'warmupMs' | 'windowMs'> };

export async function besidePages(
  { pages, ...adds }: BesidePagesPlan,
  edge: (which: Edge) => void,
): Promise<LoadResult> {
  const { warmupMs, windowMs } = adds;
  const viewing = measure<LoadPlan, LoadResult>(
    './load.ts',
    { ...pages, warmupMs: 0, windowMs: warmupMs + windowMs },
    async () => {},
  );
  const placed = await measure<LoadPlan, LoadResult>('./load.ts', adds, async (which) =>
    edge(which),
  );
  const viewed = await viewing;
  return {
    ...placed,
    cpu: placed.cpu + viewed.cpu,
    errors: placed.errors + viewed.errors,
    firstError: placed.firstError ?? viewed.firstError,
  };
}

if (process.send && import.meta.main) answerPlan(besidePages);
