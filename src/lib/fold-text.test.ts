import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldText } from './fold-text.ts';

test('spellings that mean one word are one', () => {
  const same: [string, ...string[]][] = [
    ['istanbul', 'İstanbul', 'ISTANBUL', 'ıstanbul'],
    ['begeni', 'Beğeni', 'BEĞENİ'],
    ['cafe', 'Café', 'CAFE\u0301'],
    ['strasse', 'Straße'],
    ['احمد', 'أحمد', 'أَحْمَد', 'ٱحمد', 'أحـــمد'],
    ['مشاهده', 'مشاهدة'],
    ['علي', 'على', 'علی'],
    ['100', '١٠٠', '۱۰۰', '１００'],
    ['instagram', '𝐈𝐧𝐬𝐭𝐚𝐠𝐫𝐚𝐦', 'ＩＮＳＴＡＧＲＡＭ'],
  ];
  for (const [plain, ...others] of same) {
    for (const other of others) assert.equal(foldText(other), plain, other);
  }
});

test('folding what is folded changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(foldText(foldText(text)), foldText(text));
    }),
    { numRuns: 2_000 },
  );
});
