import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#lib/seeded-random.ts';
import { FORGERIES, randomDraw } from '#test/support/draw-documents.ts';
import { checkDraw, drawKeyOf, listHashOf, rankTickets, sha256, ticketOf } from './draw.ts';

const drawOf = (seed: string, count: number, places: number): string[] => {
  const tickets = Array.from({ length: count }, (_, at) => ticketOf('salt', at + 1)).sort();
  const key = drawKeyOf({ seed, listHash: listHashOf(tickets), count, beacon: 'none' });
  return rankTickets(key, tickets, places);
};

test('A draw is what sha256sum makes of the same lines in a shell', () => {
  const byHand = [
    '73a035a1e681b59045f9242e55bc2839836f7d775883dfe417c89500e1020ed4',
    'afb9f489e043d8993f062aba868de5f32c8a9bd811dcdf9029b0d75f8990d4fc',
    'afb5836c769847f6c15c1b6a28e380a0f3818b7fe2b4c871fb238d7aa46a442b',
  ];
  assert.deepEqual(drawOf('seed', 3, 3), byHand);
  assert.deepEqual(drawOf('seed', 3, 1), byHand.slice(0, 1));
  assert.notDeepEqual(drawOf('another', 20, 20), drawOf('seed', 20, 20));
});

test('Whoever enters last changes who wins', () => {
  const winners = new Set(Array.from({ length: 20 }, (_, more) => drawOf('seed', 20 + more, 1)[0]));
  assert.ok(winners.size > 5);
});

test('Each ticket wins as often as any other, at each place', () => {
  const [count, places, draws] = [20, 3, 6_000];
  const tickets = Array.from({ length: count }, (_, at) => ticketOf('salt', at + 1)).sort();
  const listHash = listHashOf(tickets);
  const wins = Array.from({ length: places }, () => new Map<string, number>());
  for (let n = 0; n < draws; n += 1) {
    const key = drawKeyOf({ seed: sha256(`seed ${n}`), listHash, count, beacon: 'none' });
    for (const [place, ticket] of rankTickets(key, tickets, places).entries()) {
      const at = wins[place];
      at?.set(ticket, (at.get(ticket) ?? 0) + 1);
    }
  }
  const expected = draws / count;
  for (const [place, counts] of wins.entries()) {
    let chiSquare = 0;
    for (const ticket of tickets)
      chiSquare += ((counts.get(ticket) ?? 0) - expected) ** 2 / expected;
    // 19 degrees of freedom: 99.9 % of fair draws stay below 43.8.
    assert.ok(chiSquare < 43.8, `place ${place + 1}: chi-square ${chiSquare.toFixed(1)}`);
  }
});

test('Nobody wins twice, and a short list gives what prizes it can', () => {
  assert.equal(new Set(drawOf('seed', 50, 50)).size, 50);
  assert.equal(drawOf('seed', 3, 10).length, 3);
  assert.deepEqual(drawOf('seed', 0, 10), []);
});

test('Every draw that was made by the rules passes every check', () => {
  const random = seededRandom(1);
  for (let n = 0; n < 200; n += 1) {
    const failed = checkDraw(randomDraw(random, n % 2 === 0)).filter(({ ok }) => !ok);
    assert.deepEqual(failed, []);
  }
});

for (const [what, forge] of FORGERIES) {
  test(`A forged draw is found out: ${what}`, () => {
    const random = seededRandom(2);
    let draw = randomDraw(random);
    while (draw.winners.length < 2) draw = randomDraw(random);
    assert.ok(checkDraw(forge(draw)).some(({ ok }) => !ok));
  });
}

test('A beacon of another round, a made up one and a missing one are found out', () => {
  const draw = randomDraw(seededRandom(3), true);
  assert.ok(draw.beacon);
  const forged = [
    { ...draw, beacon: { ...draw.beacon, round: draw.beacon.round + 1 } },
    { ...draw, beacon: { ...draw.beacon, randomness: sha256('chosen') } },
    { ...draw, beacon: null },
  ];
  for (const one of forged) assert.ok(checkDraw(one).some(({ ok }) => !ok));
});
