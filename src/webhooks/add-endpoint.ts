import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkEndpointUrl } from '#platform/http/index.ts';
import { EVENTS, type WebhookEvent } from './endpoint.ts';
import { newSecret } from './new-secret.ts';

export type NewEndpoint = {
  accountId: number;
  /** The first of its key's rotations; null: the account itself adds it. */
  keyId: number | null;
  url: string;
  /** Default: all. */
  events?: readonly string[];
};

/** `secret` is what messages are signed with, and this is the only time that anybody sees it. */
export type IssuedEndpoint = { id: number; secret: string; events: WebhookEvent[] };

const MOST_PER_KEY = 5; // contract 5
const MOST_PER_ACCOUNT = 10; // reliability.md 6.4

/**
 * Adds a webhook; it hears of what happens from now on. Refuses `invalid_parameter` (an address
 * that may not be reached, unknown events), `not_found` (the account) and `conflict` (the address
 * is one already, or there are five of the key or ten of the account).
 */
export async function addEndpoint(app: App, wanted: NewEndpoint): Promise<IssuedEndpoint> {
  const events = checkEvents(wanted.events ?? EVENTS);
  const url = await checkEndpointUrl(app, wanted.url);
  const secret = newSecret();
  const { accountId, keyId } = wanted;
  const createdAt = new Date(app.clock.now());
  try {
    return await app.transact(async (tx) => {
      await makeRoom(tx, accountId, keyId);
      const { id } = await tx
        .insertInto('webhook_endpoints')
        .values({
          account_id: accountId,
          key_id: keyId,
          url: url.href,
          events,
          secret_sealed: app.vault.seal(secret),
          created_at: createdAt,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, secret, events };
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'webhook_endpoints_are_one_an_address') throw error;
    const parameter = 'url';
    throw new AppError('conflict', 'A webhook with this address is there already', { parameter });
  }
}

export function checkEvents(names: readonly string[]): WebhookEvent[] {
  const unknown = names.find((name) => !EVENTS.includes(name as WebhookEvent));
  if (unknown === undefined && names.length > 0) {
    return EVENTS.filter((event) => names.includes(event));
  }
  const advice = `one or more of ${EVENTS.join(', ')}`;
  throw new AppError('invalid_parameter', advice, { parameter: 'events' });
}

/** Two calls at a time must not both add the fifth. */
async function makeRoom(tx: Tx, accountId: number, keyId: number | null): Promise<void> {
  const account = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!account) throw new AppError('not_found', `there is no account ${accountId}`);
  const there = await tx
    .selectFrom('webhook_endpoints')
    .select('key_id')
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .execute();
  const ofKey = there.filter((one) => keyId !== null && one.key_id === keyId).length;
  if (ofKey >= MOST_PER_KEY) throw tooMany('A key', MOST_PER_KEY);
  if (there.length >= MOST_PER_ACCOUNT) throw tooMany('An account', MOST_PER_ACCOUNT);
}

const tooMany = (whose: string, most: number) =>
  new AppError('conflict', `${whose} has at most ${most} webhooks: remove one first`);
