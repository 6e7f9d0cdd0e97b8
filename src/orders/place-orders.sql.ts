import type { Coupon } from '#coupons/index.ts';
import { AppError } from '#lib/errors.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Price } from '#pricing/index.ts';
import type { Charge } from './charge.ts';
import type { OrderDraft } from './draft-order.ts';
import type { OrderKind } from './order.ts';
import type { Placement } from './placement.ts';

/** A placement that was decided to become an order; amounts in nano-units. */
export type Accepted = Omit<Placement, 'draft' | 'price'> & {
  draft: OrderDraft;
  price: Price;
  coupon: Coupon | null;
} & Charge;

export type Known = { orderId: number; hash: Buffer };

export const requestName = ({ buyer, requestId }: Placement | Accepted): string =>
  `${buyer.accountId} ${requestId}`;

export const linkName = (accountId: number, draft: OrderDraft): string | null =>
  draft.guardedLink === null ? null : `${accountId} ${draft.service.id} ${draft.guardedLink}`;

type KnownRow = [accountId: number, requestId: string, id: number, hash: Buffer];

const KNOWN = reading<KnownRow>(
  'orders-known',
  `select o.account_id, o.request_id, o.id, o.request_hash
   from unnest($1::int[], $2::text[]) as asked (account_id, request_id)
   join orders o on o.account_id = asked.account_id and o.request_id = asked.request_id`,
  { asArrays: true },
);

/** The orders that these request ids already made. */
export async function findKnown(tx: Tx, asked: readonly Placement[]): Promise<Map<string, Known>> {
  if (asked.length === 0) return new Map();
  const rows = await tx.rows(KNOWN, [
    numbers(asked.map((one) => one.buyer.accountId)),
    asked.map((one) => one.requestId),
  ]);
  return new Map(
    rows.map(([accountId, requestId, orderId, hash]) => [
      `${accountId} ${requestId}`,
      { orderId, hash },
    ]),
  );
}

const REPEATS = reading<KnownRow>(
  'orders-repeats',
  `select asked.account_id, o.request_id, o.id, o.request_hash
   from unnest($1::int[], $2::text[], $3::text[]) as asked (account_id, since, until)
   cross join lateral (
     select id, request_id, request_hash from orders
     where account_id = asked.account_id and request_id between asked.since and asked.until
     order by request_id desc limit 1
   ) o`,
  { asArrays: true },
);

/** Identical calls of the last moments, by the name that leaves their time out. */
export async function findRepeats(
  tx: Tx,
  asked: readonly Placement[],
): Promise<Map<string, Known>> {
  const unnamed = asked.filter((one) => one.repeatsFrom !== null);
  if (unnamed.length === 0) return new Map();
  const rows = await tx.rows(REPEATS, [
    unnamed.map((one) => one.buyer.accountId),
    unnamed.map((one) => one.repeatsFrom),
    unnamed.map((one) => `${withoutTime(one.requestId)}:~`),
  ]);
  return new Map(
    rows.map(([accountId, requestId, orderId, hash]) => [
      `${accountId} ${withoutTime(requestId)}`,
      { orderId, hash },
    ]),
  );
}

/** Calls that repeat unnamed, `k:<key>:<hash>:<time>`, differ in their time only. */
export const withoutTime = (requestId: string): string =>
  requestId.slice(0, requestId.lastIndexOf(':'));

const OPEN_LINKS = reading<[accountId: number, serviceId: number, link: string]>(
  'orders-open-links',
  `select o.account_id, o.service_id, o.guarded_link
   from unnest($1::int[], $2::int[], $3::text[]) as asked (account_id, service_id, link)
   join orders o on o.account_id = asked.account_id and o.service_id = asked.service_id
     and o.guarded_link = asked.link
   where o.guarded_link is not null and o.status not in ('completed', 'partial', 'canceled')`,
  { asArrays: true },
);

/** Which guarded links have an open order. */
export async function findOpenLinks(db: Db, asked: readonly Placement[]): Promise<Set<string>> {
  const guarded = asked.flatMap(({ buyer, draft }) =>
    draft instanceof AppError || draft.guardedLink === null
      ? []
      : [[buyer.accountId, draft.service.id, draft.guardedLink] as const],
  );
  if (guarded.length === 0) return new Set();
  const rows = await db.rows(OPEN_LINKS, [
    guarded.map((one) => one[0]),
    guarded.map((one) => one[1]),
    guarded.map((one) => one[2]),
  ]);
  return new Set(rows.map((row) => row.join(' ')));
}

