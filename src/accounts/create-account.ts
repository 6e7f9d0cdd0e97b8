import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { findTier } from './find-tier.ts';
import { listTiers } from './list-tiers.ts';
import { seedTiers } from './seed-tiers.ts';

export type NewAccount = {
  email: string;
  /** The name of the person who signs in. */
  name?: string;
  /** A hash from `hashPassword`. Without one nobody can sign in until a reset. */
  password?: string;
  /** The address is known to be theirs. Without it they must prove it before they sign in. */
  verified?: boolean;
  /** The language of their mails, in two letters. */
  locale?: string;
  /** An operator may enter the desk. Default: customer. */
  role?: 'customer' | 'operator';
  /** Default: the tier that no deposit is needed for. */
  tier?: string;
};

const LONGEST_EMAIL = 254; // RFC 5321: a path of 256 with its brackets
const EMAIL = z.email().max(LONGEST_EMAIL);

/**
 * Opens an account with an empty wallet and the user who signs in for it. Refuses
 * `invalid_parameter` (not an e-mail address), `conflict` (it has an account), `not_found` (tier).
 */
export async function createAccount(tx: Tx, account: NewAccount): Promise<{ id: number }> {
  const email = checkEmail(account.email);
  const tierId = await startingTier(tx, account.tier);
  const created = await tx
    .insertInto('accounts')
    .values({ email, tier_id: tierId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!created) throw taken();
  await tx
    .insertInto('wallets')
    .values({ id: BigInt(created.id) })
    .execute();
  await createUser(tx, created.id, { ...account, email });
  return created;
}

/** An address in the one form that it is kept in. Refuses `invalid_parameter`. */
export function checkEmail(text: string): string {
  const parsed = EMAIL.safeParse(text.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_parameter', 'this is not an e-mail address', { parameter: 'email' });
}

async function startingTier(tx: Tx, name: string | undefined): Promise<number> {
  await seedTiers(tx);
  if (name !== undefined) return (await findTier(tx, name)).id;
  const [first] = await listTiers(tx);
  if (!first) throw new AppError('internal', 'the shop has no tiers');
  return first.id;
}

/** In the shape that better-auth reads: its account of the provider `credential` is the password. */
async function createUser(tx: Tx, accountId: number, account: NewAccount): Promise<void> {
  const { email, name = '', role = 'customer', password, verified = false, locale } = account;
  const user = await tx
    .insertInto('users')
    .values({
      account_id: accountId,
      email,
      name,
      role,
      email_verified: verified,
      ...(locale !== undefined && { locale }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!user) throw taken();
  if (password === undefined) return;
  await tx
    .insertInto('credentials')
    .values({ user_id: user.id, account_id: user.id, provider_id: 'credential', password })
    .execute();
}

const taken = () =>
  new AppError('conflict', 'there is an account with this e-mail address already', {
    parameter: 'email',
  });
