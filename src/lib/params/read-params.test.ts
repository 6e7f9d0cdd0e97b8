import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { count, day, id, ids, line, lines, requestId, whole } from './field-kinds.ts';
import { NOT_TEXT, type FieldValue } from './fields.ts';
import { paramsReader } from './read-params.ts';

const kinds = {
  line: line('', 10),
  lines: lines(''),
  count: count(''),
  whole: whole('', 1, 1_000),
  day: day(''),
  id: id('', 'ord_'),
  ids: ids('', 'ord_'),
  request_id: requestId(''),
};

const readOne = (name: keyof typeof kinds, value: FieldValue): unknown =>
  Object.values(paramsReader(z.object({ [name]: kinds[name] }))(new Map([[name, value]])))[0];

const refuses = (name: keyof typeof kinds, value: FieldValue) =>
  assert.throws(
    () => readOne(name, value),
    (error) =>
      error instanceof AppError && error.code === 'invalid_parameter' && error.parameter === name,
  );

test('every kind reads what it is for', () => {
  assert.equal(readOne('line', ' text '), 'text');
  assert.deepEqual(readOne('lines', 'a\r\n\r\n b\n \nc'), ['a', ' b', 'c']);
  assert.deepEqual(readOne('lines', ['a', 'b\nc']), ['a', 'b', 'c']);
  assert.equal(readOne('count', '100'), 100);
  assert.equal(readOne('whole', ' 1000 '), 1_000);
  assert.equal(readOne('day', '1/2/2030'), '2030-02-01');
  assert.deepEqual(readOne('id', 'ord_7'), { text: 'ord_7', id: 7 });
  assert.deepEqual(readOne('ids', '7,x'), [
    { text: '7', id: 7 },
    { text: 'x', id: undefined },
  ]);
  assert.equal(readOne('request_id', ' ü💡'), ' ü💡');
  assert.equal(readOne('request_id', '💡'.repeat(128)), '💡'.repeat(128));
});

test('every kind refuses what it is not for', () => {
  for (const text of ['two\nlines', 'a\0', 'much too long', '\ud800']) refuses('line', text);
  for (const text of ['a\0', '\udfff']) refuses('lines', text);
  for (const text of ['-1', '1.5', '1e3', 'ten', '+5', '0x1f', '١']) refuses('count', text);
  for (const text of ['0', '1001', '99999999999', '1.0']) refuses('whole', text);
  for (const text of ['31/2/2030', '2030-01-01', '0/1/2030', '1/13/2030', '1/1/30']) {
    refuses('day', text);
  }
  refuses('id', 'ref_7');
  refuses('ids', ',');
  refuses('ids', Array.from({ length: 101 }, () => '1').join(','));
  for (const text of ['a'.repeat(129), '💡'.repeat(129), 'a\nb', '\0']) refuses('request_id', text);
});

test('what is neither text nor number nor a list is refused by every kind', () => {
  for (const name of Object.keys(kinds)) refuses(name as keyof typeof kinds, NOT_TEXT);
});

const read = paramsReader(
  z.object({
    first: line('', 10),
    answer_number: whole('', 1, 9),
    old_posts: count('').optional(),
  }),
);
const fields = (values: Record<string, FieldValue>) => new Map(Object.entries(values));

test('names are snake_case on the wire and camelCase in code; others are ignored', () => {
  const sent = fields({ first: 'a', answer_number: '3', old_posts: '4', extra: NOT_TEXT });
  assert.deepEqual(read(sent), { first: 'a', answerNumber: 3, oldPosts: 4 });
});

test('empty, undefined and null are absent where the parameter is optional', () => {
  for (const value of ['', ' ', 'undefined', 'null']) {
    const sent = fields({ first: 'null', answer_number: '3', old_posts: value });
    assert.deepEqual(read(sent), { first: 'null', answerNumber: 3 });
  }
});

test('the first missing parameter is named before any invalid one', () => {
  const code = (values: Record<string, FieldValue>) => {
    try {
      read(fields(values));
    } catch (error) {
      return error instanceof AppError ? `${error.code} ${error.parameter}` : String(error);
    }
    return 'read';
  };
  assert.equal(code({}), 'missing_parameter first');
  assert.equal(code({ answer_number: 'x' }), 'missing_parameter first');
  assert.equal(code({ first: 'much too long' }), 'missing_parameter answer_number');
  assert.equal(code({ first: 'much too long', answer_number: 'x' }), 'invalid_parameter first');
});
