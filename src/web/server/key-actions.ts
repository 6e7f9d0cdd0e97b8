import { mailUser } from '#auth/index.ts';
import { createKey, listKeys, revokeKey, rotateKey, type ApiKey } from '#keys/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { fieldOf } from './account-form.ts';
import type { Page, Visitor } from './context.ts';
import { provedLately } from './signed-in.ts';

export type KeysAnswer =
  | { key: string }
  | { done: 'revoked' }
  | { fault: 'name' | 'tooMany' | 'gone' };

type Handler = (page: Page, visitor: Visitor, form: FormData) => Promise<KeysAnswer>;

/** Does what a form of the keys asks for, and mails its person; undefined for another form. */
export async function changeKeys(page: Page, form: FormData): Promise<KeysAnswer | undefined> {
  const intent = fieldOf(form, 'intent');
  const handler = Object.hasOwn(HANDLERS, intent) ? HANDLERS[intent] : undefined;
  if (!handler) return undefined;
  const visitor = provedLately(page);
  try {
    return await handler(page, visitor, form);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'conflict') return { fault: 'tooMany' };
    if (error.code === 'not_found') return { fault: 'gone' };
    if (error.code === 'invalid_parameter') return { fault: 'name' };
    throw error;
  }
}

const HOUR_MS = 3_600_000;

const HANDLERS: Readonly<Record<string, Handler>> = {
  create: ({ app, site }, visitor, form) => {
    const name = fieldOf(form, 'name').trim();
    const dialect = fieldOf(form, 'dialect') === 'classic' ? 'classic' : 'notpanel';
    return app.transact(async (tx) => {
      const { key } = await createKey(tx, { accountId: visitor.accountId, name, dialect });
      await mailUser(tx, app, site, visitor, 'key-created', { name });
      return { key };
    });
  },
  rotate: ({ app, site }, visitor, form) =>
    app.transact(async (tx) => {
      const { id, name } = await ownKey(tx, visitor, form);
      const { key } = await rotateKey(tx, id, Number(fieldOf(form, 'overlap')) * HOUR_MS);
      await mailUser(tx, app, site, visitor, 'key-rotated', { name });
      return { key };
    }),
  revoke: ({ app, site }, visitor, form) =>
    app.transact(async (tx) => {
      const { id, name } = await ownKey(tx, visitor, form);
      await revokeKey(tx, id);
      await mailUser(tx, app, site, visitor, 'key-revoked', { name });
      return { done: 'revoked' };
    }),
};

/** Another's key is an unknown one. */
async function ownKey(tx: Tx, visitor: Visitor, form: FormData): Promise<ApiKey> {
  const keys = await listKeys(tx, visitor.accountId);
  const key = keys.find(({ id }) => String(id) === fieldOf(form, 'id'));
  if (key) return key;
  throw new AppError('not_found', 'there is no such key');
}
