import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { openKey } from '#test/support/api.ts';
import {
  forEachAtOnce,
  orderFields,
  startLoad,
  type Load,
  type LoadBuyer,
} from '#test/support/load.ts';
import { runCommand, startPanel, type PanelProcess } from '#test/support/panel-process.ts';
import { killPostgres, makePanelFolder, type PanelFolder } from '#test/support/panel.ts';
import { addService, openAccount } from '#test/support/shop.ts';

const ROUNDS = 20; // issue 2
const BUYERS = 4;
const CALLERS_EACH = 6;
const DEPOSIT = '1000000';
const CHARGE = parseMoney('1'); // 1000 pieces at 1.00 per 1000

type Shop = { service: number; buyers: LoadBuyer[] };

/** Per buyer: every request id that was ever sent, and what was answered to it. */
type Book = Map<string, string>;

const openShop = (folder: PanelFolder): Promise<Shop> =>
  folder.work(async (app) => {
    const service = await addService(app);
    const buyers: LoadBuyer[] = [];
    for (let n = 0; n < BUYERS; n += 1) {
      const accountId = await openAccount(app, { balance: DEPOSIT });
      buyers.push({ accountId, key: await openKey(app, accountId) });
    }
    return { service: service.id, buyers };
  });

const urlOf = ({ started }: PanelProcess) => `${started.url}/api/v2`;

async function place(panel: PanelProcess, key: string, service: number, requestId: string) {
  const body = orderFields(key, service, requestId);
  const answer = await fetch(urlOf(panel), { method: 'POST', body });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return { text, replayed: answer.headers.get('idempotent-replayed') === 'true' };
}

/** Orders are placed while the panel, and in every other round its Postgres too, is killed. */
async function crash(folder: PanelFolder, panel: PanelProcess, shop: Shop, round: number) {
  const loads = shop.buyers.map((buyer) =>
    startLoad({ url: urlOf(panel), buyer, service: shop.service, callers: CALLERS_EACH }),
  );
  // Not always at the same point: after 10, 23, 36 … orders of the first buyer.
  await loads[0]?.reached(10 + 13 * (round % 5));
  const killed = panel.end('SIGKILL');
  if (round % 2 === 1) await killPostgres(folder, round % 4 === 1 ? 'all' : 'postmaster');
  await killed;
  await Promise.all(loads.map((load) => load.done));
  return loads;
}

/** What was acknowledged is there; what was not is placed by the first retry, or was before it. */
async function verify(panel: PanelProcess, shop: Shop, loads: Load[], books: Book[]) {
  for (const [index, { key }] of shop.buyers.entries()) {
    const { acknowledged, open } = loads[index] as Load;
    const book = books[index] as Book;
    await forEachAtOnce(acknowledged, 8, async ([requestId, heard]) => {
      const again = await place(panel, key, shop.service, requestId);
      assert.deepEqual(again, { text: heard, replayed: true });
      book.set(requestId, heard);
    });
    await forEachAtOnce(open, 8, async (requestId) => {
      const first = await place(panel, key, shop.service, requestId);
      const second = await place(panel, key, shop.service, requestId);
      assert.deepEqual(second, { text: first.text, replayed: true });
      book.set(requestId, first.text);
    });
  }
}

async function balances(folder: PanelFolder, { buyers }: Shop, books: Book[]): Promise<void> {
  await folder.work(async (app) => {
    for (const [index, { accountId }] of buyers.entries()) {
      const book = books[index] as Book;
      assert.equal(new Set(book.values()).size, book.size, 'each id has an order of its own');
      const placed = await app.db
        .selectFrom('orders')
        .select((from) => from.fn.countAll().as('count'))
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      assert.equal(Number(placed.count), book.size, 'and there is no other order');
      const left = parseMoney(DEPOSIT) - BigInt(book.size) * CHARGE;
      assert.equal(await readBalance(app, accountId), left);
    }
  });
}

test(`killed ${ROUNDS} times under load, the panel has every acknowledged order, charged once`, async (t) => {
  await using folder = await makePanelFolder();
  const start = () => startPanel(folder.env, ['serve']);
  let panel = await start();
  try {
    const shop = await openShop(folder);
    const books: Book[] = shop.buyers.map(() => new Map());
    let slowestMs = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const loads = await crash(folder, panel, shop, round);
      panel = await start();
      slowestMs = Math.max(slowestMs, panel.readyMs);
      await verify(panel, shop, loads, books);
    }
    await balances(folder, shop, books);
    const placed = books.reduce((sum, book) => sum + book.size, 0);
    t.diagnostic(`${placed} orders, slowest restart ${Math.round(slowestMs)} ms`);
    const answer = await runCommand(['check-books', '--json'], folder.env);
    assert.deepEqual(JSON.parse(answer.stdout), { ok: true });
    assert.equal((await panel.end('SIGTERM')).code, 0);
  } finally {
    panel.child.kill('SIGKILL');
  }
});
