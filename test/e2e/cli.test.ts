import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { usePostgres, type Postgres } from '#platform/embedded-postgres/index.ts';
import { openLog } from '#platform/log.ts';
import { ask, makeDataFolder, type DataFolder } from '#test/support/data-folder.ts';
import { runCommand, startPanel } from '#test/support/panel-process.ts';

type Document = Record<string, unknown>;

let folder: DataFolder;
let postgres: Postgres; // held, so that not every command starts one of its own
let env: NodeJS.ProcessEnv;

before(async () => {
  folder = await makeDataFolder();
  env = { DATA_DIR: folder.path, NOTPANEL_DEMO: '0' };
  postgres = await usePostgres({ dataDir: folder.path, log: openLog('silent') });
});
after(async () => {
  await postgres?.stop();
  await folder[Symbol.asyncDispose]();
});

/** One JSON document on stdout, and nothing else there. */
async function json(args: string, input = '', code = 0): Promise<Document> {
  const done = await runCommand([...args.split(' '), '--json'], env, input);
  assert.equal(done.code, code, `${args}: ${done.stdout}${done.stderr}`);
  assert.equal(done.stdout.trimEnd().split('\n').length, 1, done.stdout);
  return JSON.parse(done.stdout) as Document;
}

const idOf = async (name: string, args: string, input = ''): Promise<number> => {
  const { [name]: id } = await json(args, input);
  assert.equal(typeof id, 'number');
  return Number(id);
};

const refusal = async (args: string, input = '', code = 1): Promise<string> => {
  const { error } = await json(args, input, code);
  assert.equal(typeof error, 'string');
  return String(error);
};

const people = async (args: string): Promise<string> => {
  const { code, stdout, stderr } = await runCommand(args.split(' '), env);
  assert.equal(code, 0, stderr);
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(stdout, /\u001b/, 'no colour where nobody sees it');
  return stdout;
};

test('an account is opened, paid into once per reference, and gets a key', async () => {
  const opening = 'account create --email a@example.com --password-stdin';
  const account = await idOf('account', opening, 'long pw!');
  const credit = `wallet credit ${account} 25.5 --reason invoice --reference inv-7`;
  const first = await json(credit);
  assert.deepEqual(first, {
    account,
    credited: true,
    amount: '25.50',
    balance: '25.50',
    currency: 'USD',
  });
  assert.deepEqual(await json(credit), { ...first, credited: false });
  assert.match(await refusal(credit.replace('25.5', '26')), /inv-7 belongs to another credit/);
  assert.equal((await json(`wallet show ${account}`))['balance'], '25.50');
  assert.match(await people(`wallet show ${account}`), /balance \.+ 25\.50 USD/);

  const made = await json(
    `key create ${account} --dialect classic --limit unlimited --name shop --scopes read,order ` +
      '--ips 10.0.0.0/8 --spend-cap 5 --expires 2099-01-31 --repeat-window 0',
  );
  assert.match(String(made['key']), /^np_live_/);
  const listed = (await json(`key list ${account}`))['keys'] as Document[];
  assert.equal(listed.length, 1);
  const { dialect, requests_per_minute, scopes, allowed_ips, daily_spend_cap, repeat_window } =
    listed[0] as Document;
  assert.deepEqual(
    { dialect, requests_per_minute, scopes, allowed_ips, daily_spend_cap, repeat_window },
    {
      dialect: 'classic',
      requests_per_minute: null,
      scopes: ['read', 'order'],
      allowed_ips: ['10.0.0.0/8'],
      daily_spend_cap: '5.00',
      repeat_window: 0,
    },
  );
  assert.match(await refusal(`key create ${account} --expires 2020-01-31`, '', 2), /still to come/);
  assert.match(await refusal('key list 99'), /^there is no account 99$/);
  const rotated = await json(`key rotate ${Number(made['id'])}`);
  assert.match(String(rotated['key']), /^np_live_/);
  assert.deepEqual(await json(`key revoke ${Number(rotated['id'])}`), {
    ok: true,
    id: rotated['id'],
    revoked: true,
  });
});

