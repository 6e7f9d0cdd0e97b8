import { listKeys } from '#keys/index.ts';
import { logCall } from '#test/support/request-desk.ts';
import type { TestApp } from '#test/support/database.ts';
import {
  addEndpoint,
  endpointText,
  listDeliveries,
  openDeliveryLane,
  testEndpoint,
} from '#webhooks/index.ts';

export type ConsolePlaces = { request: string; webhook: string; delivery: string };

const HOUR_MS = 3_600_000;
const REFUSED = { status: 400, body: '{"error":"Invalid parameter: quantity (100 to 10000)"}' };
const LIMITED = { status: 429, body: '{"error":"Rate limit exceeded"}' };

/** A day of calls with repeats and refusals, and a webhook whose server is away. */
export async function seedConsole(app: TestApp, accountId: number): Promise<ConsolePlaces> {
  const keyId = (await listKeys(app.db, accountId))[0]?.id ?? 1;
  const now = app.clock.now();
  for (let call = 0; call < 60; call += 1) {
    const action = ['status', 'balance', 'status', 'services', 'add'][call % 5] ?? 'status';
    const bad = call % 11 === 3 ? REFUSED : call % 17 === 5 ? LIMITED : undefined;
    await logCall(app, accountId, {
      ...{ keyId, action, at: now - ((call * 7) % 24) * HOUR_MS, tookUs: 400 + (call % 9) ** 4 },
      fields: new Map([['action', action]]),
      ...(bad && { answer: bad }),
    });
  }
  const order = {
    ...{ keyId, action: 'add' },
    fields: new Map([
      ['action', 'add'],
      ['service', '17'],
      ['link', 'https://example.com/post/8812'],
      ['quantity', '2500'],
      ['request_id', 'shop-4711'],
    ]),
  };
  const headers = ['X-RateLimit-Limit', '100', 'X-RateLimit-Remaining', '97'];
  const placed = await anOrderOf(app, accountId);
  const answer = { status: 200, body: `{"order":"ord_${placed}"}`, headers };
  await logCall(app, accountId, { ...order, answer });
  const request = await logCall(app, accountId, {
    ...order,
    answer: { ...answer, headers: [...headers, 'Idempotent-Replayed', 'true'] },
  });

  const url = 'http://127.0.0.1:64999/hooks/notpanel';
  const { id: endpointId } = await addEndpoint(app, { accountId, keyId: null, url });
  await app.transact((tx) => testEndpoint(tx, { endpointId }, new Date(now)));
  const lane = openDeliveryLane(app);
  await lane.fill();
  await lane.quiet();
  await lane.stop();
  const [delivery] = await listDeliveries(app.db, { endpointId, limit: 1 });
  return { request, webhook: endpointText(endpointId), delivery: String(delivery?.id) };
}

async function anOrderOf(app: TestApp, accountId: number): Promise<number> {
  const { id } = await app.db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
