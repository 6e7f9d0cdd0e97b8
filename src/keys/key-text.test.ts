import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { hashBytes, hashKey, hintOf, isKeyText, newKeyText } from './key-text.ts';

test('a key is np_live_, 43 random base62 characters and 6 of checksum', () => {
  const keys = Array.from({ length: 500 }, newKeyText);
  for (const key of keys) {
    assert.match(key, /^np_live_[0-9A-Za-z]{49}$/);
    assert.ok(isKeyText(key));
    assert.equal(hintOf(key), key.slice(0, 12));
  }
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(62n ** 43n >= 2n ** 256n, '43 characters carry 256 bits');
});

test('every character of base62 is about equally likely', () => {
  const counts = new Map<string, number>();
  const keys = 4_000;
  for (let n = 0; n < keys; n += 1) {
    for (const character of newKeyText().slice(8, 51)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const expected = (keys * 43) / 62;
  assert.equal(counts.size, 62);
  // Six standard deviations: a fair generator fails this once in some millions of runs.
  for (const [character, count] of counts) {
    assert.ok(Math.abs(count - expected) < 6 * Math.sqrt(expected), `${character}: ${count}`);
  }
});

test('the checksum is CRC32 in base62 over what precedes it', () => {
  const text = `np_live_${'0'.repeat(43)}`;
  const known = crc32Of(text);
  let digits = '';
  for (let rest = known; digits.length < 6; rest = Math.floor(rest / 62)) {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    digits = (alphabet[rest % 62] as string) + digits;
  }
  assert.ok(isKeyText(text + digits));
});

/** The textbook form, bit by bit. */
function crc32Of(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

test('one changed character is no key', () => {
  const key = newKeyText();
  for (let at = 0; at < key.length; at += 1) {
    const other = key[at] === 'A' ? 'B' : 'A';
    assert.equal(isKeyText(key.slice(0, at) + other + key.slice(at + 1)), false);
  }
  for (const text of ['', key.slice(1), `${key}A`, ` ${key}`]) assert.equal(isKeyText(text), false);
});

test('the hash is SHA-256, and no longer text has the hash of a key', () => {
  const key = newKeyText();
  const expected = createHash('sha256').update(key).digest();
  assert.deepEqual(hashBytes(hashKey(key)), expected);
  assert.notEqual(hashKey(`${key}${'x'.repeat(500)}`), hashKey(key));
  assert.equal(hashBytes(hashKey('x'.repeat(300_000))).length, 32);
});
