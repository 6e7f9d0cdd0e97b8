import type { Planted, Statement } from './process.ts';

/** A bug of the kind that the simulator is there to find. */
export type Bug = {
  name: string;
  /** What is taken away from the database. */
  ddl?: string;
  /** What is changed in statements on their way there. */
  planted?: Planted;
  /** The first seed from 1 on that finds it, at which step it did, and by which rule. */
  found: { seed: number; step: number; rule: RegExp };
};

/**
 * reliability.md 4.8: break the code on purpose and require the simulator to notice. Nothing of the
 * product knows of this: a bug is DDL, or another text or other values for a statement that it names.
 */
export const BUGS: readonly Bug[] = [
  {
    name: 'the unique index on transfers is dropped',
    ddl: 'alter table transfers drop constraint transfers_happen_once;',
    found: { seed: 1, step: 43, rule: /^the deposit/ },
  },
  {
    name: 'an order in doubt is tried again',
    planted: rewrite('orders-move', (statement, values) => ({
      statement,
      values: values.with(1, String(values[1]).replaceAll('unknown', 'pending')).with(
        4,
        (values[4] as (string | null)[]).map((type) => (type === 'order.unknown' ? null : type)),
      ),
    })),
    found: { seed: 1, step: 37, rule: /the state fits the last attempt|tried again|attempts stop/ },
  },
  {
    name: 'a refund is paid twice, under two references',
    planted: rewrite('transfers-insert', (statement, values) => ({
      statement: { ...statement, text: REFUNDS_TWICE },
      values,
    })),
    found: { seed: 1, step: 64, rule: /money moves as the model says/ },
  },
  {
    name: 'the guard of the wallet looks at another amount',
    ddl: 'alter table wallets drop constraint wallets_never_overdrawn;',
    planted: rewrite('wallets-lock-free', (statement, values) => ({
      statement: {
        ...statement,
        text: statement.text.replace('balance,', 'greatest(balance, 10000000000),'),
      },
      values,
    })),
    found: { seed: 1, step: 5, rule: /the model says insufficient_balance/ },
  },
  {
    name: 'an event is skipped now and then',
    planted: rewrite('order-events-insert', (statement, values) => ({
      statement: { ...statement, text: `${statement.text} as e (of) where e.of % 10 <> 0` },
      values,
    })),
    found: { seed: 1, step: 190, rule: /one event a change/ },
  },
];

const REFUNDS_TWICE = `
  with t as (
    select * from unnest($1::transfer_kind[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[],
      $6::text[], $7::text[]) as t (kind, reference, from_id, to_id, amount, reason, actor)
  ), again as (
    update wallets w set balance = w.balance + t.amount from t
    where t.kind = 'order.refund' and w.id = t.to_id
  )
  insert into transfers (kind, reference, from_id, to_id, amount, reason, actor)
  select * from t
  union all select kind, '0' || reference, from_id, to_id, amount, reason, actor
  from t where kind = 'order.refund'`;

function rewrite(
  name: string,
  how: (statement: Statement, values: readonly unknown[]) => NonNullable<ReturnType<Planted>>,
): Planted {
  return (statement, values) => (statement.name === name ? how(statement, values) : null);
}
