import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeJpeg, makePng, swollenJpeg } from '#test/support/pictures.ts';
import { sniff } from './sniff.ts';

const text = (words: string) => Buffer.from(words, 'utf8');

// What somebody sends, whatever it is called, and what is seen in it.
const SEEN: readonly (readonly [what: string, bytes: Buffer, seen: string | undefined])[] = [
  ['a PNG', makePng(3, 2), 'image/png'],
  ['a JPEG', makeJpeg(), 'image/jpeg'],
  ['a JPEG of a camera', makeJpeg({ turn: 6 }), 'image/jpeg'],
  ['a PDF', text('%PDF-1.7\n1 0 obj\n%%EOF\n'), 'application/pdf'],
  ['a PDF that was cut off', text('%PDF-1.7\n1 0 obj\n'), undefined],
  ['plain text', text('Merhaba, dünya\n\tمرحبا\r\n'), 'text/plain'],
  ['a table', text('order,link\n17,https://example.com\n'), 'text/plain'],
  ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), undefined],
  ['an SVG after a declaration', text(' <?xml version="1.0"?><svg/>'), undefined],
  ['a page', text('<!DOCTYPE html><script>alert(1)</script>'), undefined],
  ['a page of sorts', text('\n<Script>alert(1)</Script>'), undefined],
  ['a GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAAC', 'base64'), undefined],
  ['a WebP', text('RIFF\u0004\0\0\0WEBPVP8L'), undefined],
  ['a ZIP', Buffer.from('504b0304140000000800', 'hex'), undefined],
  ['a program', Buffer.from('7f454c4602010100', 'hex'), undefined],
  ['text with controls', text('a\u0000b'), undefined],
  ['no UTF-8', Buffer.from([0x61, 0xff, 0xfe]), undefined],
  ['the start of a PNG', makePng(3, 2).subarray(0, 20), undefined],
  ['the start of a JPEG', makeJpeg().subarray(0, 30), undefined],
  ['a PNG of no size', makePng(0, 2, { raw: 10 }), undefined],
  ['a PNG and a page', Buffer.concat([makePng(3, 2), text('<script>')]), 'image/png'],
];

for (const [what, bytes, seen] of SEEN) {
  test(`${what} is ${seen ?? 'not taken'}`, () => {
    assert.equal(sniff(bytes)?.type, seen);
  });
}

test('A picture says how large it is and how its camera was held', () => {
  assert.deepEqual(sniff(swollenJpeg(60_000, 50_000)), {
    ...{ type: 'image/jpeg', width: 60_000, height: 50_000 },
    turn: 1,
  });
  const turned = sniff(makeJpeg({ turn: 8 }));
  assert.ok(turned && 'turn' in turned);
  assert.equal(turned.turn, 8);
  const odd = sniff(makeJpeg({ turn: 77 }));
  assert.ok(odd && 'turn' in odd);
  assert.equal(odd.turn, 1);
});
