import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ServiceType } from '#catalog/index.ts';
import { MOST_BYTES, type MassLine, type Unreadable } from './mass-line.ts';
import { parseMass } from './parse-mass.ts';
import { writeMass } from './write-mass.ts';

const TYPES: Readonly<Record<number, ServiceType>> = {
  1: 'Default',
  2: 'Package',
  3: 'Custom Comments',
  4: 'Mentions with Hashtags',
  5: 'Subscriptions',
  6: 'Web Traffic',
};

const parse = (text: string) => parseMass(text, (id) => TYPES[id]);

function linesOf(text: string): MassLine[] {
  const parsed = parse(text);
  assert.ok('lines' in parsed, JSON.stringify(parsed));
  return parsed.lines;
}

const fieldsOf = (text: string) => linesOf(text).map(({ fields }) => fields);

const LINK = 'https://example.com/p';

const ROWS: readonly (readonly [name: string, text: string, fields: Record<string, string>])[] = [
  ['bars', `1 | ${LINK} | 1000`, { service: '1', link: LINK, quantity: '1000' }],
  ['bars without blanks', `1|${LINK}|1000`, { service: '1', link: LINK, quantity: '1000' }],
  ['tabs', `1\t${LINK}\t1000`, { service: '1', link: LINK, quantity: '1000' }],
  ['blanks', `1  ${LINK}   1000`, { service: '1', link: LINK, quantity: '1000' }],
  ['commas', `1, ${LINK}, 1000`, { service: '1', link: LINK, quantity: '1000' }],
  ['semicolons', `1;${LINK};1000`, { service: '1', link: LINK, quantity: '1000' }],
  [
    'commas in a link',
    '1,https://example.com/a,b,1000',
    { service: '1', link: 'https://example.com/a,b', quantity: '1000' },
  ],
  ['a package of two fields', `2 ${LINK}`, { service: '2', link: LINK }],
  ['a package with a quantity', `2 | ${LINK} | 1000`, { service: '2', link: LINK }],
  [
    'a drip-feed',
    `1 | ${LINK} | 100 | 5 | 60`,
    { service: '1', link: LINK, quantity: '100', runs: '5', interval: '60' },
  ],
  [
    'comments, one a cell',
    `3 | ${LINK} | Lovely, really | Where is this?`,
    { service: '3', link: LINK, comments: 'Lovely, really\nWhere is this?' },
  ],
  [
    'comments with \\n',
    `3 | ${LINK} | one\\ntwo`,
    { service: '3', link: LINK, comments: 'one\ntwo' },
  ],
  [
    'two lists',
    `4 | ${LINK} | 50 | ann\\nbob | x | y`,
    { service: '4', link: LINK, quantity: '50', usernames: 'ann\nbob', hashtags: 'x\ny' },
  ],
  [
    'a subscription, with a gap',
    '5 | somebody | 10 | 20 | 0 | | | 31/12/2030',
    {
      service: '5',
      username: 'somebody',
      min: '10',
      max: '20',
      delay: '0',
      expiry: '31/12/2030',
    },
  ],
];

describe('lines', () => {
  for (const [name, text, fields] of ROWS) {
    test(`${name} are read`, () => {
      const [line] = linesOf(text);
      assert.deepEqual(line?.fields, fields);
      assert.equal(line?.fault, null);
    });
  }

  test('blank lines, a byte order mark and endings of any kind change nothing', () => {
    const lines = linesOf(`\uFEFF\r\n1 | ${LINK} | 1\r\r\n  \n1 | ${LINK} | 2\n`);
    assert.deepEqual(
      lines.map(({ number, at, fields }) => [number, at, fields['quantity']]),
      [
        [1, 2, '1'],
        [2, 5, '2'],
      ],
    );
  });

  test('what is wrong with one line stays with it', () => {
    const lines = linesOf(
      `1 | ${LINK} | 5\nhello\n9 | ${LINK} | 5\n1 | ${LINK} | 5 | 1 | 1 | more`,
    );
    assert.deepEqual(
      lines.map(({ fault }) => fault?.code ?? null),
      [null, 'unreadable', 'service_not_found', 'too_many_fields'],
    );
  });
});

