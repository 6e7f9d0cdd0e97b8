import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shelfWith } from '#test/support/shelf.ts';
import { readServiceQuery } from './read-service-query.ts';
import { EVERYTHING } from './service-query.ts';
import { writeServiceQuery } from './write-service-query.ts';

const shelf = shelfWith([
  { platform: 'Instagram', category: 'Instagram | Beğeni' },
  { platform: 'X', category: 'X | Posts' },
]);
const read = (text: string) => readServiceQuery(shelf, new URLSearchParams(text));
const canonical = (text: string) => writeServiceQuery(read(text));

test('what is malformed or unknown is left out', () => {
  for (const text of [
    '',
    'platform=&platform=myspace&category=nothing&type=Nothing&delivery=magic',
    'from=cheap&to=-1&sort=random&page=0&refill=yes&cancel=&dripfeed=true',
    'page=1e3&page=2&from=1.1234567&q=%20%00%20&other=1',
    'q=%ED%A0%80',
  ]) {
    assert.deepEqual({ ...read(text), text: '' }, EVERYTHING, text);
  }
});

test('an address has one order and one spelling', () => {
  assert.equal(
    canonical(
      'page=2&sort=cheapest&to=5.50&from=1,5&dripfeed=1&refill=1&platform=X&platform=Instagram&q=+a++b+',
    ),
    '?q=a+b&platform=instagram&platform=x&refill=1&dripfeed=1&from=1.50&to=5.50&sort=cheapest&page=2',
  );
  assert.equal(canonical('category=instagram-begeni'), '?category=instagram-begeni');
  assert.equal(canonical('category=Instagram+%7C+Beğeni'), '?category=instagram-begeni');
  assert.equal(canonical('from=9&to=2'), '?from=2&to=9');
  assert.equal(canonical('from=١٢٫٥'), '?from=12.50');
  assert.equal(canonical('sort=relevance&page=1'), '');
});

test('reading what was written changes nothing, whatever was sent', () => {
  const name = fc.constantFrom(
    'q',
    'platform',
    'category',
    'type',
    'delivery',
    'from',
    'to',
    'sort',
    'page',
    'refill',
  );
  const value = fc.oneof(
    fc.constantFrom('instagram', 'x', 'x-posts', 'package', 'paid-ads', '1', '2.5', 'name', '0001'),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
      const first = readServiceQuery(shelf, new URLSearchParams(pairs));
      const written = writeServiceQuery(first);
      assert.deepEqual(read(written), first);
      assert.equal(canonical(written), written);
    }),
    { numRuns: 2_000 },
  );
});
