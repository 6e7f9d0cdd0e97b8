import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listMails, readMail } from '#platform/mail/index.ts';
import { horizon, openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { takeNews } from './take-news.ts';
import { writeLetters } from './write-letters.ts';

const DAY = 24 * 60 * 60_000;

async function mailsOf({ app }: WebhookDesk): Promise<string[]> {
  await horizon(app);
  await takeNews(app);
  await writeLetters(app);
  return (await listMails(app.db)).map(({ subject }) => subject).reverse();
}

const prove = ({ app, account }: WebhookDesk) =>
  app.transact((tx) =>
    tx
      .updateTable('users')
      .set({ email_verified: true })
      .where('account_id', '=', account)
      .execute(),
  );

test('The owner of a webhook is mailed once when it fails for a day, and once at its end', async () => {
  await using desk = await openWebhookDesk();
  await prove(desk);
  await desk.add(['order.created']);
  desk.receiver.answer(500);
  const days: number[] = [];
  for (let day = 0; day < 8; day += 1) {
    await desk.order();
    await desk.deliver();
    days.push((await mailsOf(desk)).length);
    desk.clock.move(DAY);
  }
  assert.deepEqual(days, [0, 1, 1, 1, 1, 2, 2, 2]);
  const host = new URL(desk.receiver.url).host;
  assert.deepEqual(await mailsOf(desk), [
    `The webhook at ${host} takes no messages; after five days it is disabled`,
    `The webhook at ${host} is disabled: it took no message for five days`,
  ]);
  const [last] = await listMails(desk.app.db, { limit: 1 });
  const { body } = await readMail(desk.app, last?.id ?? 0n);
  assert.match(body?.text ?? '', /\/dashboard\/webhooks\/\d+/);
});

test('The owner of a webhook that is gone is mailed of its end only', async () => {
  await using desk = await openWebhookDesk();
  await prove(desk);
  await desk.add(['order.created']);
  for (let n = 0; n < 3; n += 1) await desk.order();
  desk.receiver.answer(410);
  await desk.deliver();
  assert.match(
    (await mailsOf(desk)).join('\n'),
    /^The webhook at \S+ is disabled: it answered 410 Gone$/,
  );
});
