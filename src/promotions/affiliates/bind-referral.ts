import { networkOf } from '#platform/limits/index.ts';
import type { App } from '#platform/app.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { normalEmail } from './normal-email.ts';
import { readRules } from './rules.ts';
import { readTicket } from './ticket.ts';

export type SignUpOf = {
  accountId: number;
  email: string;
  /** Where the sign-up came from. */
  address: string;
  /** What the browser kept of a click. */
  ticket: string | undefined;
};

const SYSTEM = 'system:affiliates';
const SIGN_INS_SINCE_MS = 90 * 86_400_000; // reliability.md 9: how long sign-ins are kept

/**
 * Binds a new account to whose link it came by, once and for ever, if the click is within the
 * window. A referral of oneself is bound too, and refused with a reason that the operator reads.
 */
export async function bindReferral(tx: Tx, app: App, signUp: SignUpOf): Promise<void> {
  const ticket = readTicket(app.vault, signUp.ticket);
  const rules = ticket && (await readRules(tx));
  if (!ticket || !rules?.active) return;
  const now = app.clock.now();
  const age = now - ticket.clickedAt;
  if (age < 0 || age > rules.windowDays * 86_400_000) return;
  const { affiliateId } = ticket;
  if (affiliateId === signUp.accountId) return;
  const isThere = await tx
    .selectFrom('affiliates')
    .select('account_id')
    .where('account_id', '=', affiliateId)
    .executeTakeFirst();
  if (!isThere) return;
  const refused = await whySelf(tx, affiliateId, signUp, now);
  await tx
    .insertInto('affiliate_referrals')
    .values({
      account_id: signUp.accountId,
      affiliate_id: affiliateId,
      rules_id: rules.id,
      clicked_at: new Date(ticket.clickedAt),
      bound_at: new Date(now),
      refused,
      refused_by: refused === null ? null : SYSTEM,
    })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
}

/** Why the new account seems to be the affiliate's own. Payment instruments are not known to us. */
async function whySelf(
  db: Db,
  affiliateId: number,
  { email, address }: SignUpOf,
  nowMs: number,
): Promise<string | null> {
  const users = await db
    .selectFrom('users')
    .select(['id', 'email'])
    .where('account_id', '=', affiliateId)
    .execute();
  const own = normalEmail(email);
  if (users.some((user) => normalEmail(user.email) === own)) {
    return 'the e-mail address is another spelling of the affiliate’s own';
  }
  const network = networkOf(address);
  const signIns = await db
    .selectFrom('sign_ins')
    .select('address')
    .distinct()
    .where('user_id', 'in', [...users.map(({ id }) => id), ''])
    .where('outcome', '=', 'signed_in')
    .where('at', '>', new Date(nowMs - SIGN_INS_SINCE_MS))
    .where('address', 'is not', null)
    .execute();
  const isNear = signIns.some(
    (one) => one.address !== null && networkOf(bare(one.address)) === network,
  );
  return isNear ? 'the sign-up came from a network that the affiliate signs in from' : null;
}

/** Postgres adds the length of a prefix to some. */
const bare = (address: string): string => address.replace(/\/\d+$/, '');
