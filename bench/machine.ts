import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openHistogram } from './histogram.ts';

export type Machine = {
  processor: string;
  cores: number;
  memoryMb: number;
  system: string;
  node: string;
  loadAverage: number;
  /** One 8 kB write and fdatasync in the folder that the database uses. */
  syncP50Ms: number;
  syncP99Ms: number;
};

const SYNCS = 300;
const WAL_BLOCK_BYTES = 8192;
const CLOCK_TICKS_PER_SECOND = 100; // USER_HZ, fixed in Linux's ABI
const MB = 1024 * 1024;

/** What the figures were measured on; `folder` is where the database lies. */
export function describeMachine(folder: string): Machine {
  const [p50, p99] = syncLatency(folder);
  return {
    processor: os.cpus()[0]?.model ?? os.arch(),
    cores: os.availableParallelism(),
    memoryMb: Math.round(os.totalmem() / MB),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    loadAverage: os.loadavg()[0] as number,
    syncP50Ms: p50,
    syncP99Ms: p99,
  };
}

function syncLatency(folder: string): [p50: number, p99: number] {
  const file = path.join(folder, 'bench-sync');
  const block = Buffer.alloc(WAL_BLOCK_BYTES, 1);
  const descriptor = openSync(file, 'w');
  try {
    // Like WAL: the blocks exist already, so that no metadata has to be synced with them.
    for (let index = 0; index < SYNCS; index += 1) writeSync(descriptor, block);
    fdatasyncSync(descriptor);
    const histogram = openHistogram();
    for (let index = 0; index < SYNCS; index += 1) {
      const from = performance.now();
      writeSync(descriptor, block, 0, block.length, index * block.length);
      fdatasyncSync(descriptor);
      histogram.record((performance.now() - from) * 1000);
    }
    return [histogram.quantile(0.5), histogram.quantile(0.99)];
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}

/** CPU seconds that each process has used so far; empty where there is no /proc. */
export async function cpuSeconds(pids: readonly number[]): Promise<Map<number, number>> {
  const used = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readProc(pid, 'stat');
    // Fields 14 and 15, counted behind the name, which may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.length <= 12) continue;
    used.set(pid, (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND);
  }
  return used;
}

/** CPU seconds that everything on this machine has used so far. */
export const machineCpuSeconds = (): number =>
  os.cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) /
  1000;

/** Resident megabytes of one process, now and at its highest. */
export async function residentMb(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readProc(pid, 'status');
  return { now: kilobytes(status, 'VmRSS') / 1024, peak: kilobytes(status, 'VmHWM') / 1024 };
}

/** Megabytes of several processes with shared pages counted once (PSS). */
export async function proportionalMb(pids: readonly number[]): Promise<number> {
  let sum = 0;
  for (const pid of pids) {
    const size = kilobytes(await readProc(pid, 'smaps_rollup'), 'Pss');
    if (!Number.isNaN(size)) sum += size / 1024;
  }
  return sum;
}

/** A process and all of its descendants. */
export async function family(root: number): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const children = new Map<number, number[]>();
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = await parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (let index = 0; index < found.length; index += 1) {
    found.push(...(children.get(found[index] as number) ?? []));
  }
  return found;
}

export const parentOf = async (pid: number): Promise<number> =>
  Number(/^PPid:\s+(\d+)/m.exec(await readProc(pid, 'status'))?.[1]);

const kilobytes = (text: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);

// A process may end while it is looked at, and other systems have no /proc.
const readProc = (pid: number, name: string): Promise<string> =>
  readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
