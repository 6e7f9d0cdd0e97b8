import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#lib/errors.ts';
import { NOT_TEXT } from '#lib/params/fields.ts';
import { parseJson } from './parse-json.ts';

const isRefusal = (error: unknown) =>
  error instanceof AppError && error.code === 'malformed_request';

test('any object of scalars is read, each value as its text', () => {
  const scalar = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), scalar), (value) => {
      const fields = parseJson(JSON.stringify(value));
      assert.deepEqual([...fields.keys()], Object.keys(value));
      for (const [name, one] of Object.entries(value)) {
        assert.equal(fields.get(name), one === null ? '' : String(one));
      }
    }),
  );
});

test('any other text is refused, and never fails in another way', () => {
  const pieces = ['{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', 'null', ' ', '\n', '\u0000'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      try {
        parseJson(text);
        assert.equal(typeof JSON.parse(text), 'object');
      } catch (error) {
        assert.ok(isRefusal(error), String(error));
      }
    }),
  );
});

test('lists of scalars are lists, whatever is in them as text', () => {
  const fields = parseJson('{"orders":[1,"ord_2",3e2],"nested":[[1]],"objects":[{}]}');
  assert.deepEqual(fields.get('orders'), ['1', 'ord_2', '300']);
  assert.equal(fields.get('nested'), NOT_TEXT);
  assert.equal(fields.get('objects'), NOT_TEXT);
});

test('an integer that a double cannot hold is not taken for the nearest one', () => {
  const fields = parseJson('{"a":9007199254740993,"b":9007199254740991,"c":1e400}');
  assert.equal(fields.get('a'), NOT_TEXT);
  assert.equal(fields.get('b'), '9007199254740991');
  assert.notEqual(fields.get('c'), '1e400');
});

test('32 levels are read and 33 refused, before they are parsed', () => {
  const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  assert.equal(parseJson(nested(32)).get('a'), NOT_TEXT);
  assert.throws(() => parseJson(nested(33)), isRefusal);
  assert.throws(() => parseJson('['.repeat(250_000)), isRefusal);
});

test('key, action and request_id are refused when sent twice, however they are spelt', () => {
  assert.throws(() => parseJson('{"key":"a","key":"b"}'), isRefusal);
  assert.throws(() => parseJson('{"action":"a","\\u0061ction":"b"}'), isRefusal);
  assert.throws(() => parseJson('{"request_id":1,"x":{"y":[1,2]},"request_id":1}'), isRefusal);
  assert.equal(parseJson('{"key":"a","x":{"key":"b"},"y":"key"}').get('key'), 'a');
});

test('what is no object is refused', () => {
  for (const text of ['', '[]', '"a"', '1', 'null', '{', '{"a":1}}', '{"a":01}', "{'a':1}"]) {
    assert.throws(() => parseJson(text), isRefusal, text);
  }
});

test('__proto__ is a field, and changes no object', () => {
  const fields = parseJson('{"__proto__":{"admin":true},"a":"1"}');
  assert.equal(fields.get('__proto__'), NOT_TEXT);
  assert.equal(({} as { admin?: boolean }).admin, undefined);
});

test('more than 256 fields are refused', () => {
  const names = Array.from({ length: 257 }, (_, i) => `"f${i}":1`);
  assert.equal(parseJson(`{${names.slice(1).join(',')}}`).size, 256);
  assert.throws(() => parseJson(`{${names.join(',')}}`), isRefusal);
});
