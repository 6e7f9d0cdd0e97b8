import { readTotp } from '#auth/index.ts';
import { listKeys } from '#keys/index.ts';
import type { Money } from '#lib/money.ts';
import { readLowBalance } from '#notifications/index.ts';
import { ALL_ORDERS, listOrders } from '#orders/index.ts';
import { listTickets } from '#support/index.ts';
import { listEndpoints } from '#webhooks/index.ts';
import type { Page, Visitor } from '../context.ts';

/** Something that waits for its customer, and where they see to it. */
export type Attention = { href: string; at: Date | null } & (
  | { kind: 'order'; order: number; state: 'pending' | 'partial' | 'canceled' }
  | { kind: 'webhook'; state: 'failing' | 'disabled'; name: string }
  | { kind: 'key'; name: string }
  | { kind: 'ticket'; name: string }
  | { kind: 'balance'; amount: Money }
  | { kind: 'secondStep' }
);

const KEY_ENDS_SOON_MS = 7 * 86_400_000;
const MOST_OF_A_KIND = 3;

/** What somebody should look at, what costs money first. */
export async function readAttention(
  { app, site }: Page,
  visitor: Visitor,
  balance: Money,
): Promise<Attention[]> {
  const { accountId } = visitor;
  const [low, orders, endpoints, keys, tickets, totp] = await Promise.all([
    readLowBalance(app.db, accountId),
    attentiveOrders(app, accountId),
    listEndpoints(app.db, { accountId }),
    listKeys(app.db, accountId),
    listTickets(app.db, { accountId, state: 'answered', limit: MOST_OF_A_KIND }),
    readTotp(app, site, visitor),
  ]);
  const now = app.clock.now();
  return [
    ...(low !== null && balance < low
      ? [{ kind: 'balance' as const, amount: low, href: '/dashboard/wallet/add', at: null }]
      : []),
    ...endpoints.flatMap((one): Attention[] =>
      one.state === 'active'
        ? []
        : [
            {
              kind: 'webhook',
              state: one.state,
              name: new URL(one.url).host,
              href: `/dashboard/webhooks/${one.id}`,
              at: one.disabledAt ?? one.failingSince,
            },
          ],
    ),
    ...tickets.map((one): Attention => ({
      kind: 'ticket',
      name: one.subject,
      href: `/dashboard/tickets/${one.reference}`,
      at: one.changedAt,
    })),
    ...orders,
    ...keys.flatMap((one): Attention[] => {
      const isOver = one.revokedAt !== null || one.expiresAt === null;
      const leftMs = (one.expiresAt?.getTime() ?? 0) - now;
      if (isOver || leftMs < 0 || leftMs > KEY_ENDS_SOON_MS) return [];
      return [{ kind: 'key', name: one.name, href: '/dashboard/api', at: one.expiresAt }];
    }),
    ...(totp.state === 'on'
      ? []
      : [{ kind: 'secondStep' as const, href: '/dashboard/settings#second', at: null }]),
  ];
}

async function attentiveOrders(app: Page['app'], accountId: number): Promise<Attention[]> {
  const query = { ...ALL_ORDERS, tab: 'attention' as const };
  const { orders } = await listOrders(app, accountId, { query, size: MOST_OF_A_KIND });
  return orders.map(({ id, now, endedAt, placedAt }) => ({
    kind: 'order',
    order: id,
    state: now.status === 'partial' || now.status === 'canceled' ? now.status : 'pending',
    href: `/dashboard/orders/${id}`,
    at: endedAt ?? placedAt,
  }));
}
