import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#lib/errors.ts';
import { parseForm } from './parse-form.ts';

const isRefusal = (error: unknown) =>
  error instanceof AppError && error.code === 'malformed_request';

test('a form reads as the platform wrote it, whatever the texts', () => {
  const text = fc.string({ unit: 'grapheme' });
  const name = text.filter((one) => one !== '' && !one.endsWith(']'));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, text), { selector: ([one]) => one }), (pairs) => {
      const read = parseForm(new URLSearchParams(pairs).toString());
      assert.deepEqual([...read], pairs);
    }),
  );
});

test('orders[0]=1 and orders[]=2 are one list', () => {
  assert.deepEqual(parseForm('orders[0]=1&orders%5B%5D=2').get('orders'), ['1', '2']);
});

test('of a field sent twice the last one counts', () => {
  assert.equal(parseForm('link=a&link=b').get('link'), 'b');
});

for (const name of ['key', 'action', 'request_id']) {
  test(`${name} is refused when it is sent twice, as a list as well`, () => {
    assert.throws(() => parseForm(`${name}=a&x=1&${name}=a`), isRefusal);
    assert.throws(() => parseForm(`${name}=a&${name}[]=a`), isRefusal);
    assert.throws(() => parseForm(`${name}[0]=a&${name}[1]=a`), isRefusal);
  });
}

test('broken percent-encoding and bytes that are not UTF-8 are refused', () => {
  for (const text of ['a=%', 'a=%zz', 'a=%ff', 'a=%c3', '%e0%80%80=1', 'a=%ed%a0%80']) {
    assert.throws(() => parseForm(text), isRefusal, text);
  }
});

test('256 fields are taken and 257 refused', () => {
  assert.equal(parseForm(Array.from({ length: 256 }, (_, i) => `f${i}=`).join('&')).size, 256);
  assert.throws(() => parseForm('a&'.repeat(257)), isRefusal);
});

test('a name from Object.prototype is a field like any other', () => {
  const fields = parseForm('__proto__=1&constructor=2&toString=3');
  assert.deepEqual([...fields.keys()], ['__proto__', 'constructor', 'toString']);
});

test('empty pairs and empty names are no fields', () => {
  assert.equal(parseForm('&&=x&').size, 0);
});

test('256 KiB without a single value are read within 50 ms', () => {
  const start = performance.now();
  parseForm('a'.repeat(262_144));
  assert.throws(() => parseForm('a&'.repeat(131_072)), isRefusal);
  assert.ok(performance.now() - start < 50);
});
