import { asMoney, type Money } from '#lib/money.ts';
import type { AttemptOutcome, OrderStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Evidence } from './evidence.ts';

/** An order that its provider may have or not, and all that is known of it. */
export type UnknownOrder = {
  orderId: number;
  attemptId: bigint;
  providerId: number;
  provider: string;
  providerService: string;
  link: string;
  quantity: number;
  charge: Money;
  /** `unclassified`: the provider said something that nobody can place. */
  outcome: AttemptOutcome;
  error: string | null;
  answer: string | null;
  since: Date;
  /** What is set aside for it, when its customer was refunded already. */
  atRisk: Money | null;
  evidence: Pick<Evidence, 'kind' | 'verdict' | 'strong' | 'note' | 'source'>[];
};

type Row = Omit<UnknownOrder, 'charge' | 'atRisk'> & {
  status: OrderStatus;
  charge: bigint;
  atRisk: bigint | null;
};

const LIST = reading<Row>(
  'orders-in-doubt',
  `select o.id as "orderId", a.id as "attemptId", a.provider_id as "providerId",
     p.name as provider, a.provider_service as "providerService", o.link, o.quantity, o.charge,
     a.outcome, a.error, a.answer, a.finished_at as since, r.amount as "atRisk", o.status,
     coalesce((select json_agg(json_build_object('kind', e.kind, 'verdict', e.verdict,
         'strong', e.strong, 'note', e.note, 'source', e.source) order by e.id)
       from order_evidence e where e.attempt_id = a.id), '[]') as evidence
   from attempts a
   join orders o on o.id = a.order_id
   join providers p on p.id = a.provider_id
   left join order_risks r on r.order_id = o.id and r.resolved_at is null
   where a.outcome in ('unknown', 'unclassified')
     and (o.status = 'unknown' or r.order_id is not null)
     and ($1::int is null or o.id = $1)
   order by a.finished_at, o.id limit $2`,
);

const MOST = 500;

/** Orders in doubt and refunded ones whose risk is open, the oldest first; or one of them. */
export async function listUnknown(db: Db, orderId?: number): Promise<UnknownOrder[]> {
  const rows = await db.rows(LIST, [orderId ?? null, MOST]);
  return rows.map(({ status: _, ...row }) => ({
    ...row,
    charge: asMoney(row.charge),
    atRisk: row.atRisk === null ? null : asMoney(row.atRisk),
  }));
}
