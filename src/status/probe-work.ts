import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { listWorkers } from '#platform/queue/index.ts';
import { stateAfter, type Probe } from './status.ts';

type Lag = [lag: Date | null];

// Orders that could leave now: those of a paused provider wait because an operator wants it.
const ORDERS = reading<Lag>(
  'status-orders-lag',
  `select min(o.due) from providers p cross join lateral (
     select due_at as due from orders
     where provider_id = p.id and status = 'pending' and due_at <= $1 and kind <> 'drip_feed'
     order by due_at limit 1
   ) o where not p.paused`,
  { asArrays: true },
);

// Of endpoints that are asked at all; one that fails is behind by its own doing.
const WEBHOOKS = reading<Lag>(
  'status-webhooks-lag',
  `select min(d.due) from webhook_endpoints e cross join lateral (
     select due_at as due from webhook_deliveries
     where endpoint_id = e.id and status = 'pending' and due_at <= $1 and not leased
     order by due_at limit 1
   ) d
   where e.removed_at is null and e.disabled_at is null and e.failing_since is null
     and (e.paused_until is null or e.paused_until <= $1)`,
  { asArrays: true },
);

/** Whether a worker is there, and how late orders and webhooks are that could leave now. */
export async function probeWork(db: Db, now: Date): Promise<Probe[]> {
  const [workers, orders, webhooks] = await Promise.all([
    listWorkers(db, now),
    lagOf(db, ORDERS, now),
    lagOf(db, WEBHOOKS, now),
  ]);
  return [
    { component: 'worker', state: workers.length > 0 ? 'up' : 'down', tookMs: null },
    { component: 'orders', state: stateAfter('orders', orders), tookMs: orders },
    { component: 'webhooks', state: stateAfter('webhooks', webhooks), tookMs: webhooks },
  ];
}

async function lagOf(db: Db, statement: typeof ORDERS, now: Date): Promise<number> {
  const [since] = (await db.rows(statement, [now]))[0] ?? [];
  return since ? Math.max(0, now.getTime() - since.getTime()) : 0;
}
