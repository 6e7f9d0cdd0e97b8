import { Worker } from 'node:worker_threads';
import { AppError } from '#lib/errors.ts';
import type { Card } from './draw-card.ts';
import type { Order, Rendered } from './render-worker.ts';

/** Makes PNG of SVG beside the process's own work; refuses `unavailable` when too many wait. */
export type Renderer = {
  render(picture: { card: Card } | { svg: string }, width: number): Promise<Buffer>;
};

const MOST_WAITING = 40; // some four seconds of one core
const IDLE_MS = 20_000; // a worker holds some 60 MB
const PROGRAM = new URL('./render-worker.ts', import.meta.url);

type Waiting = { done(png: Buffer): void; fail(error: unknown): void };

export function openRenderer(): Renderer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const stop = () => {
    const mine = worker;
    worker = undefined;
    void mine?.terminate();
  };
  const rest = () => {
    clearTimeout(idle);
    if (waiting.size === 0) idle = setTimeout(stop, IDLE_MS).unref();
  };
  const fallen = (of: Worker, error: unknown) => {
    if (worker !== of) return;
    worker = undefined;
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const next = new Worker(PROGRAM);
    next.unref();
    next.on('message', (rendered: Rendered) => {
      const order = waiting.get(rendered.id);
      waiting.delete(rendered.id);
      rest();
      if ('png' in rendered) order?.done(Buffer.from(rendered.png));
      else order?.fail(new AppError('internal', `no picture: ${rendered.error}`));
    });
    next.on('error', (error) => fallen(next, error));
    next.on('exit', () => fallen(next, new AppError('unavailable', 'the renderer ended')));
    return next;
  };
  return {
    render: (picture, width) =>
      new Promise((done, fail) => {
        if (waiting.size >= MOST_WAITING) {
          fail(new AppError('unavailable', 'too many pictures are wanted at once'));
          return;
        }
        clearTimeout(idle);
        worker ??= start();
        const id = ++last;
        waiting.set(id, { done, fail });
        worker.postMessage({ ...picture, id, width } satisfies Order);
      }),
  };
}
