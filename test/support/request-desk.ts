import { createKey } from '#keys/index.ts';
import { recordCall, writeCalls, type AnsweredCall } from '#requests/index.ts';
import type { TestApp } from './database.ts';

let made = 0;

/** A call as the API would have answered it, written to the log; answers its id. */
export async function logCall(
  app: TestApp,
  accountId: number,
  more: Partial<AnsweredCall> = {},
): Promise<string> {
  const requestId = `req_0d-${(made += 1).toString(36)}`;
  recordCall(app, {
    ...{ requestId, accountId, at: app.clock.now(), tookUs: 900, keyId: 1, dialect: 'notpanel' },
    ...{ ip: '203.0.113.9', method: 'POST', contentType: undefined, userAgent: 'a test' },
    fields: new Map([['action', 'balance']]),
    action: 'balance',
    answer: { status: 200, body: '{"balance":"1.00","currency":"USD"}' },
    ...more,
  });
  await writeCalls(app);
  return requestId;
}

/** A key of the account, by its number. */
export const keyOf = async (app: TestApp, accountId: number): Promise<number> =>
  (await app.transact((tx) => createKey(tx, { accountId, name: 'of the console' }))).id;
