import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import pg from 'pg';
import { checkLedger, PROMOTION, readWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { openSecondApp, openTestApp, type TestApp } from '#test/support/database.ts';
import {
  HOUR_MS,
  openEntrants,
  openGiveaway,
  setClock,
  type SetClock,
} from '#test/support/giveaway-desk.ts';
import { timeOfRound } from './beacon.ts';
import { cancelGiveaway } from './cancel-giveaway.ts';
import { checkPrizes } from './check-prizes.ts';
import { checkDraw } from './draw.ts';
import { drawDocument } from './draw-document.ts';
import { drawDueGiveaways } from './draw-due-giveaways.ts';
import { drawGiveaway } from './draw-giveaway.ts';
import { enterGiveaway } from './enter-giveaway.ts';
import { readGiveaway } from './list-giveaways.ts';
import { readEntries } from './read-entries.ts';

const ALL = parseMoney('40.5'); // the three prizes of the desk

type Desk = { app: TestApp; clock: SetClock; id: number; entrants: number[] };

/** A giveaway that has just closed, with entries. */
async function closedDesk(app: TestApp, clock: SetClock, howMany = 5): Promise<Desk> {
  const { id } = await openGiveaway(app);
  const entrants = await openEntrants(app, howMany);
  for (const accountId of entrants) await enterGiveaway(app, { giveawayId: id, accountId });
  clock.at += HOUR_MS;
  return { app, clock, id, entrants };
}

/** What the entrants hold now, in all. */
async function wonBy({ app, entrants }: Desk): Promise<bigint> {
  const wallets = await Promise.all(entrants.map((id) => readWallet(app.db, id)));
  return wallets.reduce((sum, { balance }) => sum + balance, 0n);
}

async function assertDrawnAndPaid(desk: Desk): Promise<void> {
  const { app, id, entrants } = desk;
  const document = await drawDocument(app, id);
  assert.deepEqual(
    checkDraw(document).filter(({ ok }) => !ok),
    [],
  );
  assert.equal(document.winners.length, Math.min(3, entrants.length));
  for (const accountId of entrants) {
    const ticket = (await readEntries(app.db, accountId)).get(id)?.ticket;
    const won = document.winners.find((winner) => winner.ticket === ticket);
    const { balance } = await readWallet(app.db, accountId);
    assert.equal(balance, parseMoney(won?.prize ?? '0'));
  }
  assert.deepEqual(await checkPrizes(app.db), []);
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

test('The draw pays each winner once, and shows why it was they who won', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const desk = await closedDesk(app, clock);
  assert.equal(await drawGiveaway(app, desk.id), 'drawn');
  await assertDrawnAndPaid(desk);
  assert.equal(await wonBy(desk), ALL);
  assert.equal(await drawGiveaway(app, desk.id), 'drawn');
  assert.equal(await wonBy(desk), ALL);
});

test('Two processes that draw at the same moment pay once', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  await using second = openSecondApp(app);
  const desk = await closedDesk(app, clock);
  await Promise.all([app, second, app, second].map((one) => drawGiveaway(one, desk.id)));
  await assertDrawnAndPaid(desk);
});

test('Fewer entries than prizes: the first places are paid, and nobody wins twice', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const two = await closedDesk(app, clock, 2);
  const none = await closedDesk(app, clock, 0);
  await drawDueGiveaways(app);
  await assertDrawnAndPaid(two);
  assert.equal(await wonBy(two), parseMoney('35'));
  await assertDrawnAndPaid(none);
});

test('Nothing is drawn while it is open, and a canceled one never', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const { id } = await openGiveaway(app);
  await assert.rejects(drawGiveaway(app, id), { code: 'conflict' });
  await assert.rejects(drawGiveaway(app, 999), { code: 'not_found' });
  const now = new Date(clock.at);
  await app.transact((tx) => cancelGiveaway(tx, { id, reason: 'a mistake in the rules', now }));
  clock.at += HOUR_MS;
  await assert.rejects(drawGiveaway(app, id), { code: 'conflict' });
  await drawDueGiveaways(app);
  const { state, canceled, winners } = await readGiveaway(app, id);
  assert.deepEqual([state, canceled?.reason, winners], ['canceled', 'a mistake in the rules', []]);
});

test('Once it has closed, nobody can call it off', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const desk = await closedDesk(app, clock);
  const cancel = () =>
    app.transact((tx) =>
      cancelGiveaway(tx, { id: desk.id, reason: 'the wrong winner', now: new Date(clock.at) }),
    );
  await assert.rejects(cancel(), { code: 'conflict' });
  await drawGiveaway(app, desk.id);
  await assert.rejects(cancel(), { code: 'conflict' });
});

type Cut = { at: number; phase: 'before' | 'rolled back' | 'after' };

/** The process dies at its n-th transaction: before it, within it, or when it is committed. */
function dyingApp(app: App, { at, phase }: Cut): App {
  let n = 0;
  const die = () => {
    throw new Error('the process died');
  };
  const transact = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    n += 1;
    if (n !== at) return app.transact(work);
    if (phase === 'before') die();
    const result = await app.transact(async (tx) => {
      const done = await work(tx);
      if (phase === 'rolled back') die();
      return done;
    });
    die();
    return result;
  };
  return { ...app, transact };
}

