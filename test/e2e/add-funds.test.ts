import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { makeDataFolder } from '#test/support/data-folder.ts';
import { runCommand, startPanel } from '#test/support/panel-process.ts';
import { openVisit, type Visit } from '#test/support/visit.ts';

const PASSWORD = 'ledger-Harbour-41';
const EMAIL = 'payer@customer.example';
const LOOK_EVERY_MS = 250;

/** The hidden fields of the form with this value in it. */
function fieldsOf(html: string, value: string): Record<string, string> {
  const form = html.split('<form').find((one) => one.includes(`value="${value}"`)) ?? '';
  const inputs = form.matchAll(/<input [^>]*name="(\w+)"[^>]*value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', given = '']) => [name, given]));
}

async function until(visit: Visit, path: string, shown: RegExp): Promise<string> {
  for (const deadline = Date.now() + 60_000; ; await pause(LOOK_EVERY_MS)) {
    const { text } = await visit.get(path);
    if (shown.test(text)) return text;
    assert.ok(Date.now() < deadline, `${path} does not say ${shown}`);
  }
}

test('Who signs up at a demo adds funds once, though the notice came three times', async () => {
  await using folder = await makeDataFolder();
  const env = { DATA_DIR: folder.path };
  await using panel = await startPanel(env);
  const run = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await runCommand([...args, '--json'], env);
    assert.equal(code, 0, stdout + stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const visit = openVisit(panel.started.url);
  const form = { email: EMAIL, password: PASSWORD, name: 'A payer' };
  assert.equal((await visit.post('/sign-up', form)).to, '/sign-up?notice=sent');
  const mails = JSON.stringify(await run('mail', 'list'));
  const id = /"(?:mail|id)":(\d+)/.exec(mails)?.[1] ?? assert.fail(mails);
  const mail = JSON.stringify(await run('mail', 'show', id));
  const [, token = ''] = /verify\?token=([\w-]+)/.exec(mail) ?? [];
  const verified = await visit.post(`/verify?token=${token}`, { password: PASSWORD });
  assert.equal(verified.to, '/dashboard?done=verified');

  const add = await visit.get('/dashboard/wallet/add?amount=100&way=test');
  assert.match(add.text, /Pay \$101\.50/);
  const { to } = await visit.post('/dashboard/wallet/add', fieldsOf(add.text, 'start'));
  const page = (to ?? '').replace('?go=1', '');
  const onward = await visit.get(to ?? '');
  const [, checkout = ''] = /url=[^"]*(\/test-gateway\/checkouts\/\w+)"/.exec(onward.text) ?? [];
  assert.match((await visit.get(checkout)).text, /this is a test, no money moves/);
  const paid = await visit.post(checkout, { choice: 'thrice', amount: '' });
  assert.equal(paid.to, panel.started.url + page);
  const shown = await until(visit, page, /\$102\.00 is in your wallet/);
  assert.equal(shown.match(/\$101\.50 received/g)?.length, 1);

  const [, payment = ''] = /(pay_\d+)/.exec(page) ?? [];
  const { events } = await run('test-gateway', 'charge-back', payment);
  assert.equal((events as { kind: string }[]).at(-1)?.kind, 'disputed');
  await until(visit, page, /was charged back/);
  await run('test-gateway', 'win', payment);
  await until(visit, page, /decided for the shop/);
  const books = await run('check-books');
  assert.equal(books['ok'], true, JSON.stringify(books));
});
