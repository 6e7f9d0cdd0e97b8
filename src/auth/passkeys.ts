import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Db } from '#platform/db/types.ts';
import { engineOf, headersOf, type Engine } from './engine.ts';
import { mailUser } from './mails/mail-user.ts';
import { takeForm } from './public-form.ts';
import { open, type SignedIn } from './sign-in.ts';
import { requireFresh, type Client, type Site, type Visitor } from './visitor.ts';

/** What a browser is asked, and the cookie by which its answer is known. */
export type Challenge = { options: object; cookies: string[] };

export type Passkey = {
  id: string;
  name: string;
  /** Kept by a service that has it on several devices. */
  synced: boolean;
  createdAt: Date;
  usedAt: Date | null;
};

const MOST = 10;
const LONGEST_NAME = 60; // passkeys_name_is_short

/** The passkeys of somebody, the oldest first. */
export async function listPasskeys(db: Db, userId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'backed_up', 'created_at', 'used_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    synced: row.backed_up,
    createdAt: row.created_at,
    usedAt: row.used_at,
  }));
}

/** Asks a browser for a new passkey. Refuses `scope_missing` and, beyond ten, `conflict`. */
export async function beginPasskey(
  app: App,
  site: Site,
  client: Client,
  visitor: Visitor,
): Promise<Challenge> {
  requireFresh(visitor);
  if ((await listPasskeys(app.db, visitor.userId)).length >= MOST) {
    throw new AppError('conflict', `an account has at most ${MOST} passkeys: remove one`);
  }
  const engine = await engineOf(app, site);
  const { headers, response } = await engine.api.generatePasskeyRegistrationOptions({
    query: {},
    headers: headersOf(client),
    returnHeaders: true,
  });
  return { options: response, cookies: headers.getSetCookie() };
}

/**
 * Adds the passkey that a browser made, and mails its person. Refuses `scope_missing`, and
 * `invalid_parameter` for an answer to another question, or to one that was answered before.
 */
export async function addPasskey(
  app: App,
  site: Site,
  client: Client,
  visitor: Visitor,
  { name, response }: { name: string; response: object },
): Promise<void> {
  requireFresh(visitor);
  const given = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const named = given.slice(0, LONGEST_NAME).trim() || 'Passkey';
  if (hasZero(response)) throw refusal();
  const engine = await engineOf(app, site);
  try {
    await engine.api.verifyPasskeyRegistration({
      body: { response, name: named },
      headers: headersOf(client),
    });
  } catch (error) {
    throw asRefusal(error);
  }
  await app.transact((tx) => mailUser(tx, app, site, visitor, 'passkey-added', { name: named }));
}

/** Takes a passkey away from its person, and mails them. Refuses `scope_missing`, `not_found`. */
export async function removePasskey(
  app: App,
  site: Site,
  visitor: Visitor,
  id: string,
): Promise<void> {
  requireFresh(visitor);
  await app.transact(async (tx) => {
    const gone = await tx
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('user_id', '=', visitor.userId)
      .returning('name')
      .executeTakeFirst();
    if (!gone) throw new AppError('not_found', 'there is no such passkey');
    await mailUser(tx, app, site, visitor, 'passkey-removed', { name: gone.name });
  });
}

/** Asks a browser for any passkey of this shop; nobody says whose. Refuses `rate_limited`. */
export async function askForPasskey(app: App, site: Site, client: Client): Promise<Challenge> {
  if (await takeForm(app, 'sign-in', client)) throw tooMany();
  const engine = await engineOf(app, site);
  // Without the session's cookie the question names no keys, and any may answer it.
  const { headers, response } = await engine.api.generatePasskeyAuthenticationOptions({
    headers: headersOf({ ...client, headers: withoutCookie(client.headers) }),
    returnHeaders: true,
  });
  const options = { ...response, userVerification: 'required', allowCredentials: [] };
  return { options, cookies: headers.getSetCookie() };
}

/** Signs in by a passkey that its holder unlocked, which stands for both factors. */
export async function signInByPasskey(
  app: App,
  site: Site,
  client: Client,
  response: { id?: unknown },
): Promise<SignedIn> {
  const full = await takeForm(app, 'sign-in', client);
  if (full) return { kind: 'throttled', retryAt: full, spent: false };
  if (hasZero(response)) return { kind: 'refused' };
  const engine = await engineOf(app, site);
  let answer;
  try {
    answer = await engine.api.verifyPasskeyAuthentication({
      body: { response: response as Answer },
      headers: headersOf(client),
      returnHeaders: true,
    });
  } catch (error) {
    asRefusal(error);
    return { kind: 'refused' };
  }
  const now = new Date(app.clock.now());
  await app.transact((tx) =>
    tx
      .updateTable('passkeys')
      .set({ used_at: now })
      .where('credential_id', '=', String(response.id))
      .execute(),
  );
  const cookies = answer.headers.getSetCookie();
  const { token } = answer.response.session;
  return open(app, site, client, { cookies, token, method: 'passkey' });
}

/** What a browser says of a passkey; better-auth checks every part of it. */
type Answer = NonNullable<
  Parameters<Engine['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];

function withoutCookie(headers: Headers): Headers {
  const rest = new Headers(headers);
  rest.delete('cookie');
  return rest;
}

/** What better-auth refuses is the visitor's; anything else is ours. */
function asRefusal(error: unknown): AppError {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === undefined || statusCode > 500) throw error;
  return refusal();
}

const refusal = () =>
  new AppError('invalid_parameter', 'the passkey could not be used: try again', {
    parameter: 'passkey',
  });

/** Postgres keeps it in no text, and no browser sends it. */
const hasZero = (response: object): boolean => JSON.stringify(response).includes('\\u0000');

const tooMany = () =>
  new AppError('rate_limited', 'too many tries from one address: try again in a minute');
