import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseForm } from './parse-form.ts';
import { parseJson } from './parse-json.ts';
import { requestHash } from '#orders/index.ts';

const hashOf = (fields: Record<string, unknown>) =>
  requestHash(parseJson(JSON.stringify(fields))).toString('hex');

const order = { service: 7, link: 'https://example.com/a', quantity: 100 };

test('it depends neither on encoding, order, key, action, request_id nor unknown fields', () => {
  const form = 'x=1&quantity=100&key=k&service=7&link=https%3A%2F%2Fexample.com%2Fa';
  assert.equal(requestHash(parseForm(form)).toString('hex'), hashOf(order));
  assert.equal(hashOf({ ...order, request_id: 'r', action: 'add', runs: '' }), hashOf(order));
  const comments = ['one', 'two'];
  assert.equal(
    hashOf({ ...order, comments }),
    hashOf({ ...order, comments: comments.join('\r\n') }),
  );
});

test('any change of any parameter changes it', () => {
  const names = ['service', 'link', 'quantity', 'comments', 'runs', 'coupon', 'usernames'] as const;
  const text = fc.string({ minLength: 1 }).filter((one) => !one.includes('\r'));
  const sent = fc.dictionary(fc.constantFrom(...names), text);
  const canonical = (fields: Record<string, string>) =>
    JSON.stringify(names.map((name) => fields[name]));
  fc.assert(
    fc.property(sent, sent, (one, other) => {
      assert.equal(hashOf(one) === hashOf(other), canonical(one) === canonical(other));
    }),
  );
});
