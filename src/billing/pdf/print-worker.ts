import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { HelperAnswer, HelperOrder } from '#platform/open-helper-thread.ts';
import { drawSheet } from './draw-sheet.ts';
import type { Sheet } from './sheet.ts';

// On Linux this is the thread's own: whoever orders goes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', (order: HelperOrder<Sheet>) => {
  void print(order).then((answer) => parentPort?.postMessage(answer));
});

async function print({ id, work }: HelperOrder<Sheet>): Promise<HelperAnswer<Uint8Array>> {
  try {
    return { id, result: await drawSheet(work) };
  } catch (error) {
    return { id, error: String(error) };
  }
}
