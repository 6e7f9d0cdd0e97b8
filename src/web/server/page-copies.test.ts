import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPageCopies } from './page-copies.ts';

const copyOf = (bytes: number) => {
  const body = Buffer.alloc(bytes);
  return {
    status: 200,
    headers: [],
    etag: '"x"',
    body,
    brotli: Buffer.alloc(0),
    gzip: Buffer.alloc(0),
  };
};

const made = (bytes: number) => () => Promise.resolve({ copy: copyOf(bytes), keep: true });

test('pages that nobody asks for again make room, and those that are asked for stay', async () => {
  const copies = openPageCopies(() => 0, { mostBytes: 20_000 });
  await copies.make('/', 1_000, made(1_000));
  for (let at = 0; at < 100; at++) {
    await copies.make(`/made-up/${at}`, 1_000, made(1_000));
    assert.ok(copies.get('/'), `after ${at}`);
  }
  const kept = Array.from({ length: 100 }, (_, at) => copies.get(`/made-up/${at}`)).filter(Boolean);
  assert.ok(kept.length < 20, `${kept.length} are kept`);
});

test('the same page again takes no more room', async () => {
  const copies = openPageCopies(() => 0, { mostBytes: 20_000 });
  await copies.make('/a', 1_000, made(1_000));
  for (let at = 0; at < 100; at++) await copies.make('/b', 1_000, made(1_000));
  assert.ok(copies.get('/a'));
});

test('what was cleared meanwhile is answered and not kept', async () => {
  const copies = openPageCopies(() => 0);
  const work = copies.make('/', 1_000, made(10));
  assert.equal(copies.isMaking('/'), true);
  copies.clear();
  assert.equal((await work).copy.body.length, 10);
  assert.equal(copies.get('/'), undefined);
});
