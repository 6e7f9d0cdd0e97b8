import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postQuantity } from './post-quantity.ts';

const TERMS = { min: 100, max: 200 };

test('a post is charged for what remains when it is first seen, within the customer’s range', () => {
  assert.equal(postQuantity({ remains: 150 }, TERMS), 150);
  assert.equal(postQuantity({ remains: 20 }, TERMS), 100);
  assert.equal(postQuantity({ remains: 900 }, TERMS), 200);
  assert.equal(postQuantity({ remains: null }, TERMS), 100);
});

test('a post of which something remains that is no count is charged for nothing yet', () => {
  assert.equal(postQuantity({ remains: 'odd' }, TERMS), null);
  assert.equal(postQuantity({ remains: -5 }, TERMS), null);
});
