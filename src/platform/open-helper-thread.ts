import { Worker } from 'node:worker_threads';
import { AppError } from '#lib/errors.ts';

/** What a helper thread is sent, and what it answers to it. */
export type HelperOrder<Work> = { id: number; work: Work };
export type HelperAnswer<Result> = { id: number; result: Result } | { id: number; error: string };

export type HelperThread<Work, Result> = { run(work: Work): Promise<Result> };

export type HelperOptions = {
  /** Refused with `unavailable` beyond that. */
  mostWaiting: number;
  /** After so long without work it ends, and its memory with it. */
  idleMs: number;
};

type Waiting<Result> = { done(result: Result): void; fail(error: unknown): void };

/**
 * Does work beside the process's own, in one thread that starts with the first of it. Work that
 * fails is `internal`; what waits when the thread ends is `unavailable`.
 */
export function openHelperThread<Work, Result>(
  program: URL,
  { mostWaiting, idleMs }: HelperOptions,
): HelperThread<Work, Result> {
  const waiting = new Map<number, Waiting<Result>>();
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
    if (waiting.size === 0) idle = setTimeout(stop, idleMs).unref();
  };
  const fallen = (of: Worker, error: unknown) => {
    if (worker !== of) return;
    worker = undefined;
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const next = new Worker(program);
    next.unref();
    next.on('message', (answer: HelperAnswer<Result>) => {
      const order = waiting.get(answer.id);
      waiting.delete(answer.id);
      rest();
      if ('result' in answer) order?.done(answer.result);
      else order?.fail(new AppError('internal', `a helper thread failed: ${answer.error}`));
    });
    next.on('error', (error) => fallen(next, error));
    next.on('exit', () => fallen(next, new AppError('unavailable', 'a helper thread ended')));
    return next;
  };
  return {
    run: (work) =>
      new Promise((done, fail) => {
        if (waiting.size >= mostWaiting) {
          fail(new AppError('unavailable', 'too much is wanted at once: try again shortly'));
          return;
        }
        clearTimeout(idle);
        worker ??= start();
        const id = ++last;
        waiting.set(id, { done, fail });
        worker.postMessage({ id, work } satisfies HelperOrder<Work>);
      }),
  };
}
