import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { guardLink, isWebLink } from './link.ts';

describe('a link', () => {
  test('is an absolute http or https address', () => {
    for (const link of [
      'https://instagram.com/p/abc',
      'http://localhost:8080/x?y=1#z',
      'HTTPS://EXAMPLE.COM',
      'https://пример.рф/страница',
    ]) {
      assert.ok(isWebLink(link), link);
    }
    for (const link of [
      '',
      'instagram.com/p/abc',
      'ftp://example.com/x',
      'javascript:alert(1)',
      'https://',
      'https:// example.com',
      'https://example.com/a b',
      'https://example.com/\u0000',
      'https://user:pass@example.com/',
      ' https://example.com',
      `https://example.com/${'x'.repeat(1_000)}`,
      '//example.com/x',
      'data:text/html,x',
    ]) {
      assert.equal(isWebLink(link), false, link);
    }
  });

  test('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isWebLink(text) || true));
  });
});

describe('the same-link guard', () => {
  test('sees one target behind its spellings', () => {
    const spellings = [
      'https://www.instagram.com/p/AbC/',
      'http://instagram.com/p/AbC',
      'https://INSTAGRAM.com/p/AbC/?utm_source=x&igsh=1',
      'https://m.instagram.com/p/AbC#comments',
    ];
    assert.equal(new Set(spellings.map(guardLink)).size, 1);
  });

  test('keeps what names another target', () => {
    const targets = [
      'https://youtube.com/watch?v=1',
      'https://youtube.com/watch?v=2',
      'https://youtube.com/Watch?v=1',
      'https://example.com/watch?v=1',
    ];
    assert.equal(new Set(targets.map(guardLink)).size, targets.length);
  });

  test('has no opinion on the order of parameters', () => {
    assert.equal(guardLink('https://a.example/?b=1&a=2'), guardLink('https://a.example/?a=2&b=1'));
  });
});