test('A process that dies at any step of a draw leaves nobody unpaid and nobody paid twice', async () => {
  const clock = setClock();
  const relay = await startRelay();
  await using app = await openTestApp({ clock });
  try {
    const options = { relays: [relay.url] };
    for (const phase of ['before', 'rolled back', 'after'] as const) {
      for (let at = 1; at <= 3; at += 1) {
        const { id } = await openGiveaway(app, { beacon: true });
        const entrants = await openEntrants(app, 4);
        for (const accountId of entrants) await enterGiveaway(app, { giveawayId: id, accountId });
        const desk = { app, clock, id, entrants };
        const { beaconRound } = await readGiveaway(app, id);
        clock.at = timeOfRound(beaconRound ?? 0).getTime();
        await assert.rejects(drawGiveaway(dyingApp(app, { at, phase }), id, options), /died/);
        const paid = await wonBy(desk);
        const isDone = at === 3 && phase === 'after';
        assert.equal(paid, isDone ? ALL : 0n, `step ${at}, ${phase}`);
        assert.equal(await drawGiveaway(app, id, options), 'drawn');
        await assertDrawnAndPaid(desk);
      }
    }
  } finally {
    await relay.close();
  }
});

/** Answers as a relay of drand does, until it is told to fail. */
async function startRelay() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const round = Number(request.url?.split('/').at(-1));
    const signature = createHash('sha256').update(`round ${round}`).digest('hex');
    const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
    response.end(JSON.stringify({ round, randomness, signature }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test('A draw with a beacon waits for its round, which comes after the list is out', async () => {
  const clock = setClock();
  const relay = await startRelay();
  await using app = await openTestApp({ clock });
  try {
    const { id } = await openGiveaway(app, { beacon: true });
    const entrants = await openEntrants(app, 4);
    for (const accountId of entrants) await enterGiveaway(app, { giveawayId: id, accountId });
    clock.at += HOUR_MS;
    assert.equal(await drawGiveaway(app, id, { relays: [relay.url] }), 'waiting');
    const { closedAt, listHash, beaconRound } = await readGiveaway(app, id);
    const at = timeOfRound(beaconRound ?? 0).getTime();
    assert.ok(listHash && closedAt && at - closedAt.getTime() >= 10 * 60_000);
    assert.deepEqual(relay.asked, []);
    clock.at = at;
    const unheard = drawGiveaway(app, id, { relays: ['http://127.0.0.1:9'] });
    await assert.rejects(unheard, { code: 'unavailable' });
    const false1 = JSON.stringify({
      round: beaconRound,
      randomness: '0'.repeat(64),
      signature: 'ab',
    });
    await assert.rejects(drawGiveaway(app, id, { answer: false1 }), { code: 'invalid_parameter' });
    assert.equal(await drawGiveaway(app, id, { relays: [relay.url] }), 'drawn');
    assert.match(relay.asked[0] ?? '', /^GET \/[0-9a-f]{64}\/public\/\d+$/);
    await assertDrawnAndPaid({ app, clock, id, entrants });
  } finally {
    await relay.close();
  }
});

test('One that cannot be drawn holds up no other', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const stuck = await openGiveaway(app, { beacon: true });
  const desk = await closedDesk(app, clock);
  clock.at += HOUR_MS;
  await assert.rejects(drawDueGiveaways(app, { relays: ['http://127.0.0.1:9'] }), {
    code: 'unavailable',
  });
  await assertDrawnAndPaid(desk);
  assert.equal((await readGiveaway(app, stuck.id)).state, 'closed');
});

const TAMPERED: [what: string, sql: string][] = [
  ['a prize was paid to somebody else', `update transfers set to_id = to_id + 1`],
  ['a prize is larger than it was announced', `update transfers set amount = amount + 1`],
  ['a prize was paid from elsewhere', `update transfers set from_id = -2`],
  ['a prize was not paid', `delete from transfers`],
];

for (const [what, sql] of TAMPERED) {
  test(`The books show that ${what}`, async () => {
    const clock = setClock();
    await using app = await openTestApp({ clock });
    const desk = await closedDesk(app, clock);
    await drawGiveaway(app, desk.id);
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query('alter table transfers disable trigger user');
    await owner.query(`${sql} where kind = 'giveaway.prize' and reference like '%/1'`);
    await owner.end();
    assert.notDeepEqual(await checkPrizes(app.db), []);
  });
}

test('What was entered, promised and won cannot be changed by the application', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const desk = await closedDesk(app, clock);
  await drawGiveaway(app, desk.id);
  const change: ((tx: Tx) => Promise<unknown>)[] = [
    (tx: Tx) => tx.deleteFrom('giveaway_entries').execute(),
    (tx: Tx) => tx.updateTable('giveaway_winners').set({ number: 1 }).execute(),
    (tx: Tx) => tx.updateTable('giveaway_prizes').set({ amount: 1n }).execute(),
  ];
  for (const one of change) await assert.rejects(app.transact(one), /permission denied/);
  const rows = await app.db
    .selectFrom('transfers')
    .select(['from_id', 'amount'])
    .where('kind', '=', 'giveaway.prize')
    .execute();
  assert.ok(rows.every(({ from_id: from }) => from === PROMOTION));
  assert.deepEqual(await checkLedger(app.db), []);
});
