import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { AppError } from '#lib/errors.ts';
import { mailUser } from './mails/mail-user.ts';
import { countRecoveryCodes, issueRecoveryCodes } from './recovery-codes.ts';
import { takeTotp } from './take-totp.ts';
import { newTotpSecret, totpUri } from './totp.ts';
import { requireFresh, type Site, type Visitor } from './visitor.ts';

export type TotpState =
  | { state: 'off' }
  /** Shown until a code proves that an app has it. */
  | { state: 'begun'; secret: string; uri: string }
  | { state: 'on'; since: Date; recoveryCodes: number };

/** Where somebody stands with their authenticator app. */
export async function readTotp(app: App, site: Site, visitor: Visitor): Promise<TotpState> {
  const row = await app.db
    .selectFrom('two_factors')
    .select(['secret_sealed', 'confirmed_at'])
    .where('user_id', '=', visitor.userId)
    .executeTakeFirst();
  if (!row) return { state: 'off' };
  if (row.confirmed_at) {
    const recoveryCodes = await countRecoveryCodes(app.db, visitor.userId);
    return { state: 'on', since: row.confirmed_at, recoveryCodes };
  }
  const secret = app.vault.open(row.secret_sealed);
  return {
    state: 'begun',
    secret,
    uri: totpUri(secret, { issuer: site.name, email: visitor.email }),
  };
}

/** Makes a secret for an app; it counts from `confirmTotp` on. Refuses `scope_missing`, `conflict`. */
export async function startTotp(app: App, visitor: Visitor): Promise<void> {
  requireFresh(visitor);
  const made = {
    secret_sealed: app.vault.seal(newTotpSecret()),
    created_at: new Date(app.clock.now()),
  };
  await app.transact(async (tx) => {
    const begun = await tx
      .insertInto('two_factors')
      .values({ user_id: visitor.userId, ...made })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet(made).where('two_factors.confirmed_at', 'is', null),
      )
      .returning('user_id')
      .executeTakeFirst();
    if (!begun) throw new AppError('conflict', 'there is an authenticator app already');
  });
}

/**
 * Turns the second step on with a first code, ends the other sessions, and answers the recovery
 * codes, which nobody sees again; null for a wrong code. Refuses `scope_missing`.
 */
export async function confirmTotp(
  app: App,
  site: Site,
  visitor: Visitor,
  code: string,
): Promise<string[] | null> {
  requireFresh(visitor);
  return app.transact(async (tx) => {
    const { userId } = visitor;
    const digits = code.replace(/\s/g, '');
    if (!(await takeTotp(tx, app, userId, digits, { confirmed: false }))) return null;
    await tx
      .updateTable('two_factors')
      .set({ confirmed_at: new Date(app.clock.now()) })
      .where('user_id', '=', userId)
      .execute();
    await tx
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where('id', '!=', visitor.sessionId)
      .execute();
    const codes = await issueRecoveryCodes(tx, app.vault, userId);
    await mailUser(tx, app, site, visitor, 'second-factor-on');
    return codes;
  });
}

/** Turns the second step off, or forgets one that was only begun. Refuses `scope_missing`. */
export async function stopTotp(app: App, site: Site, visitor: Visitor): Promise<void> {
  requireFresh(visitor);
  await app.transact(async (tx) => {
    const gone = await tx
      .deleteFrom('two_factors')
      .where('user_id', '=', visitor.userId)
      .returning('confirmed_at')
      .executeTakeFirst();
    await tx.deleteFrom('recovery_codes').where('user_id', '=', visitor.userId).execute();
    if (gone?.confirmed_at) await mailUser(tx, app, site, visitor, 'second-factor-off');
  });
}

/** New recovery codes in place of all old ones. Refuses `scope_missing` and `not_found`. */
export async function renewRecoveryCodes(
  app: App,
  site: Site,
  visitor: Visitor,
): Promise<string[]> {
  requireFresh(visitor);
  return app.transact(async (tx) => {
    await requireTotp(tx, visitor.userId);
    const codes = await issueRecoveryCodes(tx, app.vault, visitor.userId);
    await mailUser(tx, app, site, visitor, 'recovery-codes-new');
    return codes;
  });
}

async function requireTotp(tx: Tx, userId: string): Promise<void> {
  const on = await tx
    .selectFrom('two_factors')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (!on) throw new AppError('not_found', 'there is no authenticator app');
}
