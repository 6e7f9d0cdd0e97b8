import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { cut, harmless, receipt, table } from './text.ts';

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

test('a table stays one where names have emoji, letters of East Asia and line breaks', () => {
  const columns = [{ title: 'NAME' }, { title: 'N', right: true }];
  const rows = [
    'plain text',
    '🔥 fire',
    '日本語',
    '👨\u200d👩\u200d👧 kin',
    'cafe\u0301',
    'two\nlines',
  ];
  const text = table(
    columns,
    rows.map((name) => [name, '1']),
    'none',
  );
  assert.deepEqual(stripVTControlCharacters(text).split('\n'), [
    'NAME        N',
    'plain text  1',
    '🔥 fire     1',
    '日本語      1',
    '👨\u200d👩\u200d👧 kin      1',
    'cafe\u0301        1',
    'two lines   1',
  ]);
  assert.equal(cut('🔥🔥🔥🔥', 6), '🔥🔥…');
  assert.equal(cut('🔥🔥🔥', 6), '🔥🔥🔥');
});

test('what others say commands no terminal', () => {
  const hostile = '\x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\x07\u009b1A\u202efdp.exe\r';
  assert.equal(harmless(hostile), '[2J[31mred[0m ]0;title1Afdp.exe');
  assert.equal(harmless('\x1b[1mours\x1b[22m\nkept'), '\x1b[1mours\x1b[22m\nkept');
});