test('an account is suspended, restored, moved to a tier and given a password', async () => {
  const account = await idOf('account', 'account create --email b@example.com --tier reseller');
  assert.equal((await json(`account suspend ${account} --reason spam`))['suspended'], true);
  const find = async () =>
    ((await json('account list'))['accounts'] as Document[]).find(
      (one) => one['account'] === account,
    );
  assert.equal((await find())?.['suspended'], 'spam');
  await json(`account restore ${account}`);
  assert.equal((await find())?.['suspended'], null);
  assert.equal((await find())?.['tier'], 'Reseller');
  await json(`account password ${account} --password-stdin`, 'another password\n');
  assert.match(await refusal(`account password ${account} --password-stdin`, 'short'), /8 to 128/);
  assert.match(await refusal(`account password ${account}`), /--password-stdin/);
});

test('services are imported from a file and listed', async () => {
  const file = join(folder.path, '..', 'services.csv');
  await writeFile(
    file,
    'category,platform,name,rate,min,max,delivery\nAds,Web,Banner views,1.25,100,10000,paid_ads\n',
  );
  assert.deepEqual(await json(`service import ${file}`), {
    created: 1,
    updated: 0,
    unchanged: 0,
    unrouted: 1,
  });
  assert.deepEqual(await json(`service import ${file}`), {
    created: 0,
    updated: 0,
    unchanged: 1,
    unrouted: 1,
  });
  assert.match(await people(`service import ${file}`), /without provider \.+ 1\n/);
  const [service] = (await json('service list'))['services'] as Document[];
  assert.equal(service?.['rate'], '1.25');
  assert.match(await people('service list'), /Banner views/);
  assert.match(await refusal('service import missing.json'), /missing\.json/);
  const shown = await json(`service show ${Number(service?.['service'])}`);
  assert.deepEqual([shown['rate'], shown['on_sale'], shown['measures']], ['1.25', true, null]);
  assert.deepEqual(
    (shown['prices'] as Document[]).map(({ rate }) => rate),
    ['1.25'],
  );
  assert.match(await people(`service show ${Number(service?.['service'])}`), /measured .* not yet/);
  assert.match(await refusal('service show 999'), /no service 999/);
});

test('doctor and imports warn of services without a provider, until they are routed', async () => {
  const file = join(folder.path, '..', 'services.csv');
  const provider = 'provider add https://up.example/api/v2 - --name up';
  const providerId = await idOf('provider', provider, 'a key\n');
  const finding = async () =>
    ((await json('doctor'))['findings'] as Document[]).find((one) => one['name'] === 'services');
  const unrouted = await finding();
  assert.equal(unrouted?.['state'], 'warning');
  assert.match(String(unrouted?.['detail']), /^1 active services have no provider/);
  const [service] = (await json('service list'))['services'] as Document[];
  await json(`service route ${Number(service?.['service'])} ${providerId} 7`);
  assert.equal((await finding())?.['state'], 'ok');
  assert.equal((await json(`service import ${file}`))['unrouted'], 0);
});

test('providers and coupons are added', async () => {
  assert.match(await people('provider list'), /https:\/\/up\.example\/api\/v2/);
  assert.match(await refusal('provider add ftp://up.example key'), /http/);
  assert.equal((await json('coupon create spring --percent 10'))['code'], 'SPRING');
  assert.match(await refusal('coupon create x --percent 10 --amount 5'), /either/);
});

test('what is typed wrong is told as one document too, with another exit code', async () => {
  const told = await Promise.all([
    refusal('account create', '', 2),
    refusal('acount list', '', 2),
    refusal('wallet credit 1 1e3 --reason x', '', 2),
    refusal('key create one', '', 2),
  ]);
  assert.match(told[0], /--email/);
  assert.match(told[1], /unknown command/);
  assert.match(told[2], /plain decimal/);
  assert.match(told[3], /account/);
  const { code, stderr } = await runCommand(['wallet', 'show', '999999'], env);
  assert.equal(code, 1);
  assert.match(stderr, /^error: there is no account 999999\n$/);
});

test('doctor and check-books find nothing wrong, and then the wrong that was done', async () => {
  assert.deepEqual(await json('check-books'), { ok: true });
  assert.equal((await json('doctor'))['ok'], true);
  assert.match(await people('doctor'), /Nothing is wrong\.\n$/);
  const account = await idOf('account', 'account create --email c@example.com');
  await ask(postgres.ownerUrl, 'update wallets set balance = 1 where id = $1', [account]);
  const books = await json('check-books', '', 1);
  assert.equal(books['ok'], false);
  assert.match(JSON.stringify(books['findings']), new RegExp(`wallet ${account} holds 1`));
  const examined = await json('doctor', '', 1);
  assert.equal(examined['ok'], false);
  await ask(postgres.ownerUrl, 'update wallets set balance = 0 where id = $1', [account]);
});

