import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { reading } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';
import { stateAfter, type Probe } from './status.ts';

/** Where mails leave by. */
export type MailServer = { host: string; port: number; secure: boolean };

const OVERDUE = reading<[since: Date | null]>(
  'status-mail-overdue',
  `select min(next_at) from mails where state = 'waiting' and next_at <= $1`,
  { asArrays: true },
);

const GREETING_MS = 10_000;

/**
 * Whether mails that are due have left, and whether the mail server greets. Nothing is sent, and
 * nobody signs in.
 */
export async function probeMail(app: App, server: MailServer, now: Date): Promise<Probe> {
  const [since] = (await app.db.rows(OVERDUE, [now]))[0] ?? [];
  const late = since ? now.getTime() - since.getTime() : 0;
  const waiting = stateAfter('mail', late);
  const started = performance.now();
  const greets = await isGreeted(server);
  const tookMs = greets ? Math.round(performance.now() - started) : null;
  if (waiting === 'down' || greets) return { component: 'mail', state: waiting, tookMs };
  // Mails wait for it and are sent when it is back: nothing is lost by an hour.
  return { component: 'mail', state: 'degraded', tookMs };
}

function isGreeted({ host, port, secure }: MailServer): Promise<boolean> {
  return new Promise((resolve) => {
    // Whose certificate it is matters when something is sent, and is checked then.
    const options = { host, port, rejectUnauthorized: false };
    const socket: Socket = secure ? connectSecure(options) : connectPlain(options);
    const end = (greeted: boolean) => {
      resolve(greeted);
      socket.destroy();
    };
    socket.setTimeout(GREETING_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('data', (bytes) => {
      if (!bytes.toString('latin1').startsWith('220')) return end(false);
      socket.end('QUIT\r\n');
      resolve(true);
    });
  });
}
