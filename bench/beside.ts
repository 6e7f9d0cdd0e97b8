import { runWorker } from '#worker/index.ts';
import { answerPlan, measure, type Edge } from './child.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { openUpstream, openWorkerApp, type UpstreamPlan } from './upstream.ts';

// What placing orders costs more while a worker, in a process of its own, sends every one of them on.

export type BesidePlan = Omit<LoadPlan, 'warmupMs' | 'windowMs'> & {
  upstream: UpstreamPlan;
  warmupMs: number;
  windowMs: number;
};

const SOLD_MS = 1_000; // until the server sells by the new route

export async function beside(plan: BesidePlan, edge: (which: Edge) => void): Promise<LoadResult> {
  const { upstream: upstreamPlan, ...load } = plan;
  await using opened = await openWorkerApp(upstreamPlan.appUrl);
  const { app } = opened;
  await using _upstream = await openUpstream(app, upstreamPlan);
  const worker = await runWorker(app, { name: 'bench' });
  await new Promise((resolve) => setTimeout(resolve, SOLD_MS));
  try {
    return await measure<LoadPlan, LoadResult>('./load.ts', load, async (which) => edge(which));
  } finally {
    await worker.stop();
  }
}

if (process.send && import.meta.main) answerPlan(beside);
