import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { ALL_ORDERS } from '#orders/index.ts';
import { ordersSearch } from '#lib/orders-search.ts';
import { readOrdersQuery, viewQuery } from './orders-query.ts';

const read = (search: string) => readOrdersQuery(new URLSearchParams(search), 'Europe/Istanbul');

test('An empty address asks for all orders, and so does one that says nothing readable', () => {
  const search = 'tab=none&kind=x&service=-1&from=2026-02-30&to=no&min=x&max=-1&after=0&q=+';
  for (const text of ['', search]) {
    const { query, fields, after, before } = read(text);
    assert.deepEqual([query, fields, after, before], [ALL_ORDERS, {}, undefined, undefined]);
  }
});

test("Days are whole ones of the visitor's time zone", () => {
  const { query } = read('from=2026-11-22&to=2026-11-22');
  assert.equal(query.since?.toISOString(), '2026-11-21T21:00:00.000Z');
  assert.equal(query.until?.toISOString(), '2026-11-22T21:00:00.000Z');
});

test('Everything that is readable is read', () => {
  const { query, fields, after } = read('tab=partial&q=a&service=7&kind=run&min=0.5&max=2&after=9');
  assert.deepEqual(query, {
    ...{ tab: 'partial', search: 'a', serviceId: 7, kind: 'run', since: null, until: null },
    ...{ leastCharge: parseMoney('0.5'), mostCharge: parseMoney('2') },
  });
  assert.equal(after, 9);
  assert.equal(
    ordersSearch(fields, { tab: '', after: '5' }),
    'q=a&service=7&kind=run&min=0.5&max=2&after=5',
  );
});

test('A view keeps known fields alone', () => {
  assert.equal(
    viewQuery('?before=4&max=2&evil=1&tab=partial&q=%3Cb%3E'),
    'tab=partial&q=%3Cb%3E&max=2',
  );
});
