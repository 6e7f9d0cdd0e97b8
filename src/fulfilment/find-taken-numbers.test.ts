import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStreet } from '#test/support/provider-street.ts';
import { seekEvidence } from './seek-evidence.ts';

test('of two orders in doubt that get one number one goes on, and a person looks at the other', async () => {
  await using street = await openStreet([{ kind: 'notpanel' }]);
  const [house] = street.houses;
  assert.ok(house);
  const service = await street.addService();
  house.words.push('lost', 'lost');
  const ids: number[] = [];
  for (const link of ['https://example.com/1', 'https://example.com/2']) {
    ids.push((await street.place(service, { link })).orderId);
  }
  await street.submit();
  for (const order of house.orders) order.id = 7;
  await seekEvidence(street.app, house.provider);
  const rows = await Promise.all(ids.map((id) => street.row(id)));
  assert.deepEqual(rows.map((row) => row.status).toSorted(), ['in_progress', 'unknown']);
  assert.equal((await street.notices()).filter((one) => one.endsWith('urgent')).length, 1);
  await street.booksAreClean();
});