const KEY_SPEND = reading<[keyId: number, amount: bigint]>(
  'key-spend',
  'select key_id, amount from key_spend where key_id = any ($1::int[]) and day = $2',
  { asArrays: true },
);

/** What capped keys spent on the day, in nano-units. */
export async function readKeySpend(
  tx: Tx,
  asked: readonly Placement[],
  now: Date,
): Promise<Map<number, bigint>> {
  const capped = new Set(asked.flatMap((one) => cappedKey(one) ?? []));
  if (capped.size === 0) return new Map();
  return new Map(await tx.rows(KEY_SPEND, [[...capped], dayOf(now)]));
}

const ADD_KEY_SPEND = writing(
  'key-spend-add',
  `insert into key_spend (key_id, day, amount)
   select key_id, $3, amount from unnest($1::int[], $2::bigint[]) as spent (key_id, amount)
   on conflict (key_id, day) do update set amount = key_spend.amount + excluded.amount`,
);

export async function addKeySpend(tx: Tx, accepted: readonly Accepted[], now: Date): Promise<void> {
  const spent = new Map<number, bigint>();
  for (const one of accepted) {
    const keyId = cappedKey(one);
    if (keyId !== undefined) spent.set(keyId, (spent.get(keyId) ?? 0n) + one.due);
  }
  if (spent.size === 0) return;
  await tx.run(ADD_KEY_SPEND, [[...spent.keys()], [...spent.values()], dayOf(now)]);
}

const cappedKey = ({ buyer }: Placement | Accepted): number | undefined =>
  buyer.dailySpendCap === null ? undefined : (buyer.spendKeyId ?? undefined);

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

// One statement for the order, its transfers, its event and the wallets: one round trip, and one
// snapshot in which all of it is there or none of it.
const INSERT_ORDERS = writing<[id: number]>(
  'orders-insert',
  `with input as materialized (
     select nextval('orders_id_seq')::int as id, *
     from unnest(
       $1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::order_kind[], $7::bigint[],
       $8::bigint[], $9::bigint[], $10::bigint[], $11::int[], $12::int[], $13::int[], $14::int[],
       $15::bigint[], $16::bytea[], $17::text[], $18::text[], $19::text[], $20::jsonb[]
     ) with ordinality as i (
       account_id, service_id, key_id, provider_id, quantity, kind, rate,
       charge, base_rate, own_rate, own_discount_bp, tier_discount_bp, coupon_id,
       coupon_discount_bp, coupon_amount, request_hash, request_id, link, guarded_link, details, n
     )
   ), placed as (
     insert into orders (
       id, account_id, service_id, key_id, provider_id, quantity, remains, kind, rate, charge,
       base_rate, own_rate, own_discount_bp, tier_discount_bp, coupon_id, coupon_discount_bp,
       coupon_amount, request_hash, request_id, link, guarded_link, details, created_at, due_at
     )
     select id, account_id, service_id, key_id, provider_id, quantity, quantity, kind, rate, charge,
       base_rate, own_rate, own_discount_bp, tier_discount_bp, coupon_id, coupon_discount_bp,
       coupon_amount, request_hash, request_id, link, guarded_link, details, $23::timestamptz, $23
     from input
   ), held as (
     insert into transfers (kind, reference, from_id, to_id, amount)
     select 'order.hold', id::text, account_id, -1, charge - coupon_amount
     from input where charge > coupon_amount
   ), promoted as (
     insert into transfers (kind, reference, from_id, to_id, amount)
     select 'order.coupon', id::text, -4, -1, coupon_amount from input where coupon_amount > 0
   ), told as (
     insert into order_events (order_id, account_id, type, source)
     select id, account_id, 'order.created', 'customer' from input
   ), paid as (
     update wallets w set balance = w.balance - d.amount
     from unnest($21::bigint[], $22::bigint[]) as d (id, amount) where w.id = d.id
   )
   select id from input order by n`,
  { asArrays: true },
);

