import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstStrong, orderLine, type Direction } from './bidi.ts';

/** As it is seen from left to right: what runs the other way is turned round. */
const seen = (text: string, base: Direction): string =>
  orderLine(text, base)
    .map((run) => (run.direction === 'rtl' ? Array.from(run.text).toReversed().join('') : run.text))
    .join('');

// Right-to-left letters are written as א ב ג here, in the order in which they are read.
const CASES: readonly (readonly [text: string, base: Direction, seen: string])[] = [
  ['abc def', 'ltr', 'abc def'],
  ['אבג דה', 'rtl', 'הד גבא'],
  ['אבג abc', 'rtl', 'abc גבא'],
  ['abc אבג def', 'ltr', 'abc גבא def'],
  ['אבג abc def דה', 'rtl', 'הד abc def גבא'],
  ['אב 12.50 גד', 'rtl', 'דג 12.50 בא'],
  ['אב 12.50 גד', 'ltr', 'דג 12.50 בא'],
  ['אב $12,000', 'rtl', '$12,000 בא'],
  ['INV-2026-000001 אב', 'rtl', 'בא INV-2026-000001'],
  ['אב (גד) ה', 'rtl', 'ה (דג) בא'],
  ['אב: \u2066-$6.07\u2069', 'rtl', '-$6.07 :בא'],
  ['אב \u2066x (1) y\u2069 גד', 'rtl', 'דג x (1) y בא'],
  ['a, b', 'rtl', 'a, b'],
  ['', 'rtl', ''],
];

for (const [text, base, wanted] of CASES) {
  test(`${JSON.stringify(text)} in a line from ${base} is seen as ${JSON.stringify(wanted)}`, () => {
    assert.equal(seen(text, base), wanted);
  });
}

test('The first letter with a direction says that of a text', () => {
  assert.equal(firstStrong('12 אב abc', 'ltr'), 'rtl');
  assert.equal(firstStrong('12 abc אב', 'rtl'), 'ltr');
  assert.equal(firstStrong('12', 'rtl'), 'rtl');
});
