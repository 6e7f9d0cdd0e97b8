import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { placeOrder } from '#orders/index.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { makePanelFolder, type PanelFolder } from '#test/support/panel.ts';
import { startReceiver, type Receiver } from '#test/support/receiver.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { verify } from '#test/support/webhook-desk.ts';
import { fanOut, openDeliveryLane } from '#webhooks/index.ts';

let folder: PanelFolder;
let receiver: Receiver;
let account: number;

before(async () => {
  folder = await makePanelFolder();
  receiver = await startReceiver();
  account = await folder.work((app) => openAccount(app));
});
after(async () => {
  await receiver[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

type Answer = Record<string, unknown>;

async function json(command: string): Promise<Answer> {
  const { code, stdout, stderr } = await runCommand([...command.split(' '), '--json'], folder.env);
  assert.equal(code, 0, `${command}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Answer;
}

async function people(command: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command.split(' '), folder.env);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function refusal(command: string): Promise<string> {
  const { code, stderr } = await runCommand(command.split(' '), folder.env);
  assert.notEqual(code, 0, command);
  return stderr;
}

/** What a worker does, once. */
const deliver = () =>
  folder.work(async (app) => {
    await fanOut(app);
    const lane = openDeliveryLane(app);
    await lane.fill();
    await lane.quiet();
  });

test('a webhook is added, told, looked at, rotated, disabled, enabled, replayed and removed', async () => {
  const added = await json(`webhook add ${account} ${receiver.url} --events order.created`);
  assert.deepEqual([added['webhook'], added['events']], ['wh_1', ['order.created']]);
  const secret = String(added['secret']);
  assert.match(await people('webhook list'), /wh_1 +\d+ +http:\S+ +order\.created +active/);

  await folder.work(async (app) => {
    await placeOrder(app, orderOf(account, await addService(app)));
  });
  await deliver();
  const [received] = receiver.received;
  assert.ok(received && verify(secret, received));
  const { deliveries } = (await json('webhook deliveries wh_1')) as { deliveries: Answer[] };
  const [delivery] = deliveries;
  assert.deepEqual(
    [delivery?.['type'], delivery?.['status'], delivery?.['last'], deliveries.length],
    ['order.created', 'delivered', '200', 1],
  );
  const number = String(delivery?.['delivery']);
  const shown = await people(`webhook show ${number}`);
  assert.match(shown, /Attempt 1 .* HTTP 200\n {2}POST http:/);
  assert.match(shown, /webhook-signature: v1,…/);
  const log = (await json(`webhook show ${number}`)) as { body: string; attempts: Answer[] };
  assert.equal(log.body, received.body);

  const rotated = await json('webhook rotate wh_1 --overlap 0');
  assert.equal(rotated['old_secret_until'], null);
  const tested = await json('webhook test wh_1');
  await deliver();
  const last = receiver.received.at(-1);
  assert.equal(last?.headers['webhook-id'], tested['message']);
  assert.ok(last && verify(String(rotated['secret']), last));

  assert.equal((await json(`webhook resend ${number}`))['message'], delivery?.['message']);
  receiver.answer(410);
  await deliver();
  assert.match(await people(`webhook list ${account}`), /disabled .*: it answered 410 Gone/);
  assert.match(await refusal('webhook replay wh_1 --from 2020-01-01'), /enable it first/);
  receiver.answer(200);
  assert.match(await people('webhook enable wh_1'), /wh_1 is active; a test is on its way/);
  const replayed = await json('webhook replay wh_1 --from 2020-01-01 --missed');
  assert.equal(replayed['replayed'], 1);
  const before_ = receiver.received.length;
  await deliver();
  assert.equal(receiver.received.length, before_ + 2);
  const dropped = (await json('webhook deliveries wh_1 --status dropped')) as { deliveries: [] };
  assert.deepEqual(dropped.deliveries, []);

  assert.match(await people('webhook remove wh_1'), /wh_1 is removed/);
  assert.match(await people('webhook list'), /There are no webhooks/);
});

test('what is wrong is said in words, with what would be right', async () => {
  for (const [command, why] of [
    [`webhook add ${account} https://10.0.0.1/`, /the address is not public/],
    [`webhook add ${account} not-an-address`, /use an https address such as/],
    [`webhook add ${account} ${receiver.url} --events order.exploded`, /one or more of order/],
    ['webhook add 999999 https://93.184.216.34/', /there is no account 999999/],
    ['webhook remove wh_99', /there is no such webhook/],
    ['webhook rotate wh_99', /there is no such webhook/],
    ['webhook show 99', /there is no delivery 99/],
    ['webhook resend 99', /there is no delivery 99/],
    ['webhook show abc', /Use its number/],
    ['webhook replay wh_1', /--from/],
    ['listen --secret nonsense', /Use the whsec_… that was shown/],
    ['listen --host 203.0.113.9', /cannot listen on 203\.0\.113\.9:8900/],
  ] as const) {
    assert.match(await refusal(command), why, command);
  }
});