/** Writes orders, holds, events and balances at once; answers each order's number. */
export async function insertOrders(
  tx: Tx,
  accepted: readonly Accepted[],
  { now, endsTransaction }: { now: Date; endsTransaction: boolean },
): Promise<Map<Accepted, number>> {
  const due = new Map<number, bigint>();
  for (const one of accepted) {
    if (one.due > 0n) due.set(one.buyer.accountId, (due.get(one.buyer.accountId) ?? 0n) + one.due);
  }
  const each = (value: (one: Accepted) => number | bigint | null) => numbers(accepted.map(value));
  const write = endsTransaction ? tx.runLast : tx.run;
  const rows = await write(INSERT_ORDERS, [
    each((one) => one.buyer.accountId),
    each((one) => one.draft.service.id),
    each((one) => one.buyer.keyId),
    // A drip-feed's runs go to a provider, not the drip-feed.
    each((one) => (one.draft.dripFeed ? null : one.providerId)),
    each((one) => one.draft.quantity),
    accepted.map((one) => kindOf(one.draft)),
    each((one) => one.rate),
    each((one) => one.charge),
    each((one) => one.price.baseRate),
    each((one) => one.price.ownRate),
    each((one) => one.price.ownDiscountBp),
    each((one) => one.price.tierDiscountBp),
    each((one) => one.coupon?.id ?? null),
    each((one) => one.coupon?.discountBp ?? null),
    each((one) => one.couponAmount),
    accepted.map((one) => one.requestHash),
    accepted.map((one) => one.requestId),
    accepted.map((one) => one.draft.link),
    accepted.map((one) => one.draft.guardedLink),
    accepted.map((one) => (one.draft.details === null ? null : JSON.stringify(one.draft.details))),
    numbers(due.keys()),
    numbers(due.values()),
    now,
  ]);
  return new Map(rows.map(([id], index) => [accepted[index] as Accepted, id]));
}

const kindOf = (draft: OrderDraft): OrderKind =>
  draft.subscription ? 'subscription' : draft.dripFeed ? 'drip_feed' : 'single';

// After the order and not within its statement: hardly any order waits, and every order would carry
// the column. A drip-feed itself is never claimed; its first run waits by its own clock.
const SCHEDULE = writing(
  'orders-schedule',
  `with scheduled as (
     insert into scheduled_orders (order_id, account_id, starts_at)
     select s.order_id, o.account_id, s.starts_at
     from unnest($1::int[], $2::timestamptz[]) as s (order_id, starts_at)
     join orders o on o.id = s.order_id
   )
   update orders o set due_at = s.starts_at
   from unnest($1::int[], $2::timestamptz[]) as s (order_id, starts_at) where o.id = s.order_id`,
);

export async function insertScheduled(tx: Tx, ids: ReadonlyMap<Accepted, number>): Promise<void> {
  const waiting = [...ids].flatMap(([{ startsAt }, id]) => (startsAt ? [{ id, startsAt }] : []));
  if (waiting.length === 0) return;
  await tx.run(SCHEDULE, [waiting.map((one) => one.id), waiting.map((one) => one.startsAt)]);
}

export async function insertDripFeeds(
  tx: Tx,
  ids: ReadonlyMap<Accepted, number>,
  now: Date,
): Promise<void> {
  const rows = [...ids].flatMap(([{ draft, startsAt }, orderId]) =>
    draft.dripFeed
      ? [
          {
            order_id: orderId,
            runs: draft.dripFeed.runs,
            interval_minutes: draft.dripFeed.intervalMinutes,
            run_quantity: draft.dripFeed.runQuantity,
            next_run_at: startsAt ?? now,
          },
        ]
      : [],
  );
  if (rows.length > 0) await tx.insertInto('drip_feeds').values(rows).execute();
}

export async function insertSubscriptions(
  tx: Tx,
  ids: ReadonlyMap<Accepted, number>,
): Promise<void> {
  const rows = [...ids].flatMap(([{ draft }, orderId]) =>
    draft.subscription
      ? [
          {
            order_id: orderId,
            username: draft.subscription.username,
            min: draft.subscription.min,
            max: draft.subscription.max,
            delay_minutes: draft.subscription.delayMinutes,
            posts: draft.subscription.posts,
            old_posts: draft.subscription.oldPosts,
            expires_on: draft.subscription.expiresOn,
          },
        ]
      : [],
  );
  if (rows.length > 0) await tx.insertInto('subscriptions').values(rows).execute();
}
