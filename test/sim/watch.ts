import pg from 'pg';

/** A change of a row, as a trigger of the simulated shop's database saw it. */
export type Change = { n: number; what: string; of: number; before: string | null; after: string };

export type OrderRow = {
  id: number;
  account_id: number;
  service_id: number;
  parent_id: number | null;
  provider_id: number | null;
  kind: 'single' | 'drip_feed' | 'run' | 'subscription' | 'post';
  status: string;
  quantity: number;
  remains: number;
  rate: string;
  charge: string;
  refunded: string;
  coupon_id: number | null;
  coupon_amount: string;
  request_id: string;
  link: string;
  due_ms: number;
  /** Of a drip-feed. */
  runs: number | null;
  run_quantity: number | null;
  runs_started: number | null;
  /** When its provider is asked about it next. */
  look_ms: number | null;
};
export type AttemptRow = {
  id: number;
  of: number;
  number: number;
  provider: number;
  outcome: string | null;
  name: string | null;
  /** Nano-units that it should cost; null: not known. */
  cost: string | null;
  finished_ms: number | null;
};
export type EvidenceRow = { of: number; kind: string; verdict: string };

export type RiskRow = { of: number; amount: string; verdict: string | null; opened_ms: number };

/** All that was written since the last look, and the orders that it is about as they are now. */
export type Seen = {
  changes: Change[];
  orders: OrderRow[];
  /** Of the touched orders: all that there are. */
  attempts: AttemptRow[];
  evidence: EvidenceRow[];
  wishes: { of: number; status: string }[];
  risks: RiskRow[];
  wallets: { id: number; balance: string }[];
};

export type Watch = {
  look(): Promise<Seen>;
  /** Every attempt there is. */
  attempts(): Promise<(AttemptRow & { by_person: boolean })[]>;
  /** Of wishes and refills: those that nobody answered. */
  unanswered(): Promise<string[]>;
  deliveries(): Promise<DeliveryRow[]>;
  end(): Promise<void>;
};

export type DeliveryRow = { endpoint: number; message: string; status: string; disabled: boolean };

// A process dies here in many ways; that Postgres itself does not forget is tested elsewhere. And
// what vacuums when it likes makes other plans, and rows come in another order.
const STEADY = `
  do $$ declare name text; begin
    execute format('alter database %I set synchronous_commit = off', current_database());
    for name in select format('%I', relname) from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace
    loop execute format('alter table %s set (autovacuum_enabled = off)', name); end loop;
  end $$;`;

const CHANGES = `
  create unlogged table sim_changes (
    n bigint generated always as identity primary key,
    what text not null, "of" int not null, before text, after text not null
  );`;

// What is written down of a row: the order that it is of, its state before, and what it is now.
const WATCHED = [
  ['order', 'orders', 'new.id', 'old.status', 'new.status'],
  [
    'event',
    'order_events',
    'new.order_id',
    'null',
    "concat_ws(' ', new.type, new.account_id, new.id)",
  ],
  [
    'transfer',
    'transfers',
    // A deposit is of no order; its reference says which payment it is.
    "coalesce(substring(new.reference from '^[0-9]{1,9}$')::int, 0)",
    'null',
    "concat_ws(' ', new.kind, new.from_id, new.to_id, new.amount, new.reference)",
  ],
  [
    'attempt',
    'attempts',
    'new.order_id',
    "coalesce(old.outcome::text, 'open')",
    "coalesce(new.outcome::text, 'open')",
  ],
  ['wish', 'cancel_wishes', 'new.order_id', 'old.status', 'new.status'],
  [
    'refill',
    'refills',
    'new.order_id',
    'old.status',
    "concat_ws(' ', new.status, new.id, new.account_id)",
  ],
] as const;

const TRIGGERS = WATCHED.map(
  ([what, table, of, before, after]) => `
  create function sim_note_${what}() returns trigger language plpgsql security definer as $$
  begin
    if tg_op = 'INSERT' then
      insert into sim_changes (what, "of", after) values ('${what}', ${of}, ${after});
    else
      insert into sim_changes (what, "of", before, after) values ('${what}', ${of}, ${before}, ${after});
    end if;
    return null;
  end $$;
  create trigger sim_note after insert or update on ${table}
    for each row execute function sim_note_${what}();`,
).join('');

