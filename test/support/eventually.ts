import assert from 'node:assert/strict';

/** Asks until the answer is what is awaited, or fails after `withinMs`; returns how long it took. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<number> {
  const started = performance.now();
  while (!(await isSo())) {
    assert.ok(performance.now() - started < withinMs, `not so within ${withinMs} ms`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return performance.now() - started;
}
