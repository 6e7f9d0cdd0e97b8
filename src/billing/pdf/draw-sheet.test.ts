import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPdf } from '#test/support/read-pdf.ts';
import { drawSheet } from './draw-sheet.ts';
import type { Sheet } from './sheet.ts';

const SHEET: Sheet = {
  language: 'tr',
  direction: 'ltr',
  title: 'Fatura INV-2026-000012',
  heading: 'Fatura',
  number: 'INV-2026-000012',
  facts: [{ label: 'Tarih', value: '1 Kas 2026' }],
  parties: [
    { title: 'Satıcı', lines: ['Harbour Media Ltd'] },
    { title: 'Alıcı', lines: ['Iğdır İĞÜŞÖÇ ığüşöç', 'شركة النور'] },
  ],
  columns: [
    { title: 'Hizmet', share: 5 },
    { title: 'Tutar', share: 2, isNumber: true },
  ],
  rows: [['#7 Görüntülenme', '$12.000000001']],
  totals: [{ label: 'Toplam', value: '$12.000000001' }],
  notes: ['Fiyatlara vergi dahildir.'],
  foot: ['Harbour', '{page} / {pages}'],
  at: new Date('2026-11-01T00:20:00Z'),
};

test('A sheet says its words, Turkish letters among them, its title and its language', async () => {
  const { text, pages, source } = readPdf(await drawSheet(SHEET));
  assert.equal(pages, 1);
  for (const words of ['Fatura', 'INV-2026-000012', 'Iğdır İĞÜŞÖÇ ığüşöç', '$12.000000001']) {
    assert.ok(text.includes(words), `${words} in ${text}`);
  }
  assert.match(text, /1 \/ 1/);
  assert.match(source, /\/Lang \(tr\)/);
  assert.match(source, /\/MarkInfo/);
  assert.match(source, /\/StructTreeRoot/);
});

test('Arabic letters are joined, and readers are told them in their order', async () => {
  const { text, source } = readPdf(await drawSheet(SHEET));
  assert.match(text.replaceAll(/\s/g, ''), /ةكرش/);
  // UTF-16 of the whole name, in the order in which it is read.
  const told = Buffer.from('شركة النور', 'utf16le').swap16().toString('latin1');
  assert.ok(source.includes(told.replaceAll(/[()\\]/g, '\\$&')), 'no text of its own');
});

test('The same sheet is the same bytes, and many rows are many pages under the same head', async () => {
  const long = { ...SHEET, rows: Array.from({ length: 120 }, (_, at) => [`#${at}`, `$${at}.00`]) };
  const [first, second] = [await drawSheet(long), await drawSheet(long)];
  assert.ok(first.equals(second));
  const { text, pages } = readPdf(first);
  assert.ok(pages > 2);
  assert.equal(text.match(/HizmetTutar/g)?.length, pages);
  assert.ok(text.includes('$119.00'));
});

test('A sheet from right to left fits its page as well', async () => {
  const { text } = readPdf(await drawSheet({ ...SHEET, language: 'ar', direction: 'rtl' }));
  assert.ok(text.includes('$12.000000001'));
});

test('A word that is wider than its column is broken, and no sheet is without an end', async () => {
  const rows = Array.from({ length: 5_000 }, () => ['x'.repeat(300), '$1.00']);
  const { pages } = readPdf(await drawSheet({ ...SHEET, rows: rows.slice(0, 3) }));
  assert.equal(pages, 1);
  assert.ok((await drawSheet({ ...SHEET, rows })).length < 2_000_000);
});
