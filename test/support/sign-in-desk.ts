import { randomUUID } from 'node:crypto';
import { createAccount, hashPassword } from '#accounts/index.ts';
import { listMails, readMail } from '#platform/mail/index.ts';
import {
  readSession,
  signIn,
  startTotp,
  type Client,
  type Site,
  type Visitor,
} from '#auth/index.ts';
import type { TestApp } from './database.ts';

export const SITE: Site = { url: 'http://localhost:3000', name: 'A shop' };
export const SECURE_SITE: Site = { url: 'https://panel.example', name: 'A shop' };

export const PASSWORD = 'Vermilion-ledger-27';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0';

/** Somebody before a browser, with the cookies that it keeps. */
export type Browser = Client & { keep(cookies: readonly string[]): void; clear(): void };

let nextAddress = 1;

/** Each browser has an address of its own, so that one test does not use up another's tries. */
export function openBrowser(userAgent = FIREFOX): Browser {
  const kept = new Map<string, string>();
  const headers = new Headers({ 'user-agent': userAgent });
  const address = `203.0.113.${nextAddress++ % 250}`;
  const show = () => headers.set('cookie', [...kept].map((pair) => pair.join('=')).join('; '));
  return {
    address,
    headers,
    keep(cookies) {
      for (const cookie of cookies) {
        const [pair = '', ...attributes] = cookie.split('; ');
        const at = pair.indexOf('=');
        if (attributes.includes('Max-Age=0')) kept.delete(pair.slice(0, at));
        else kept.set(pair.slice(0, at), pair.slice(at + 1));
      }
      show();
    },
    clear() {
      kept.clear();
      show();
    },
  };
}

export type Person = { id: number; email: string; password: string };

/** Somebody with a proved address. */
export async function openPerson(
  app: TestApp,
  {
    role = 'customer',
    verified = true,
  }: { role?: 'customer' | 'operator'; verified?: boolean } = {},
): Promise<Person> {
  const email = `${randomUUID()}@customer.example`;
  const password = await hashPassword(PASSWORD);
  const { id } = await app.transact((tx) =>
    createAccount(tx, { email, password, role, verified, name: 'A person' }),
  );
  return { id, email, password: PASSWORD };
}

/** Somebody whose sign-in asks for a code. */
export async function openGuarded(app: TestApp): Promise<Person> {
  const person = await openPerson(app);
  const { visitor } = await enter(app, person);
  await startTotp(app, visitor);
  const confirmed_at = new Date(app.clock.now());
  await app.transact((tx) =>
    tx
      .updateTable('two_factors')
      .set({ confirmed_at })
      .where('user_id', '=', visitor.userId)
      .execute(),
  );
  return person;
}

/** Signs in, and answers who that is. */
export async function enter(
  app: TestApp,
  person: Person,
  browser = openBrowser(),
  site = SITE,
): Promise<{ browser: Browser; visitor: Visitor }> {
  const outcome = await signIn(app, site, browser, person);
  if (!('cookies' in outcome)) throw new Error(`could not sign in: ${outcome.kind}`);
  browser.keep(outcome.cookies);
  const visitor = await readSession(app, site, browser.headers);
  if (!visitor) throw new Error('the session does not count');
  return { browser, visitor };
}

/** The newest mail to somebody, opened. */
export async function lastMailTo(app: TestApp, recipient: string) {
  const [mail] = await listMails(app.db, { recipient, limit: 1 });
  if (!mail) throw new Error(`no mail to ${recipient}`);
  return readMail(app, mail.id);
}

/** The token in the link of the newest mail to somebody. */
export async function lastTokenTo(app: TestApp, recipient: string): Promise<string> {
  const { body } = await lastMailTo(app, recipient);
  const [, token] = /[?&](?:token|change)=([\w-]+)/.exec(body?.text ?? '') ?? [];
  if (token === undefined) throw new Error('the mail has no link');
  return token;
}

export function movedClock(start = Date.now()) {
  let now = start;
  return { now: () => now, move: (ms: number) => void (now += ms) };
}
