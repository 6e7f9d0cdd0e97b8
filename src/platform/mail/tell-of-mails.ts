import type { App } from '../app.ts';
import { writing } from '../db/statement.ts';

const TELL = writing<{ id: bigint; kind: string }>(
  'mails-tell',
  `update mails set told_at = $1
   where id in (select id from mails where state = 'waiting' and told_at is null
                order by id limit 100 for update skip locked)
   returning id, kind`,
);

/** Says once of each mail that it waits because there is no SMTP server. Answers of how many. */
export async function tellOfMails(app: App): Promise<number> {
  const waiting = await app.transact((tx) => tx.run(TELL, [new Date(app.clock.now())]));
  for (const { id, kind } of waiting) {
    app.log.warn(
      { mail: Number(id), kind },
      `a mail waits in the outbox, because SMTP_URL is not set: notpanel mail show ${id}`,
    );
  }
  return waiting.length;
}
