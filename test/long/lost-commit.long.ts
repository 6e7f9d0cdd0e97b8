import { test } from 'node:test';
import { loseCommits } from '#test/faults/lose-commits.ts';

const CUTS = 1_000; // I5 of reliability.md

test(`the answer to a COMMIT is lost ${CUTS} times: each order is there once`, async (t) => {
  const { cuts, orders } = await loseCommits(CUTS);
  t.diagnostic(`${orders} orders, ${JSON.stringify(cuts)}`);
});
