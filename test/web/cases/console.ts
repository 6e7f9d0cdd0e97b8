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

export const CONSOLE_CASES: readonly Case[] = [
  { route: '/dashboard/api/requests/:id', attempt: withCall },
  { route: '/dashboard/api/requests/:id', intent: 'replay', attempt: withCall },
];
