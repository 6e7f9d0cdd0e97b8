import { test } from 'node:test';
import { killProcesses } from '../faults/killed-processes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const KILLS = 25; // 200 in all: enough for each pair of processes to be down together now and then

for (const seed of SEEDS) {
  test(`processes killed ${KILLS} times, by seed ${seed}, lose no order and double none`, async (t) => {
    const report = await killProcesses({ seed, kills: KILLS, ordersBetween: 200 });
    t.diagnostic(JSON.stringify(report));
  });
}
