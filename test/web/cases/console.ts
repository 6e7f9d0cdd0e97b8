import {
  addEndpoint,
  endpointText,
  listDeliveries,
  listEndpoints,
  testEndpoint,
} from '#webhooks/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import { keyOf, logCall } from '#test/support/request-desk.ts';
import type { Case } from './case.ts';

const withCall = async ({ app }: Dashboard, { accountId }: Customer) => {
  const fields = new Map([['link', 'https://example.com/of-the-owner']]);
  const keyId = await keyOf(app, accountId);
  const id = await logCall(app, accountId, { fields, keyId });
  return {
    path: `/dashboard/api/requests/${id}`,
    secrets: ['of-the-owner', 'of the console'],
    form: {},
  };
};

/** A webhook of the owner's and a delivery of it. */
async function withHook({ app }: Dashboard, { accountId }: Customer) {
  const url = 'http://127.0.0.1:4999/of-the-owner';
  const { id: endpointId } = await addEndpoint(app, { accountId, keyId: null, url });
  const now = new Date(app.clock.now());
  await app.transact((tx) => testEndpoint(tx, { endpointId }, now));
  const [delivery] = await listDeliveries(app.db, { endpointId, limit: 1 });
  const of = async () => [
    await listDeliveries(app.db, { endpointId, limit: 9 }),
    await listEndpoints(app.db, { endpointId }),
  ];
  return { hook: endpointText(endpointId), delivery: String(delivery?.id), more: of };
}

const atHook =
  (form: Record<string, string> = {}) =>
  async (desk: Dashboard, owner: Customer) => {
    const { hook, more } = await withHook(desk, owner);
    return { path: `/dashboard/webhooks/${hook}`, form, secrets: ['of-the-owner'], more };
  };

const atDelivery = async (desk: Dashboard, owner: Customer) => {
  const { hook, delivery, more } = await withHook(desk, owner);
  return {
    path: `/dashboard/webhooks/${hook}/${delivery}`,
    form: {},
    secrets: ['of-the-owner'],
    more,
  };
};

const HOOK = '/dashboard/webhooks/:id';
const DELIVERY = '/dashboard/webhooks/:id/:delivery';

export const CONSOLE_CASES: readonly Case[] = [
  {
    ...{ route: '/dashboard/webhooks', intent: 'add', meets: 200 },
    async attempt(desk, owner) {
      const { more } = await withHook(desk, owner);
      const form = { url: 'http://127.0.0.1:4999/mine', events: 'order.created' };
      return { path: '/dashboard/webhooks', form, secrets: ['of-the-owner'], more };
    },
  },
  { route: HOOK, attempt: atHook() },
  { route: HOOK, intent: 'test', attempt: atHook() },
  { route: HOOK, intent: 'enable', attempt: atHook() },
  { route: HOOK, intent: 'remove', attempt: atHook() },
  { route: HOOK, intent: 'events', attempt: atHook({ events: 'order.created' }) },
  { route: HOOK, intent: 'rotate', attempt: atHook({ overlap: '0' }) },
  { route: HOOK, intent: 'replay', attempt: atHook({ from: '2001-01-01T00:00', missed: '' }) },
  { route: DELIVERY, attempt: atDelivery },
  { route: DELIVERY, intent: 'resend', attempt: atDelivery },
  { route: '/dashboard/api/requests/:id', attempt: withCall },
  { route: '/dashboard/api/requests/:id', intent: 'replay', attempt: withCall },
];