test('a demo goes neither into a shop in use nor where there may be real customers', async () => {
  const attempt = (more: NodeJS.ProcessEnv) =>
    runCommand(['seed', '--json'], { DATA_DIR: folder.path, ...more });
  const inUse = await attempt({});
  assert.equal(inUse.code, 1);
  assert.match(JSON.parse(inUse.stdout).error, /empty shop/);
  for (const more of [
    { PANEL_URL: 'https://panel.example' },
    { NOTPANEL_DEMO: '0' },
    { DATABASE_URL: postgres.appUrl, MIGRATE_URL: postgres.ownerUrl },
  ]) {
    const { code, stdout } = await attempt(more);
    assert.equal(code, 1);
    assert.match(JSON.parse(stdout).error, /never/);
  }
});

test('commands and the server see each other at once; an outside database serves as well', async () => {
  const outside = {
    DATABASE_URL: postgres.appUrl,
    MIGRATE_URL: postgres.ownerUrl,
    DATA_DIR: join(folder.path, '..', 'outside'),
  };
  await using panel = await startPanel(outside, ['serve', '--no-worker']);
  assert.equal(panel.started.demo, false);
  const account = await idOf('account', 'account create --email d@example.com');
  const { key, id } = await json(`key create ${account}`);
  const balance = async () => {
    const body = new URLSearchParams({ key: String(key), action: 'balance' });
    const answer = await fetch(`${panel.started.url}/api/v2`, { method: 'POST', body });
    return (await answer.json()) as Document;
  };
  assert.deepEqual(await balance(), { balance: '0.00', currency: 'USD' });
  await json(`wallet credit ${account} 3 --reason test`);
  assert.deepEqual(await balance(), { balance: '3.00', currency: 'USD' });
  await json(`key revoke ${Number(id)}`);
  for (const deadline = Date.now() + 1_000; ;) {
    if ((await balance())['error'] === 'Invalid API key') break;
    assert.ok(Date.now() < deadline, 'a revoked key was taken for longer than a second');
  }
  const page = await (await fetch(`${panel.started.url}/`)).text();
  assert.doesNotMatch(page, /Demo shop/);
});

test('an error that nobody caught is reported with its stack, and ends the panel in order', async (t) => {
  const received: string[] = [];
  const server = createServer((req, res) => {
    void text(req).then((body) => {
      received.push(body);
      res.end('{}');
    });
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fault = join(folder.path, '..', 'fault.mjs');
  await writeFile(fault, `process.on('SIGUSR2', () => { throw new Error('boom'); });\n`);
  await using panel = await startPanel(
    {
      DATABASE_URL: postgres.appUrl,
      MIGRATE_URL: postgres.ownerUrl,
      DATA_DIR: join(folder.path, '..', 'outside'),
      SENTRY_DSN: `http://public@127.0.0.1:${port}/1`,
      NODE_OPTIONS: `--import=${fault}`,
    },
    ['serve', '--no-worker'],
  );
  const { code, tookMs } = await panel.end('SIGUSR2');
  assert.equal(code, 1);
  assert.ok(tookMs < 15_000);
  assert.match(received.join(), /"type":"Error","value":"boom"/);
  assert.match(received.join(), /"level":"fatal"/);
});

test('orders, refills and scorecards are shown, and what is not there is refused', async () => {
  await json('account create --email orders@example.com --password-stdin', 'long pw!');
  assert.deepEqual(await json('order stuck'), { orders: [] });
  assert.deepEqual(await json('refill list'), { refills: [] });
  assert.deepEqual(await json('provider scorecard 1'), { scorecards: [] });
  assert.deepEqual(await json('service scorecard 1'), { scorecards: [] });
  assert.match(await people('order stuck'), /No order is stuck/);
  assert.match(await refusal('order show 999'), /no order 999/);
  assert.match(await refusal('order pause 999'), /No such drip-feed/);
  assert.match(await refusal('refill complete 999'), /Refill not found/);
  assert.match(await refusal('refill reject 999 late'), /Refill not found/);
});
