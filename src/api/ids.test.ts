import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classic } from './dialects/classic.ts';
import { notpanel } from './dialects/notpanel.ts';
import { parseId, parseIds } from '#lib/params/ids.ts';

const anyId = fc.integer({ min: 1, max: 2_147_483_647 });

test('an id reads back as every dialect wrote it', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      for (const { orderId } of [notpanel, classic]) {
        assert.equal(parseId(String(orderId(id)), 'ord_'), id);
      }
      assert.equal(parseId((notpanel.refill(id) as { refill: string }).refill, 'ref_'), id);
      assert.equal(parseId((classic.refill(id) as { refill: string }).refill, 'ref_'), id);
    }),
  );
});

test('an id in exponent form is its integer', () => {
  assert.equal(parseId('1e+06', 'ord_'), 1_000_000);
  assert.equal(parseId('1.23e4', 'ord_'), 12_300);
  assert.equal(parseId('1.5e0', 'ord_'), undefined);
  assert.equal(parseId('ord_1E6', 'ord_'), 1_000_000);
});

test('what is no id is undefined, and a number that no row can have is 0', () => {
  for (const text of ['', 'x', '-1', '1.5', '0x10', 'ord_', 'ref_1', '1 2', 'ord_ord_1', '１']) {
    assert.equal(parseId(text, 'ord_'), undefined, text);
  }
  for (const text of ['0', '2147483648', '99999999999999999999', '9e+99']) {
    assert.equal(parseId(text, 'ord_'), 0, text);
  }
});

test('a list reads back from commas, blanks and lines, each id as it was written', () => {
  const separator = fc.constantFrom(',', ', ', ' ,', ',,', '\n', ',\r\n');
  fc.assert(
    fc.property(fc.array(anyId, { minLength: 1 }), fc.infiniteStream(separator), (ids, between) => {
      const text = ids.map((id) => `${id}${between.next().value}`).join('');
      assert.deepEqual(
        parseIds(text, 'ord_'),
        ids.map((id) => ({ text: String(id), id })),
      );
    }),
  );
});

test('any text is a list, of ids or of none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { id } of parseIds(text, 'ord_')) {
        assert.ok(id === undefined || (id >= 0 && id <= 2_147_483_647));
      }
    }),
  );
});
