import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTicket, openTicket } from '#support/index.ts';
import { makeOutsideShop } from '#test/support/outside-shop.ts';
import { runCommand } from '#test/support/panel-process.ts';

test('An operator reads, answers and closes what a visitor wrote', async () => {
  await using shop = await makeOutsideShop({ PANEL_URL: 'https://harbour.example' });
  const { reference, token } = await shop.work((app) =>
    app.transact((tx) =>
      openTicket(
        tx,
        {
          vault: app.vault,
          now: new Date(app.clock.now()),
          shop: { name: 'Harbour', url: 'https://harbour.example' },
        },
        {
          kind: 'takedown',
          name: 'Ada',
          email: 'ada@customer.example',
          subject: 'Please stop',
          message: 'Deliveries reach my page.\u001b[2J',
          orderId: null,
          accountId: null,
          language: 'en',
          ip: '203.0.113.7',
        },
      ),
    ),
  );
  const env = await shop.env();
  const people = async (...args: string[]) => (await runCommand(args, env)).stdout;
  assert.match(
    await people('ticket', 'list', '--state', 'open'),
    new RegExp(`${reference} +takedown +open .* ada@customer.example +Please stop`),
  );
  const shown = await people('ticket', 'show', reference.toLowerCase());
  assert.match(shown, /Deliveries reach my page\./);
  assert.ok(!shown.includes('\u001b[2J'));
  assert.match(await people('notices'), /Please stop/);

  const nothing = await runCommand(['ticket', 'reply', reference, '--json'], env);
  assert.match(nothing.stdout, /missing_parameter/);
  const answer = ['ticket', 'reply', reference, '--file', '-', '--close'];
  const done = await runCommand(answer, env, 'It is stopped.\n');
  assert.match(done.stdout, /answered and closed/);
  assert.doesNotMatch(await people('notices'), /Please stop/);
  assert.match(await people('ticket', 'list', '--state', 'closed'), new RegExp(reference));

  const seen = await shop.work((app) => findTicket(app.db, reference, { vault: app.vault, token }));
  assert.deepEqual(seen?.messages.map(({ author, body }) => [author, body]).at(-1), [
    'operator',
    'It is stopped.',
  ]);
  const again = await runCommand(['ticket', 'close', reference, '--json'], env);
  assert.match(again.stdout, /conflict/);
});
