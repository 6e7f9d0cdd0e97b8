import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { SignInOutcome } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { networkOf } from '#platform/limits/index.ts';
import { readToken as tokenIn } from './cookies.ts';
import { clientName } from './client-name.ts';
import { engineOf, headersOf } from './engine.ts';
import { findUser, type User } from './find-user.ts';
import { mailUser } from './mails/mail-user.ts';
import { takeForm } from './public-form.ts';
import { recordSignIn, type Method } from './record-sign-in.ts';
import { sendVerifyLink } from './send-link.ts';
import { hashToken } from './session-token.ts';
import { forgetTries, ofPassword, takeTry, type Wait } from './throttle.ts';
import type { Client, Site } from './visitor.ts';

export type SignedIn =
  | { kind: 'signed_in'; cookies: string[] }
  /** The password was right, and the code of an app or a recovery code is owed. */
  | { kind: 'second_factor'; cookies: string[] }
  /** Nobody is told whether it was the address, the password, or a proof that is missing. */
  | { kind: 'refused' }
  | { kind: 'suspended' }
  | { kind: 'throttled'; retryAt: Date; spent: boolean };

/**
 * Signs in by e-mail and password. A known address and an unknown one get the same answer after
 * the same work. Tries on one address wait longer each time, and nobody is locked out for good.
 */
export async function signIn(
  app: App,
  site: Site,
  client: Client,
  form: { email: string; password: string },
): Promise<SignedIn> {
  const email = form.email.trim().toLowerCase();
  const full = await takeForm(app, 'sign-in', client);
  if (full) return { kind: 'throttled', retryAt: full, spent: false };
  const wait = await beginTry(app, client, email);
  if (wait) return { kind: 'throttled', ...wait };
  const before = await presentHash(app.db, email);
  const tried = await tryPassword(app, site, client, { email, password: form.password });
  if (!('cookies' in tried)) return endTry(app, site, client, email, tried.outcome);
  if (!(await isStill(app, tried.token, email, before))) return { kind: 'refused' };
  return open(app, site, client, { ...tried, method: 'password' });
}

async function beginTry(app: App, client: Client, email: string): Promise<Wait | undefined> {
  const now = new Date(app.clock.now());
  return app.transact(async (tx) => {
    const wait = await takeTry(tx, app.vault, ofPassword(email), now);
    if (wait)
      await recordSignIn(tx, client, now, { email, outcome: 'throttled', method: 'password' });
    return wait;
  });
}

type Opened = { cookies: string[]; token: string };

async function tryPassword(
  app: App,
  site: Site,
  client: Client,
  body: { email: string; password: string },
): Promise<Opened | { outcome: SignInOutcome }> {
  const engine = await engineOf(app, site);
  try {
    const { headers, response } = await engine.api.signInEmail({
      body,
      headers: headersOf(client),
      returnHeaders: true,
    });
    return { cookies: headers.getSetCookie(), token: response.token };
  } catch (error) {
    if (isAppError(error) && error.code === 'rate_limited') return { outcome: 'throttled' };
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === 403) return { outcome: 'not_verified' };
    if (statusCode === 400 || statusCode === 401) return { outcome: 'wrong_password' };
    throw error;
  }
}

const HASH = `select c.password from credentials c join users u on u.id = c.user_id
  where u.email = $1 and c.provider_id = 'credential'`;
const PRESENT = reading<{ password: string | null }>('auth-present-hash', HASH);
const LOCKED = writing<{ password: string | null }>('auth-lock-hash', `${HASH} for share of c`);

const presentHash = async (db: Db, email: string): Promise<string | null | undefined> =>
  (await db.rows(PRESENT, [email]))[0]?.password;

/**
 * Whether the password that was right is the password still. A new one ends all sessions, and must
 * not miss one that was opened by the old one while that was being compared.
 */
async function isStill(
  app: App,
  token: string,
  email: string,
  before: string | null | undefined,
): Promise<boolean> {
  return app.transact(async (tx) => {
    const [row] = await tx.run(LOCKED, [email]);
    if (row && row.password === before) return true;
    await tx.deleteFrom('sessions').where('token', '=', hashToken(token)).execute();
    return false;
  });
}

const BUSY_MS = 5_000; // about what a full queue of hashes takes

async function endTry(
  app: App,
  site: Site,
  client: Client,
  email: string,
  outcome: SignInOutcome,
): Promise<SignedIn> {
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    await recordSignIn(tx, client, now, { email, outcome, method: 'password' });
    const user = outcome === 'not_verified' ? await findUser(tx, { email }) : undefined;
    if (user) await sendVerifyLink(tx, app, site, user);
  });
  if (outcome !== 'throttled') return { kind: 'refused' };
  return { kind: 'throttled', retryAt: new Date(now.getTime() + BUSY_MS), spent: false };
}

/** What follows once a session was opened: its person hears of a new device, the old one ends. */
export async function open(
  app: App,
  site: Site,
  client: Client,
  { cookies, token, method }: Opened & { method: Method },
): Promise<SignedIn> {
  const now = new Date(app.clock.now());
  return app.transact(async (tx) => {
    const session = await tx
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .innerJoin('accounts as a', 'a.id', 'u.account_id')
      .select(['s.id', 's.user_id', 's.pending', 'u.email', 'a.suspended_at'])
      .where('s.token', '=', hashToken(token))
      .executeTakeFirstOrThrow();
    const userId = session.user_id;
    await forgetTries(tx, app.vault, [ofPassword(session.email)]);
    if (session.suspended_at) {
      await tx.deleteFrom('sessions').where('id', '=', session.id).execute();
      await recordSignIn(tx, client, now, { userId, outcome: 'suspended', method });
      return { kind: 'suspended' };
    }
    const before = tokenIn(app, site, client.headers);
    if (before !== undefined) {
      await tx.deleteFrom('sessions').where('token', '=', hashToken(before)).execute();
    }
    if (session.pending) {
      await recordSignIn(tx, client, now, { userId, outcome: 'second_factor_asked', method });
      return { kind: 'second_factor', cookies };
    }
    await welcome(tx, app, site, client, { userId, method });
    return { kind: 'signed_in', cookies };
  });
}

/** Keeps a sign-in, and writes to its person if nobody ever signed in from there. */
export async function welcome(
  tx: Tx,
  app: App,
  site: Site,
  client: Client,
  { userId, method }: { userId: string; method: Method },
): Promise<void> {
  const user = await findUser(tx, { id: userId });
  const isNew = user && (await isNewDevice(tx, user, client));
  const now = new Date(app.clock.now());
  await recordSignIn(tx, client, now, { userId, outcome: 'signed_in', method });
  if (!isNew) return;
  await mailUser(tx, app, site, user, 'new-sign-in', {
    client: clientName(client.headers.get('user-agent')) || '?',
    address: client.address,
  });
}

/** Another browser or another network than all before; the first of all is nothing new. */
async function isNewDevice(tx: Tx, user: User, client: Client): Promise<boolean> {
  const name = clientName(client.headers.get('user-agent'));
  const before = await tx
    .selectFrom('sign_ins')
    .select(['client', 'address'])
    .where('user_id', '=', user.id)
    .where('outcome', '=', 'signed_in')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  if (before.length === 0) return false;
  const network = networkOf(client.address);
  return !before.some((one) => one.client === name && networkOf(one.address ?? '') === network);
}
