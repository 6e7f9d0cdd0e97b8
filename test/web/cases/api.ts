import { createKey } from '#keys/index.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Case } from './case.ts';

const withKey =
  (more: Record<string, string>) =>
  async ({ app }: Dashboard, { accountId }: Customer) => {
    const made = await app.transact((tx) => createKey(tx, { accountId, name: 'of the owner' }));
    return {
      path: '/dashboard/api',
      form: { id: String(made.id), ...more },
      secrets: ['of the owner', made.key],
    };
  };

export const API_CASES: readonly Case[] = [
  {
    route: '/dashboard/api',
    intent: 'create',
    meets: 200,
    attempt: withKey({ name: 'mine', scopes: 'read' }),
  },
  {
    route: '/dashboard/api',
    intent: 'change',
    attempt: withKey({ name: 'taken', dialect: 'notpanel', scopes: 'read' }),
  },
  { route: '/dashboard/api', intent: 'rotate', attempt: withKey({ overlap: '1' }) },
  { route: '/dashboard/api', intent: 'revoke', attempt: withKey({}) },
];
