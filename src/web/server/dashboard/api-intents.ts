import { mailUser } from '#auth/index.ts';
import { createKey, listKeys, revokeKey, rotateKey, type ApiKey } from '#keys/index.ts';
import { AppError, isAppError, type ErrorCode } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { fieldOf } from '../account-form.ts';
import type { Visitor } from '../context.ts';
import { provedLately } from '../signed-in.ts';
import type { Intents, Sent } from './act.ts';

type Fault = 'name' | 'tooMany';
type Answer = { to: string } | { show: Shown; status?: 200 };
type Shown = { key: string | null; fault: Fault | null; name: string };

const HOUR_MS = 3_600_000;

/** Makes, rotates and revokes keys, for who has just shown who they are, and mails them of it. */
export const API_INTENTS = {
  create: (sent) =>
    asProved(sent, async (tx, { accountId }) => {
      const name = fieldOf(sent.form, 'name').trim();
      const dialect = fieldOf(sent.form, 'dialect') === 'classic' ? 'classic' : 'notpanel';
      const { key } = await createKey(tx, { accountId, name, dialect });
      await tell(tx, sent, 'key-created', name);
      return shown(key);
    }),
  rotate: (sent) =>
    asProved(sent, async (tx, visitor) => {
      const { id, name } = await ownKey(tx, visitor, sent.form);
      const { key } = await rotateKey(tx, id, Number(fieldOf(sent.form, 'overlap')) * HOUR_MS);
      await tell(tx, sent, 'key-rotated', name);
      return shown(key);
    }),
  revoke: (sent) =>
    asProved(sent, async (tx, visitor) => {
      const { id, name } = await ownKey(tx, visitor, sent.form);
      await revokeKey(tx, id);
      await tell(tx, sent, 'key-revoked', name);
      return { to: '/dashboard/api?done=revoked' };
    }),
} satisfies Intents;

const FAULTS: Partial<Record<ErrorCode, Fault>> = {
  conflict: 'tooMany',
  invalid_parameter: 'name',
};

async function asProved(
  { page, form }: Sent,
  work: (tx: Tx, visitor: Visitor) => Promise<Answer>,
): Promise<Answer> {
  const visitor = provedLately(page);
  try {
    return await page.app.transact((tx) => work(tx, visitor));
  } catch (error) {
    const fault = isAppError(error) ? FAULTS[error.code] : undefined;
    if (!fault) throw error;
    return { show: { key: null, fault, name: fieldOf(form, 'name') } };
  }
}

const shown = (key: string): Answer => ({
  show: { key, fault: null, name: '' },
  status: 200,
});

const tell = (
  tx: Tx,
  { page: { app, site }, visitor }: Sent,
  kind: 'key-created' | 'key-rotated' | 'key-revoked',
  name: string,
): Promise<void> => mailUser(tx, app, site, visitor, kind, { name });

/** Another's key is an unknown one. */
async function ownKey(tx: Tx, visitor: Visitor, form: FormData): Promise<ApiKey> {
  const keys = await listKeys(tx, visitor.accountId);
  const key = keys.find(({ id }) => String(id) === fieldOf(form, 'id'));
  if (key) return key;
  throw new AppError('not_found', 'there is no such key');
}
