import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvField, csvLine } from './csv.ts';

test('A cell that a spreadsheet would run is text', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    assert.match(csvField(`${start}HYPERLINK("http://x")`), /^"'/);
  }
  assert.equal(csvField('-2+3'), `"'-2+3"`);
});

test('Numbers below zero stay numbers', () => {
  assert.equal(csvField('-12.50'), '-12.50');
  assert.equal(csvField('12.50'), '12.50');
});

test('Quotes, commas and line ends stay within their field', () => {
  assert.equal(
    csvLine(['a', 'b,c', 'say "x"', 'two\nlines']),
    'a,"b,c","say ""x""","two\nlines"\r\n',
  );
});
