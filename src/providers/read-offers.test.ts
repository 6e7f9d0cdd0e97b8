import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SERVICE_TYPES } from '#catalog/index.ts';
import { readOffers } from './read-offers.ts';

const ROW = {
  service: 1,
  name: 'Followers',
  type: 'Default',
  category: 'First Category',
  rate: '0.90',
  min: '50',
  max: '10000',
  refill: true,
  cancel: true,
};

const one = (row: object) => {
  const read = readOffers([{ ...ROW, ...row }]);
  assert.ok(read);
  return read.offers[0];
};

describe('a list of services', () => {
  test('reads as the reference panel writes it', () => {
    assert.deepEqual(readOffers([ROW]), {
      offers: [
        {
          service: '1',
          name: 'Followers',
          type: 'Default',
          category: 'First Category',
          quote: 900_000n,
          min: 50n,
          max: 10_000n,
          refill: true,
          cancel: true,
          dripfeed: false,
        },
      ],
      odd: [],
    });
  });

  test('reads as SmartPanel writes it: numbers, 0 and 1, types with underscores', () => {
    const smart = {
      service: '3331',
      type: 'custom_comments_package',
      rate: 1.25,
      min: 1,
      max: 1,
      dripfeed: 1,
      refill: 0,
      cancel: '0',
      desc: 'a text',
    };
    const offer = one(smart);
    assert.deepEqual(
      [offer?.service, offer?.type, offer?.quote, offer?.dripfeed, offer?.refill, offer?.cancel],
      ['3331', 'Custom Comments Package', 1_250_000n, true, false, false],
    );
    assert.deepEqual(readOffers({ status: 'success', data: 'Empty Data' }), {
      offers: [],
      odd: [],
    });
  });

  test('knows each of our types however it is spelt, and keeps the words it does not know', () => {
    for (const type of SERVICE_TYPES) {
      for (const word of [type, type.toLowerCase().replaceAll(' ', '_'), type.toUpperCase()]) {
        assert.equal(one({ type: word })?.type, type);
      }
    }
    assert.equal(one({ type: 'Custom_comments' })?.type, 'Custom Comments');
    assert.equal(one({ type: 'Mentions' })?.type, 'Mentions');
    assert.equal(one({ type: undefined })?.type, 'Default');
  });

  test('takes flags that are missing for no, and rounds rates up', () => {
    const offer = one({ refill: undefined, cancel: null, rate: '1.23456712' });
    assert.deepEqual([offer?.refill, offer?.cancel, offer?.quote], [false, false, 1_234_568n]);
    assert.equal(one({ rate: '9e-7' })?.quote, 1n);
    assert.equal(one({ rate: '1.5E+2' })?.quote, 150_000_000n);
  });

  test('leaves out the rows that it cannot read, says which, and keeps the others', () => {
    const bad = [
      { ...ROW, service: 0 },
      { ...ROW, service: 2, name: ' ' },
      { ...ROW, service: 3, rate: '1,234.50' },
      { ...ROW, service: 4, rate: '-1' },
      { ...ROW, service: 5, rate: null },
      { ...ROW, service: 6, min: 'few' },
      { ...ROW, service: 7, min: 10, max: 5 },
      { ...ROW, service: 8, max: undefined },
      null,
      'Followers',
      ['a'],
    ];
    const read = readOffers([...bad, ROW, { ...ROW, name: 'Again' }]);
    assert.deepEqual(
      read?.offers.map((offer) => [offer.service, offer.name]),
      [['1', 'Followers']],
    );
    assert.equal(read?.odd.length, bad.length + 1);
    assert.match(read?.odd.join('\n') ?? '', /row 3: service 3 has no rate/);
    assert.match(read?.odd.at(-1) ?? '', /row 13: 1 is there already/);
  });

  test('is none when it is something else', () => {
    for (const body of [{}, 'none', 7, null, { data: 'x' }, { 1: ROW }]) {
      assert.equal(readOffers(body), null, JSON.stringify(body));
    }
  });

  test('never throws, and never says of a row more than one thing', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('0.5', '10', 1, 'ord_1', true));
    const row = fc.record(Object.fromEntries(Object.keys(ROW).map((name) => [name, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const read = readOffers(rows);
        assert.equal((read?.offers.length ?? 0) + (read?.odd.length ?? 0), rows.length);
      }),
    );
  });
});
