import type { App } from '../app.ts';
import { writing } from '../db/statement.ts';
import { logNotices, raiseNotices } from '../notices/index.ts';
import type { MailBody } from './mail.ts';
import type { Mailer, SendOutcome } from './open-mailer.ts';

type Claimed = {
  id: bigint;
  kind: string;
  recipient: string;
  subject: string;
  sealed: Buffer;
  attempts: number;
};

const AT_ONCE = 10;
const LEASE_MS = 120_000; // longer than a try can take; a crash sends the mail again after it
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 4 * 3_600_000;
const MOST_ATTEMPTS = 14; // with those pauses about two days, as long as mail servers keep trying

const CLAIM = writing<Claimed>(
  'mails-claim',
  `update mails m set attempts = attempts + 1, next_at = $2
   from (select id from mails where state = 'waiting' and next_at <= $1 and sealed is not null
           and (expires_at is null or expires_at > $1)
         order by next_at, id limit $3 for update skip locked) due
   where m.id = due.id
   returning m.id, m.kind, m.recipient, m.subject, m.sealed, m.attempts`,
);

const EXPIRE = writing<{ id: bigint }>(
  'mails-expire',
  `update mails set state = 'failed', sealed = null, error = 'nobody needs it any more'
   where id in (select id from mails where state = 'waiting' and expires_at <= $1
                order by id limit 100 for update skip locked)
   returning id`,
);

const SENT = writing(
  'mails-sent',
  `update mails set state = 'sent', sent_at = $2, sealed = null, error = null where id = $1`,
);

const LATER = writing('mails-later', 'update mails set next_at = $2, error = $3 where id = $1');

const FAILED = writing(
  'mails-failed',
  `update mails set state = 'failed', error = $2 where id = $1`,
);

/**
 * Sends what is due, claimed before and recorded after, so that no transaction waits for a server;
 * answers how many were tried. A refusal (5xx to the mail) is final; whatever else goes wrong is
 * tried again for two days. What is given up is told to the operator and can be retried.
 */
export async function sendMails(app: App, mailer: Mailer): Promise<number> {
  const now = app.clock.now();
  const claimed = await app.transact(async (tx) => {
    await tx.run(EXPIRE, [new Date(now)]);
    return tx.run(CLAIM, [new Date(now), new Date(now + LEASE_MS), AT_ONCE]);
  });
  await Promise.all(
    claimed.map(async (mail) => {
      const body = JSON.parse(app.vault.open(mail.sealed)) as MailBody;
      await record(app, mail, await mailer.send({ ...mail, ...body }));
    }),
  );
  return claimed.length;
}

async function record(app: App, mail: Claimed, outcome: SendOutcome): Promise<void> {
  const now = new Date(app.clock.now());
  if (outcome.sent) {
    await app.transact((tx) => tx.run(SENT, [mail.id, now]));
    app.log.debug({ mail: Number(mail.id), kind: mail.kind }, 'a mail was sent');
    return;
  }
  if (!outcome.refused && mail.attempts < MOST_ATTEMPTS) {
    const next = new Date(now.getTime() + pauseAfter(mail.attempts));
    await app.transact((tx) => tx.run(LATER, [mail.id, next, outcome.error]));
    app.log.warn({ mail: Number(mail.id), attempts: mail.attempts }, 'a mail was not taken yet');
    return;
  }
  const fresh = await app.transact(async (tx) => {
    await tx.run(FAILED, [mail.id, outcome.error]);
    const text = `Mail ${mail.id} (${mail.kind}) could not be sent: ${outcome.error}`;
    return raiseNotices(
      tx,
      [{ kind: 'mail.failed', subject: `mail:${mail.id}`, severity: 'info', text }],
      now,
    );
  });
  logNotices(app, fresh);
}

export const pauseAfter = (attempts: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
