import path from 'node:path';
import { createAccount, hashPassword } from '#accounts/index.ts';
import { markWallets } from '#billing/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { MILLION, seedPast } from './million.ts';
import type { Options } from './options.ts';
import { startServer } from './server.ts';
import { openBackdoor, settleDown, stockShop, type Backdoor } from './shop.ts';
import { openWorkerApp } from './upstream.ts';
import { figure, median, table } from './table.ts';
import type { Verdict } from './verdicts.ts';

const MOST_MS = 150; // issue 5
const VIEWS = 25;
const EMAIL = 'million@bench.example';
const PASSWORD = 'Benchmark-ledger-27';
const CREDIT = asMoney(10_000_000n * 10n ** 9n);

/** Every page that a customer opens; `:order` is one of theirs, in the middle of the million. */
const PAGES = [
  ...['', '/new', '/mass', '/drip-feeds', '/subscriptions', '/refills', '/wallet', '/wallet/add'],
  ...['/orders', '/orders?tab=completed', '/orders?tab=attention', '/orders?q=post%2F77'],
  ...['/orders?after=500000', '/orders/:order', '/wallet/statements', '/wallet/invoices'],
  ...['/wallet/refund', '/api', '/api/requests', '/api/usage', '/webhooks', '/tickets'],
  ...['/tickets/new', '/affiliates', '/notifications', '/settings'],
].map((page) => `/dashboard${page}`);

type Page = { path: string; firstMs: number; medianMs: number; worstMs: number; bytes: number };
export type WebDashboardReport = { orders: number; pages: Page[]; verdicts: Verdict[] };

/** How long each page of the dashboard takes a customer with a million orders, one at a time. */
export async function measureWebDashboard(options: Options): Promise<WebDashboardReport> {
  const dataDir = path.join(options.folder, 'web-dashboard');
  const { signal, tell } = options;
  tell('web-dashboard: starting the server');
  await using server = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  tell('web-dashboard: writing a million orders of one account');
  const accountId = await openCustomer(backdoor);
  const shop = await stockShop(backdoor);
  await seedPast(backdoor, { ...shop, buyers: [{ accountId, key: '' }] });
  await markAll(backdoor);
  await settleDown(backdoor);
  const origin = `http://127.0.0.1:${server.port}`;
  const cookie = await signIn(origin);
  const [order] = await backdoor.rows<{ id: number }>(
    `select id from orders where account_id = ${accountId} order by id offset 500000 limit 1`,
  );
  const pages: Page[] = [];
  for (const page of PAGES) {
    signal.throwIfAborted();
    const at = page.replace(':order', String(order?.id));
    pages.push(await view(origin, at, cookie));
  }
  return { orders: MILLION, pages, verdicts: pages.map(verdictOf) };
}

/** What the worker does each minute, and has done long before there are a million. */
async function markAll({ appUrl }: Backdoor): Promise<void> {
  await using opened = await openWorkerApp(appUrl);
  await markWallets(opened.app);
}

async function openCustomer({ database }: Backdoor): Promise<number> {
  const password = await hashPassword(PASSWORD);
  return database.transact(async (tx) => {
    const { id } = await createAccount(tx, { email: EMAIL, password, verified: true, name: 'M' });
    const actor = { kind: 'system', name: 'bench' } as const;
    await creditWallet(tx, { accountId: id, amount: CREDIT, reason: 'benchmark', actor });
    return id;
  });
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin },
    body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function view(origin: string, at: string, cookie: string): Promise<Page> {
  const times: number[] = [];
  let bytes = 0;
  for (let count = 0; count < VIEWS; count += 1) {
    const began = performance.now();
    const answer = await fetch(origin + at, { redirect: 'manual', headers: { cookie } });
    bytes = (await answer.arrayBuffer()).byteLength;
    times.push(performance.now() - began);
    if (answer.status !== 200) throw new Error(`${at} answers ${answer.status}`);
  }
  const [firstMs = 0, ...rest] = times;
  return { path: at, firstMs, medianMs: median(rest), worstMs: Math.max(...rest), bytes };
}

const verdictOf = ({ path: at, medianMs: actual }: Page): Verdict => ({
  ...{ what: `${at}, a million orders`, actual, goal: MOST_MS, side: 'at most', unit: 'ms' },
  met: actual < MOST_MS,
});

export const describeWebDashboard = ({ orders, pages }: Omit<WebDashboardReport, 'verdicts'>) =>
  [
    `${orders.toLocaleString('en-US')} orders of one account, ${VIEWS} views of each page`,
    table(
      ['page', 'first ms', 'median ms', 'worst ms', 'bytes'],
      pages.map((one) => [
        one.path,
        figure(one.firstMs),
        figure(one.medianMs),
        figure(one.worstMs),
        figure(one.bytes),
      ]),
    ),
  ].join('\n\n');
