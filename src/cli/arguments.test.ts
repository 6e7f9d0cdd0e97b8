import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgumentError } from 'commander';
import {
  basisPoints,
  date,
  future,
  id,
  ids,
  limit,
  list,
  money,
  port,
  whole,
} from './arguments.ts';

const refuses = (parse: (text: string) => unknown, ...texts: string[]) => {
  for (const text of texts) assert.throws(() => parse(text), InvalidArgumentError, text);
};

test('an id is taken in both forms of the API, and nothing that is none', () => {
  assert.equal(id('17'), 17);
  assert.equal(id('ord_17'), 17);
  assert.deepEqual(ids('1, 2,ord_3'), [1, 2, 3]);
  refuses(id, '', '0', '-1', '1.5', '2147483648', 'x');
});

test('money is a plain decimal, exact', () => {
  assert.equal(money('25.5'), 25_500_000_000n);
  refuses(money, '', '-1', '1e3', '1,000', '0.0000000001');
});

test('a limit is a number above zero or unlimited', () => {
  assert.equal(limit('60'), 60);
  assert.equal(limit('unlimited'), 'unlimited');
  refuses(limit, '0', '-1', 'none');
});

test('a percentage becomes basis points without passing through a float', () => {
  assert.equal(basisPoints('2.5'), 250);
  assert.equal(basisPoints('0.29'), 29);
  assert.equal(basisPoints('100'), 10_000);
  refuses(basisPoints, '0', '100.01', '2.555', 'ten');
});

test('dates, ports, counts and lists are read strictly', () => {
  assert.equal(date('2027-01-31').toISOString(), '2027-01-31T00:00:00.000Z');
  refuses(date, '31.1.2027', '2027-13-01', 'tomorrow');
  assert.equal(future('2999-01-31').toISOString(), '2999-01-31T00:00:00.000Z');
  refuses(future, '2020-01-31', 'tomorrow');
  assert.equal(port('0'), 0);
  refuses(port, '65536', '-1', 'http');
  assert.equal(whole('0'), 0);
  refuses(whole, '1.5', '');
  assert.deepEqual(list('a, b  c,'), ['a', 'b', 'c']);
});
