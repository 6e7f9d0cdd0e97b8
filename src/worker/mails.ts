import type { App } from '#platform/app.ts';
import { openMailer, sendMails, tellOfMails, type MailerOptions } from '#platform/mail/index.ts';
import { startLoop, type Loop } from './loop.ts';

const IDLE_MS = 1_000; // whoever waits for a mail looks into the box after some seconds

/** Sends the outbox, or says of each mail that there is no server for it. */
export function startMails(app: App, options: MailerOptions | undefined): Loop {
  const mailer = options && openMailer(options);
  const loop = startLoop({ name: 'mails', idleMs: IDLE_MS, log: app.log }, async () =>
    mailer ? (await sendMails(app, mailer)) > 0 : (await tellOfMails(app)) > 0,
  );
  return {
    async stop() {
      await loop.stop();
      mailer?.close();
    },
  };
}
