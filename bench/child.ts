import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a measuring child says as its window opens and closes, before it sends the result. */
export type Edge = 'opened' | 'closed';

/**
 * Runs a measurement in a process of its own. `edge` is called as its window opens and closes.
 * A child that ends without a result is an error.
 */
export async function measure<Plan extends object, Result>(
  file: string,
  plan: Plan,
  edge: (which: Edge) => Promise<void>,
): Promise<Result> {
  const child = forkBeside(file);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code} and no result`);
  });
  ended.catch(() => {}); // the end that follows a result is no error
  const result = Promise.withResolvers<Result>();
  const edges: Promise<void>[] = [];
  child.on('message', (message: unknown) => {
    if (message === 'opened' || message === 'closed') edges.push(edge(message));
    else result.resolve(message as Result);
  });
  child.send(plan);
  const got = await Promise.race([result.promise, ended]);
  await Promise.all(edges);
  return got;
}

/** The child's side: takes the plan, runs it and sends what came out. */
export function answerPlan<Plan, Result>(
  run: (plan: Plan, edge: (which: Edge) => void) => Promise<Result>,
): void {
  const tell = (message: Edge | Result, told?: () => void) =>
    process.send?.(message, () => told?.());
  process.once('disconnect', () => process.exit(1));
  process.once('message', (plan: Plan) => {
    void run(plan, tell).then((result) => tell(result, () => process.exit(0)));
  });
}

export const forkBeside = (file: string, args: readonly string[] = []): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: [] });
