import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** Transfers from one mark to the next: a page of 50 scattered rows reads 5,000 at most. */
export const MARK_EVERY = 100;

const MOST_TRANSFERS = 10 * MARK_EVERY; // of a wallet in one statement
const MOST_WALLETS = 50; // together 50,000 transfers, half a second at the worst
const LOOKED_AT = 50_000; // transfers whose wallets are looked for in one statement

// One worker at a time: two would count the same transfers into the days.
const LOCK = writing<{ marked_to: bigint }>(
  'billing-progress-lock',
  'select marked_to from billing_progress where id = 1 for update',
);

type Touched = { last: bigint | null; wallets: readonly (bigint | string)[] | null };

const TOUCHED = reading<Touched>(
  'billing-touched-wallets',
  `with news as (
     select id, from_id, to_id from transfers where id > $1 order by id limit ${LOOKED_AT}
   )
   select (select max(id) from news) as last,
          array(select from_id from news where from_id > 0
                union select to_id from news where to_id > 0 order by 1) as wallets`,
);

/**
 * A wallet is locked before a transfer of it is written, so its transfers are seen in the order
 * of their ids, and what is marked has nothing to come before it.
 */
const MARK = writing<{ account_id: number; whole: number }>(
  'billing-mark-wallets',
  `with numbered as (
     select w.id as account_id, t.id, t.kind, t.created_at, t.received, t.paid,
       row_number() over mine as number,
       count(*) over (partition by w.id) as total,
       coalesce(m.balance, 0) + sum(t.received - t.paid) over mine as balance
     from unnest($1::int[]) as w (id)
     left join lateral (
       select transfer_id, balance from wallet_marks where account_id = w.id
       order by transfer_id desc limit 1
     ) m on true
     cross join lateral (
       (select id, kind, created_at, amount as received, 0::bigint as paid from transfers
        where to_id > 0 and to_id = w.id and id > coalesce(m.transfer_id, 0)
        order by id limit ${MOST_TRANSFERS})
       union all
       (select id, kind, created_at, 0, amount from transfers
        where from_id > 0 and from_id = w.id and id > coalesce(m.transfer_id, 0)
        order by id limit ${MOST_TRANSFERS})
       order by id limit ${MOST_TRANSFERS}
     ) t
     window mine as (partition by w.id order by t.id)
   ), whole as (
     select *, (number - 1) / ${MARK_EVERY} as block from numbered
     where number <= total - total % ${MARK_EVERY}
   ), marked as (
     insert into wallet_marks (account_id, transfer_id, balance, earliest_at, latest_at)
     select account_id, max(id), (array_agg(balance order by id desc))[1],
            min(created_at), max(created_at)
     from whole group by account_id, block
   ), summed as (
     insert into wallet_days as o (account_id, day, kind, count, received, paid)
     select account_id, (created_at at time zone 'UTC')::date, kind,
            count(*), sum(received), sum(paid)
     from whole group by 1, 2, 3
     on conflict (account_id, day, kind) do update set
       count = o.count + excluded.count, received = o.received + excluded.received,
       paid = o.paid + excluded.paid
   )
   select account_id, count(*)::int as whole from whole group by account_id`,
);

const NOTE = writing(
  'billing-note-progress',
  'update billing_progress set marked_to = greatest(marked_to, $1)',
);

/**
 * Marks each wallet's every 100th transfer with the balance after it, and sums what lies before
 * the mark by day. Reads what is new only; running it again changes nothing.
 */
export async function markWallets(app: App): Promise<void> {
  for (;;) {
    const touched = await app.transact(readTouched);
    if (touched.last === null) return;
    let waiting = (touched.wallets ?? []).map(Number);
    while (waiting.length > 0) {
      const unfinished = await markSome(app, waiting.slice(0, MOST_WALLETS));
      waiting = [...unfinished, ...waiting.slice(MOST_WALLETS)];
    }
    const { last } = touched;
    await app.transact((tx) => tx.run(NOTE, [last]));
  }
}

async function readTouched(tx: Tx): Promise<Touched> {
  const [progress] = await tx.run(LOCK);
  const [touched] = await tx.rows(TOUCHED, [progress?.marked_to ?? 0n]);
  return touched ?? { last: null, wallets: null };
}

/** The wallets that have more to mark. */
const markSome = (app: App, accountIds: readonly number[]): Promise<number[]> =>
  app.transact(async (tx) => {
    await tx.run(LOCK);
    const marked = await tx.run(MARK, [numbers(accountIds)]);
    return marked.filter(({ whole }) => whole === MOST_TRANSFERS).map((one) => one.account_id);
  });
