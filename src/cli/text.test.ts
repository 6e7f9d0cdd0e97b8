import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { receipt, table } from './text.ts';

test('a receipt leads the eye from label to value', () => {
  const text = receipt('Title', [
    ['a', '1'],
    ['longer', '2'],
  ]);
  assert.equal(stripVTControlCharacters(text), 'Title\n  a ........ 1\n  longer ... 2');
});

test('a table aligns its columns, figures to the right', () => {
  const columns = [{ title: 'ID', right: true }, { title: 'NAME' }];
  const text = table(
    columns,
    [
      ['1', 'one'],
      ['100', 'b'],
    ],
    'none',
  );
  assert.equal(stripVTControlCharacters(text), ' ID  NAME\n  1  one\n100  b');
  assert.equal(table(columns, [], 'There are none.'), 'There are none.');
});
