import type { BesidePlan } from './beside.ts';
import type { BesidePagesPlan } from './beside-pages.ts';
import { measure } from './child.ts';
import type { CommitPlan } from './commits.ts';
import type { DispatchPlan } from './dispatch.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { cpuSeconds, family, machineCpuSeconds } from './machine.ts';
import { median } from './table.ts';
import type { Goal } from './scenarios.ts';

/** One thing that is measured, again and again. */
export type Measured = {
  name: string;
  connections: number;
  goal: Goal;
  file: './load.ts' | './commits.ts' | './dispatch.ts' | './beside.ts' | './beside-pages.ts';
  plan:
    | Omit<LoadPlan, 'warmupMs' | 'windowMs'>
    | Omit<CommitPlan, 'warmupMs' | 'windowMs'>
    | Omit<DispatchPlan, 'warmupMs' | 'windowMs'>
    | Omit<BesidePlan, 'warmupMs' | 'windowMs'>
    | Omit<BesidePagesPlan, 'warmupMs' | 'windowMs'>;
};

/** Medians over the rounds; `cpu` in cores within the window. */
export type Figure = {
  name: string;
  connections: number;
  goal: Goal;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Answers as expected in all rounds, those outside the windows included. */
  accepted: number;
  errors: number;
  firstError: string | null;
  bytes: number;
  cpu: { load: number; server: number; postgres: number; others: number };
  /** Answers per second of each round. */
  rounds: number[];
};

export type Pace = { rounds: number; warmupMs: number; windowMs: number };

export type Watched = { server: number; postmaster: number };

export type Rounds = {
  pace: Pace;
  watched: Watched;
  signal: AbortSignal;
  tell(text: string): void;
};

type Sample = LoadResult & { serverCpu: number; postgresCpu: number; machineCpu: number };

/**
 * Measures everything once per round, so that a busy minute of the machine touches all of it and
 * the ratios stay fair.
 */
export async function measureRounds(
  measured: readonly Measured[],
  { pace, watched, signal, tell }: Rounds,
): Promise<Figure[]> {
  const samples = measured.map((): Sample[] => []);
  for (let round = 1; round <= pace.rounds; round += 1) {
    for (const [index, one] of measured.entries()) {
      signal.throwIfAborted();
      const sample = await measureOnce(one, pace, watched);
      samples[index]?.push(sample);
      const rate = Math.round(sample.perSecond).toLocaleString('en-US');
      tell(`round ${round}: ${one.name} (${one.connections}): ${rate}/s`);
    }
  }
  return measured.map((one, index) => asFigure(one, samples[index] as Sample[]));
}

async function measureOnce(one: Measured, pace: Pace, watched: Watched): Promise<Sample> {
  const { warmupMs, windowMs } = pace;
  const meters = {
    server: openMeter(() => cpuSeconds([watched.server])),
    postgres: openMeter(async () => cpuSeconds(await family(watched.postmaster))),
    machine: openMeter(async () => new Map([[0, machineCpuSeconds()]])),
  };
  const result = await measure<object, LoadResult>(
    one.file,
    { ...one.plan, warmupMs, windowMs },
    async (edge) => {
      await Promise.all(Object.values(meters).map((meter) => meter[edge]()));
    },
  );
  const { server, postgres, machine } = meters;
  return {
    ...result,
    serverCpu: server.cores(),
    postgresCpu: postgres.cores(),
    machineCpu: machine.cores(),
  };
}

/** Cores that processes use within a window; one that is born meanwhile counts too. */
function openMeter(read: () => Promise<Map<number, number>>) {
  let before = new Map<number, number>();
  let from = 0;
  let cores = Number.NaN;
  return {
    async opened() {
      before = await read();
      from = performance.now();
    },
    async closed() {
      const seconds = (performance.now() - from) / 1000;
      const used = await read();
      let sum = 0;
      for (const [process, now] of used) sum += now - (before.get(process) ?? 0);
      cores = used.size === 0 ? Number.NaN : sum / seconds;
    },
    cores: () => cores,
  };
}

function asFigure({ name, connections, goal }: Measured, samples: readonly Sample[]): Figure {
  const of = (read: (sample: Sample) => number) => median(samples.map(read));
  return {
    name,
    connections,
    goal,
    perSecond: of((one) => one.perSecond),
    p50Ms: of((one) => one.p50Ms),
    p99Ms: of((one) => one.p99Ms),
    maxMs: of((one) => one.maxMs),
    accepted: samples.reduce((sum, one) => sum + one.accepted, 0),
    errors: samples.reduce((sum, one) => sum + one.errors, 0),
    firstError: samples.find((one) => one.firstError !== null)?.firstError ?? null,
    bytes: of((one) => one.bytes),
    cpu: {
      load: of((one) => one.cpu),
      server: of((one) => one.serverCpu),
      postgres: of((one) => one.postgresCpu),
      others: of((one) => one.machineCpu - one.cpu - one.serverCpu - one.postgresCpu),
    },
    rounds: samples.map((one) => one.perSecond),
  };
}
