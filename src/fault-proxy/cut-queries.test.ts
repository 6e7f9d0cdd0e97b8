import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutQueries, type Fate } from './cut-queries.ts';

const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const message = (type: string, body: string): Buffer =>
  Buffer.concat([Buffer.from(type), int(body.length + 4), Buffer.from(body)]);

const HELLO = Buffer.concat([int(12), int(196_608), int(0)]);
const query = (text: string) => message('Q', `${text}\0`);
/** A statement by name: bound, carried out, and the line that it ends with. */
const named = (name: string) =>
  Buffer.concat([message('B', `\0${name}\0`), message('E', '\0'), message('S', '')]);
const unnamed = (text: string) =>
  Buffer.concat([message('P', `\0${text}\0`), message('B', '\0\0'), message('S', '')]);

const SENT = [HELLO, query('begin'), named('orders-insert'), unnamed('select 1'), query('commit')];
const ALL = Buffer.concat(SENT);

/** What gets through, and how it ends, when the bytes come in pieces of one size. */
function pass(fates: Readonly<Record<string, Fate>>, size: number) {
  const asked: string[] = [];
  const gate = cutQueries((statement) => {
    asked.push(statement);
    return fates[statement] ?? 'pass';
  });
  const passed: Buffer[] = [];
  for (let at = 0; at < ALL.length; at += size) {
    const { pass: bytes, ending } = gate(ALL.subarray(at, at + size));
    passed.push(bytes);
    if (ending !== undefined) return { asked, ending, bytes: Buffer.concat(passed) };
  }
  return { asked, ending: undefined, bytes: Buffer.concat(passed) };
}

test('All passes where nothing is decided, in whatever pieces it comes', () => {
  for (const size of [1, 7, 20, ALL.length]) {
    const { asked, bytes, ending } = pass({}, size);
    assert.deepEqual(asked, ['begin', 'orders-insert', 'select 1', 'commit']);
    assert.deepEqual([bytes, ending], [ALL, undefined]);
  }
});

test('A statement is found by its name or its text, and the connection ends before or after it', () => {
  const upTo = (count: number) => Buffer.concat(SENT.slice(0, count));
  const parse = message('P', '\0select 1\0'); // is no statement yet
  const cases: [string, Fate, string, Buffer][] = [
    ['commit', 'cut-before', 'cut', upTo(4)],
    ['commit', 'cut-after', 'cut-on-answer', upTo(5)],
    ['commit', 'cut-racing', 'race', upTo(5)],
    ['begin', 'reset-after', 'reset-on-answer', upTo(2)],
    ['orders-insert', 'stall', 'stall', upTo(2)],
    ['orders-insert', 'stall-after', 'stall', upTo(3)],
    ['select 1', 'cut-before', 'cut', Buffer.concat([upTo(3), parse])],
    ['select 1', 'cut-after', 'cut-on-answer', upTo(4)],
  ];
  for (const [statement, fate, ending, bytes] of cases) {
    for (const size of [1, 7, ALL.length]) {
      const heard = pass({ [statement]: fate }, size);
      assert.deepEqual(
        [heard.ending, heard.bytes],
        [ending, bytes],
        `${statement} ${fate} ${size}`,
      );
    }
  }
});
