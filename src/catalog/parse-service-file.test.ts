import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRate } from '#lib/money.ts';
import { isAppError } from '#lib/errors.ts';
import { parseServiceFile, type ServiceFileFormat } from './parse-service-file.ts';

const HEADER = 'name,category,rate,min,max,delivery';
const DEFAULTS = {
  type: 'Default',
  refill: false,
  cancel: false,
  dripfeed: false,
  guaranteeDays: null,
  refillCap: 3,
  deliveryNote: null,
  description: '',
  linkGuard: false,
};
const REEL = {
  ...DEFAULTS,
  name: 'Reel views',
  category: 'Reels',
  rate: parseRate('1.25'),
  min: 100,
  max: 10_000,
  delivery: 'paid_ads',
};

const refusal = (text: string, format: ServiceFileFormat = 'csv'): string => {
  try {
    parseServiceFile(text, format);
  } catch (error) {
    if (isAppError(error) && error.code === 'invalid_parameter') return error.message;
    throw error;
  }
  return assert.fail('it was accepted');
};

test('a CSV with the required columns is read, in any order of columns', () => {
  const text = `${HEADER}\nReel views,Reels,1.25,100,10000,paid_ads\n`;
  assert.deepEqual(parseServiceFile(text, 'csv'), [REEL]);
  const turned = 'delivery,max,min,rate,category,name\npaid_ads,10000,100,1.25,Reels,Reel views';
  assert.deepEqual(parseServiceFile(turned, 'csv'), [REEL]);
});

test('a CSV from a spreadsheet is read: byte order mark, CRLF, quotes, empty lines', () => {
  const text =
    `\uFEFF${HEADER},description,guarantee_days,refill\r\n` +
    `"Reel ""views"", new", Reels ,1.25,100,10000,paid_ads,"two\r\nlines",30,TRUE\r\n\r\n` +
    `b,Reels,1.25,100,10000,paid_ads,,,\r\n`;
  assert.deepEqual(parseServiceFile(text, 'csv'), [
    {
      ...REEL,
      name: 'Reel "views", new',
      description: 'two\r\nlines',
      guaranteeDays: 30,
      refill: true,
    },
    { ...REEL, name: 'b' },
  ]);
});

test('a JSON array is read, numbers as numbers or as text', () => {
  const entry = {
    id: 7,
    name: 'Reel views',
    category: 'Reels',
    rate: 1.25,
    min: 100,
    max: '10000',
    delivery: 'other',
    delivery_note: 'by post',
    link_guard: true,
    guarantee_days: null,
  };
  assert.deepEqual(parseServiceFile(JSON.stringify([entry]), 'json'), [
    { ...REEL, id: 7, delivery: 'other', deliveryNote: 'by post', linkGuard: true },
  ]);
  assert.deepEqual(parseServiceFile('\uFEFF[]', 'json'), []);
});

test('a wrong value in a CSV is refused by its line and column', () => {
  const good = 'a,Reels,1.25,100,10000,paid_ads';
  const cases: [string, RegExp][] = [
    ['b,Reels,1.25,ten,10000,paid_ads', /^line 3, column min: must be a whole number from 1 to/],
    ['b,Reels,free,100,10000,paid_ads', /^line 3, column rate: must be a decimal/],
    ['b,Reels,1.25,100,99,paid_ads', /^line 3, column max: must not be below min$/],
    ['b,Reels,1.25,100,10000,', /^line 3, column delivery: is required$/],
    ['b,Reels,1.25,100,10000,magic', /^line 3, column delivery: must be one of: paid_ads, /],
    ['b,Reels,1.25,100,10000,other', /^line 3, column delivery_note: is required when/],
  ];
  for (const [bad, message] of cases)
    assert.match(refusal(`${HEADER}\n${good}\n${bad}\n`), message);
});

test('lines are counted as an editor counts them', () => {
  const long = '"a\nb\nc"';
  const text =
    `description,${HEADER}\n${long},a,Reels,1,1,1,paid_ads\n\n` +
    `${long},b,Reels,x,1,1,paid_ads\n`;
  assert.match(refusal(text), /^line 6, column rate:/);
});

test('a CSV whose header or shape is wrong is refused', () => {
  const cases: [string, RegExp][] = [
    ['', /^the file is empty/],
    ['name,category,rate,min,max\n', /^line 1: column delivery is missing$/],
    [`${HEADER},colour\n`, /^line 1: column colour is not known; known are id, name, category/],
    [`${HEADER},guaranteeDays\n`, /^line 1: column guaranteeDays is not known/],
    [`${HEADER},__proto__\n`, /^line 1: column __proto__ is not known/],
    [`${HEADER},min\n`, /^line 1: column min is there twice$/],
    [`${HEADER}\na,b\n`, /^the file is not a CSV: .*line 2/],
    [`${HEADER}\n"a,b\n`, /^the file is not a CSV: .*line 2/],
  ];
  for (const [text, message] of cases) assert.match(refusal(text), message);
});

test('a JSON file that is wrong is refused by its entry and column', () => {
  const good = { name: 'a', category: 'c', rate: '1', min: 1, max: 1, delivery: 'paid_ads' };
  const list = (...entries: unknown[]) => JSON.stringify(entries);
  const cases: [string, RegExp][] = [
    ['{', /^the file is not JSON: /],
    ['{}', /^the file must be a JSON array of services$/],
    [list(good, 5), /^entry 2: must be an object/],
    [list(good, null), /^entry 2: must be an object/],
    [list(good, [good]), /^entry 2: must be an object/],
    [list(good, { ...good, rate: true }), /^entry 2, column rate: must be a decimal/],
    [list(good, { ...good, rate: 1e-7 }), /^entry 2, column rate: must be a decimal/],
    [list(good, { ...good, name: null }), /^entry 2, column name: must be text$/],
    [list(good, { ...good, refill: {} }), /^entry 2, column refill: must be true or false$/],
    [list(good, { ...good, average_time: 5 }), /^entry 2: column average_time is not known/],
    ['[{"__proto__": {}}]', /^entry 1: column __proto__ is not known/],
  ];
  for (const [text, message] of cases) assert.match(refusal(text, 'json'), message);
});
