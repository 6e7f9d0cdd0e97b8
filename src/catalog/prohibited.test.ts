import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoServices } from './demo/demo-services.ts';
import { prohibitedIn } from './prohibited.ts';

test('what may not be sold is known by its words', () => {
  const named: [string, string][] = [
    ['Google Reviews 5 stars', 'reviews and ratings'],
    ['App rating, worldwide', 'reviews and ratings'],
    ['Poll votes [instant]', 'votes'],
    ['Instagram Mass Report', 'mass reports'],
    ['Aged Gmail accounts, PVA', 'accounts'],
    ['Blue tick for your page', 'impersonation'],
    ['Needs your password', 'passwords'],
  ];
  for (const [text, what] of named) assert.equal(prohibitedIn(text), what, text);
});

test('what the demo sells is allowed, and so are words that only look alike', () => {
  for (const { name, category } of demoServices()) {
    assert.equal(prohibitedIn(`${category} ${name}`), null, `${category}: ${name}`);
  }
  assert.equal(prohibitedIn('Page review by an editor, starting tomorrow'), null);
});