describe('tables', () => {
  test('columns are known by their names, in any order and with any customary delimiter', () => {
    for (const [comma, head] of [
      [',', 'Service,Link,Quantity'],
      [';', 'service_id;URL;qty'],
      ['\t', 'id\tlink\tquantity'],
      ['|', 'service | link | quantity'],
    ] as const) {
      const text = `${head}\n${['1', LINK, '1000'].join(comma)}\n`;
      assert.deepEqual(fieldsOf(text), [{ service: '1', link: LINK, quantity: '1000' }]);
    }
  });

  test('a cell in quotes has several lines, and lines keep the number where they begin', () => {
    const text = `service,link,comments\n3,${LINK},"one\n\ntwo"\n3,${LINK},three\n`;
    const lines = linesOf(text);
    assert.equal(lines[0]?.fields['comments'], 'one\n\ntwo');
    assert.deepEqual(
      lines.map(({ at }) => at),
      [2, 5],
    );
  });

  test('a row with more cells than columns is told, one with fewer is read', () => {
    const lines = linesOf(`service,link,quantity\n1,${LINK},5,6\n2,${LINK}\n`);
    assert.deepEqual(
      lines.map(({ fault }) => fault?.code ?? null),
      ['too_many_fields', null],
    );
  });
});

const UNREADABLE: readonly (readonly [text: string, unreadable: Unreadable])[] = [
  ['', { why: 'empty' }],
  [' \n\r\n\t\n', { why: 'empty' }],
  ['service,link,quantity\n', { why: 'empty' }],
  ['service,link,quantiti\n1,a,1', { why: 'column', column: 'quantiti' }],
  ['service,link,coupon\n1,a,x', { why: 'column', column: 'coupon' }],
  ['service,link,__proto__\n1,a,x', { why: 'column', column: '__proto__' }],
  ['service,link,url\n1,a,b', { why: 'twice', column: 'link' }],
  ['service,link\n1,"a', { why: 'quotes', at: 2 }],
  ['1 | \0 | 2', { why: 'not_text' }],
  ['1 | \uD800 | 2', { why: 'not_text' }],
  ['1 a 1\n'.repeat(1_001), { why: 'too_many' }],
  ['x'.repeat(MOST_BYTES + 1), { why: 'too_long' }],
];

describe('hostile input', () => {
  for (const [text, unreadable] of UNREADABLE) {
    test(`${JSON.stringify(text.slice(0, 40))} is refused: ${unreadable.why}`, () => {
      assert.deepEqual(parse(text), { unreadable });
    });
  }

  test('the longest text of one kind of character is read within a second', () => {
    const fill = (one: string) => one.repeat(Math.floor(MOST_BYTES / one.length));
    for (const one of [' ', ',', '|', '\n', '"', '1', 'a', ', ', ' 1', '\\n', '|\n', 'service,']) {
      for (const text of [fill(one), `1 ${fill(one).slice(3)}`, `1${fill(one).slice(2)}a`]) {
        const started = performance.now();
        parse(text);
        assert.ok(performance.now() - started < 1_000, JSON.stringify(text.slice(0, 10)));
      }
    }
  });

  test('whatever is sent, it is read or refused, and no line has fields of other names', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('1', '3', 'service', LINK, '"', '\n'));
    const text = fc
      .array(fc.tuple(cell, fc.constantFrom('|', ',', '\n', '\t', ' ')), { maxLength: 30 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(text, (sent) => {
        const parsed = parse(sent);
        if ('unreadable' in parsed) return;
        for (const [index, { number, fields }] of parsed.lines.entries()) {
          assert.equal(number, index + 1);
          for (const value of Object.values(fields)) assert.equal(typeof value, 'string');
        }
      }),
    );
  });
});

test('what is written for another batch reads as it was', () => {
  const text = [...ROWS.map(([, row]) => row)].join('\n');
  const lines = linesOf(text);
  const written = writeMass(lines, ({ service }) => TYPES[Number(service)]);
  assert.deepEqual(
    fieldsOf(written),
    lines.map(({ fields }) => fields),
  );
});