const LOOK = `
  with fresh as materialized (select * from sim_changes where n > $1),
  touched as materialized (select distinct "of" as id from fresh where "of" > 0)
  select json_build_object(
    'changes', (select coalesce(json_agg(f order by n), '[]') from fresh f),
    'orders', (select coalesce(json_agg(o order by id), '[]') from (
      select o.id, o.account_id, o.service_id, o.parent_id, o.provider_id, kind, status, quantity, remains,
        rate::text, charge::text, refunded::text, coupon_id, coupon_amount::text, request_id, link,
        (extract(epoch from o.due_at) * 1000)::bigint as due_ms,
        d.runs, d.run_quantity, d.runs_started,
        (extract(epoch from f.due_at) * 1000)::bigint as look_ms
      from touched join orders o using (id) left join drip_feeds d on d.order_id = o.id
        left join follows f on f.order_id = o.id) o),
    'attempts', (select coalesce(json_agg(a order by id), '[]') from (
      select id, order_id as of, number, provider_id as provider, outcome, provider_order_id as name,
        cost::text, (extract(epoch from finished_at) * 1000)::bigint as finished_ms
      from attempts where order_id = any (array (select id from touched))) a),
    'evidence', (select coalesce(json_agg(e order by id), '[]') from (
      select e.id, order_id as of, e.kind, verdict from order_evidence e
      where order_id = any (array (select id from touched))) e),
    'wishes', (select coalesce(json_agg(w order by of), '[]') from (
      select order_id as of, status from cancel_wishes
      where order_id = any (array (select id from touched))) w),
    'risks', (select coalesce(json_agg(r order by of), '[]') from (
      select order_id as of, amount::text, verdict,
        (extract(epoch from opened_at) * 1000)::bigint as opened_ms
      from order_risks where order_id = any (array (select id from touched))) r),
    'wallets', (select json_agg(w order by id) from (select id, balance::text from wallets) w)
  ) as seen`;

const ATTEMPTS = `
  select id::int, order_id as of, number, provider_id as provider, outcome, provider_order_id as name,
    cost::text, exists (select from order_evidence e where e.attempt_id = a.id and e.kind = 'operator') as by_person
  from attempts a order by id`;

const UNANSWERED = `
  select format('the wish to cancel order %s is %s', order_id, w.status) as what
  from cancel_wishes w join orders o on o.id = order_id
  where w.status not in ('done', 'refused') and o.status in ('completed', 'partial', 'canceled')
  union all
  select format('refill %s is %s', id, status) from refills where finished_at is null
  union all
  select format('%s is not delivered', message) from webhook_deliveries where status = 'pending'`;

const DELIVERIES = `
  select d.endpoint_id as endpoint, d.message, d.status, e.disabled_at is not null as disabled
  from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id`;

/** Sees every change that is committed to the shop of `ownerUrl`, in the order in which it was made. */
export async function openWatch(ownerUrl: string, ddl = ''): Promise<Watch> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(STEADY + CHANGES + TRIGGERS + ddl);
  await client.query('set enable_seqscan = off; set jit = off');
  let last = 0;
  return {
    async look() {
      const { rows } = await client.query<{ seen: Seen }>({
        name: 'look',
        text: LOOK,
        values: [last],
      });
      const { seen } = rows[0] as { seen: Seen };
      last = seen.changes.at(-1)?.n ?? last;
      return seen;
    },
    attempts: async () => (await client.query<AttemptRow & { by_person: boolean }>(ATTEMPTS)).rows,
    unanswered: async () =>
      (await client.query<{ what: string }>(UNANSWERED)).rows.map(({ what }) => what),
    deliveries: async () => (await client.query<DeliveryRow>(DELIVERIES)).rows,
    end: () => client.end(),
  };
}
