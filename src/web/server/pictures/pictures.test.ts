import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { openFont, unpackWoff } from '#platform/fonts/index.ts';
import { drawCard } from './draw-card.ts';
import { openTypeface } from './typeface.ts';
import { wrapText } from './wrap-text.ts';

const fontFile = (name: string): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/${name}.woff`)));

const LATIN = fontFile('geist/files/geist-latin-400-normal');
const face = openTypeface(({ text }) => text.length * 0.5);

describe('fonts', () => {
  test('A font that was unpacked has its tables in their places, and the name it was given', () => {
    const font = unpackWoff(LATIN, 'ours');
    const count = font.readUInt16BE(4);
    assert.ok(count > 8);
    for (let at = 0; at < count; at += 1) {
      const entry = 12 + 16 * at;
      const [offset, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)];
      assert.equal(offset % 4, 0);
      assert.ok(offset + length <= font.length);
    }
    assert.ok(font.includes(Buffer.from('ours', 'utf16le').swap16()));
    assert.throws(() => unpackWoff(font, 'ours'), /not a WOFF/);
  });

  test('Letters have their widths, and what a font lacks has none', () => {
    const font = openFont(unpackWoff(LATIN, 'ours'));
    const [narrow = 0, wide = 0] = [font.advance(0x69), font.advance(0x57)]; // i, W
    assert.ok(narrow > 0.1 && narrow < wide && wide < 1.2);
    assert.equal(font.advance(0x628), undefined);
  });

  test('A text is cut where its letters change fonts, and what none has is left out', () => {
    assert.deepEqual(face.runsOf('Şiş 日 ب', 600), [
      { family: 'latin-ext-600', text: 'Ş' },
      { family: 'latin-600', text: 'i' },
      { family: 'latin-ext-600', text: 'ş  ' },
      { family: 'arabic-600', text: 'ب' },
    ]);
  });
});

describe('lines', () => {
  const measure = (text: string) => text.length;

  test('Whatever the text, lines are neither too wide nor too many', () => {
    const text = fc.array(fc.string({ maxLength: 30 })).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (...given) => {
          const [words, width, most] = given;
          const lines = wrapText(words, width, most, measure);
          assert.ok(lines.length <= most);
          for (const line of lines) assert.ok(line.length <= width, line);
        },
      ),
    );
  });

  test('What fits is kept whole, what does not ends with an ellipsis', () => {
    assert.deepEqual(wrapText('one two  three', 8, 3, measure), ['one two', 'three']);
    assert.deepEqual(wrapText('one two three four', 8, 2, measure), ['one two', 'three…']);
    assert.deepEqual(wrapText('unbreakable word', 6, 3, measure), ['unbre…', 'word']);
  });
});

test('Words of others get into a picture as text alone', () => {
  const title = '</text><script>alert(1)</script> & "quoted"';
  const svg = drawCard(
    { locale: 'en', shop: '<b>', host: 'x', title, text: '', lines: [['<i>', '&']] },
    face,
  );
  assert.doesNotMatch(svg, /<script|<b>|<i>/);
  assert.equal(svg.match(/<text/g)?.length, svg.match(/<\/text>/g)?.length);
});
