import { previewBatch } from '#baskets/index.ts';
import { saveDraft } from '#test/support/mass-desk.ts';
import { addService } from '#test/support/shop.ts';
import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Attempt, Case } from './case.ts';

const SECRET = 'https://example.com/only-of-the-owner';

const withDraft =
  (pathOf: (id: string) => string, form: (id: string) => Record<string, string> = () => ({})) =>
  async ({ app }: Dashboard, { accountId }: Customer): Promise<Attempt> => {
    const service = await addService(app);
    const draft = await saveDraft(app, accountId, `${service.id} | ${SECRET} | 100`);
    return {
      path: pathOf(draft.id),
      form: form(draft.id),
      secrets: [SECRET],
      more: async () => JSON.stringify(await previewBatch(app, draft), bigints),
    };
  };

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

export const MASS_CASES: readonly Case[] = [
  { route: '/dashboard/mass/:id', attempt: withDraft((id) => `/dashboard/mass/${id}`) },
  {
    route: '/dashboard/mass/:id/export',
    attempt: withDraft((id) => `/dashboard/mass/${id}/export`),
  },
  {
    route: '/dashboard/mass/:id',
    intent: 'place',
    attempt: withDraft(
      (id) => `/dashboard/mass/${id}`,
      () => ({ total: '0.10' }),
    ),
  },
  {
    route: '/dashboard/mass',
    intent: 'preview',
    // A batch of the stranger's own, though of the same id.
    meets: 303,
    attempt: withDraft(
      () => '/dashboard/mass',
      (id) => ({ id, lines: '1 | https://example.com/mine | 10' }),
    ),
  },
];
