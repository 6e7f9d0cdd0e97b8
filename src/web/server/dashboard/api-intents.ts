import { mailUser } from '#auth/index.ts';
import {
  changeKey,
  createKey,
  listKeys,
  mostRequestsPerMinute,
  revokeKey,
  rotateKey,
  type ApiKey,
} from '#keys/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { fieldOf } from '../account-form.ts';
import type { Visitor } from '../context.ts';
import { provedLately } from '../signed-in.ts';
import type { Intents, Sent } from './act.ts';
import { keyFieldsOf, readKeyForm, type KeyFields, type KeyRules } from './key-form.ts';

type Answer = { to: string } | { show: Shown; status?: 200 };

/** `key` is the secret, shown this once; `fault` is the field that is wrong. */
type Shown = { key: string | null; fault: string | null; values: KeyFields | null };

const HOUR_MS = 3_600_000;

/** Makes, changes, rotates and revokes keys, for who has just shown who they are, and mails them. */
export const API_INTENTS = {
  create: (sent) =>
    asProved(sent, async (tx, { accountId }) => {
      const settings = readKeyForm(sent.form, await rulesOf(tx, sent));
      const { key } = await createKey(tx, { accountId, ...settings });
      await tell(tx, sent, 'key-created', settings.name ?? '');
      return shown(key);
    }),
  change: (sent) =>
    asProved(sent, async (tx, visitor) => {
      const current = await ownKey(tx, visitor, sent.form);
      const settings = readKeyForm(sent.form, { ...(await rulesOf(tx, sent)), current });
      await changeKey(tx, { accountId: visitor.accountId, keyId: current.id }, settings);
      await tell(tx, sent, 'key-changed', settings.name ?? '');
      return { to: '/dashboard/api?done=changed' };
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

async function asProved(
  { page, form }: Sent,
  work: (tx: Tx, visitor: Visitor) => Promise<Answer>,
): Promise<Answer> {
  const visitor = provedLately(page);
  try {
    return await page.app.transact((tx) => work(tx, visitor));
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { show: { key: null, fault, values: keyFieldsOf(form) } };
  }
}

/** The field that is wrong, or what stands in the way of any. */
function faultOf(error: unknown): string | undefined {
  if (!isAppError(error)) return undefined;
  if (error.code === 'conflict') return 'tooMany';
  return error.code === 'invalid_parameter' ? error.parameter : undefined;
}

const rulesOf = async (tx: Tx, { page, visitor }: Sent): Promise<KeyRules> => ({
  most: await mostRequestsPerMinute(tx, visitor.accountId),
  now: new Date(page.app.clock.now()),
});

const shown = (key: string): Answer => ({ show: { key, fault: null, values: null }, status: 200 });

const tell = (
  tx: Tx,
  { page: { app, site }, visitor }: Sent,
  kind: 'key-created' | 'key-changed' | 'key-rotated' | 'key-revoked',
  name: string,
): Promise<void> => mailUser(tx, app, site, visitor, kind, { name });

/** Another's key is an unknown one. */
async function ownKey(tx: Tx, visitor: Visitor, form: FormData): Promise<ApiKey> {
  const keys = await listKeys(tx, visitor.accountId);
  const key = keys.find(({ id }) => String(id) === fieldOf(form, 'id'));
  if (key) return key;
  throw new AppError('not_found', 'there is no such key');
}
