import type { TestContext } from 'node:test';

/** Tells a figure of a long test; `npm run test:long` gathers them in a table at the end. */
export const figure = (t: TestContext, name: string, value: string): void =>
  t.diagnostic(`figure: ${name} = ${value}`);
