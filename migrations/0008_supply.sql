-- Where services come from: what providers ask, what they offer, how it became our price, and every
-- change of what is sold.

alter table providers
  add column currency text not null default 'USD'
    constraint providers_currency_is_iso check (currency ~ '^[A-Z]{3,5}$'),
  add column exchange_rate bigint not null default 1000000000
    constraint providers_exchange_rate_is_positive check (exchange_rate > 0),
  add column status_batch int not null default 100
    constraint providers_status_batch_is_small check (status_batch between 1 and 1000),
  add column refill boolean not null default true,
  add column cancel boolean not null default true,
  add column refuses_duplicates boolean not null default false,
  add column balance_evidence boolean not null default false,
  add column packages_per_order boolean not null default true,
  add column low_balance bigint constraint providers_low_balance_is_positive check (low_balance >= 0),
  add column balance bigint,
  add column balance_at timestamptz,
  add column note text constraint providers_note_is_short check (length(note) <= 2000),
  add column reviewed_on date,
  add constraint providers_balance_is_dated check ((balance is null) = (balance_at is null)),
  add constraint providers_balance_evidence_is_serial check (not balance_evidence or concurrency = 1);
comment on column providers.exchange_rate is
  'nano-units of the shop''s currency for one unit of the provider''s';
comment on column providers.status_batch is 'ids that one status call may name';
comment on column providers.refuses_duplicates is
  'refuses a second order on a link while the first is open';
comment on column providers.balance_evidence is
  'what an unknown order did to the balance may be believed: calls are made one at a time';
comment on column providers.packages_per_order is
  'quotes a package''s rate for one order, as most panels do, not per 1000';
comment on column providers.low_balance is 'nano-units of the provider''s currency; null: no alert';
comment on column providers.balance is 'nano-units of the provider''s currency, as it said last';
comment on column providers.note is 'due diligence: who they are, their terms';

create type cost_basis as enum ('per_1000', 'per_order');

alter table service_routes
  add column cost_basis cost_basis not null default 'per_1000',
  add column share int constraint service_routes_share_is_small check (share between 1 and 1000),
  add column active boolean not null default true,
  add column paused_reason text constraint service_routes_reason_is_short check (length(paused_reason) <= 500),
  add column paused_causes text[] not null default '{}',
  add constraint service_routes_pause_has_a_reason check (active or paused_reason is not null);
comment on column service_routes.cost_rate is
  'micro-units of the shop''s currency by cost_basis, rounded up when it was quoted; null: not known';
comment on column service_routes.share is
  'weight among routes of one priority; null on all of them: the cheapest goes first';
comment on column service_routes.paused_causes is
  'the rules of the sync that paused it; empty: it goes on, or the operator did';

-- What providers offered when they were asked last; the next answer is compared with it.
create table provider_offers (
  provider_id int not null references providers (id),
  service text not null constraint provider_offers_service_is_short check (length(service) between 1 and 60),
  name text not null constraint provider_offers_name_is_short check (length(name) <= 500),
  type text not null constraint provider_offers_type_is_short check (length(type) <= 60),
  category text not null constraint provider_offers_category_is_short check (length(category) <= 500),
  quote bigint not null constraint provider_offers_quote_is_positive check (quote >= 0),
  min bigint not null,
  max bigint not null,
  refill boolean not null default false,
  cancel boolean not null default false,
  dripfeed boolean not null default false,
  first_seen_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  missing_since timestamptz,
  primary key (provider_id, service)
);
comment on column provider_offers.quote is
  'micro-units of the provider''s currency, per 1000 or per package';

create table price_rules (
  id int generated always as identity primary key,
  provider_id int references providers (id),
  category text constraint price_rules_category_is_short check (length(category) <= 120),
  cost_from bigint not null default 0,
  cost_to bigint,
  markup_bp int not null constraint price_rules_markup_is_sane check (markup_bp between 0 and 10000000),
  extra bigint not null default 0 constraint price_rules_extra_is_positive check (extra >= 0),
  round_to bigint not null default 1 constraint price_rules_round_to_is_positive check (round_to > 0),
  floor bigint not null default 0 constraint price_rules_floor_is_positive check (floor >= 0),
  created_at timestamptz not null default now(),
  constraint price_rules_band_is_a_band check (cost_from >= 0 and (cost_to is null or cost_to > cost_from))
);
comment on column price_rules.category is 'ours; null: every one';
comment on table price_rules is
  'cost × (1 + markup) + extra, rounded up to round_to, at least floor; the most specific rule wins. Rates in micro-units per 1000';

alter table services
  add column rate_pinned boolean not null default false,
  add column held_at timestamptz,
  add column held_reason text constraint services_held_reason_is_short check (length(held_reason) <= 500),
  add column held_offer jsonb,
  add column loss_accepted bigint constraint services_loss_is_positive check (loss_accepted >= 0),
  add constraint services_hold_has_a_reason check ((held_at is null) = (held_reason is null));
comment on column services.rate_pinned is 'the operator''s own price: no rule and no sync changes it';
comment on column services.held_at is 'not sold until the operator decides, whatever `active` says';
comment on column services.held_offer is
  'why, by rule, and what would be accepted: the fields and their new values';
comment on column services.loss_accepted is
  'micro-units per 1000: the operator said to sell below the cost while it is no higher than this';

create type supply_run_kind as enum ('import', 'sync', 'undo');

create table supply_runs (
  id int generated always as identity primary key,
  provider_id int references providers (id),
  kind supply_run_kind not null,
  actor text not null constraint supply_runs_actor_is_short check (length(actor) <= 100),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  offers int not null default 0,
  changed int not null default 0,
  held int not null default 0,
  error text constraint supply_runs_error_is_short check (length(error) <= 500),
  undoes int references supply_runs (id),
  constraint supply_runs_are_undone_once unique (undoes)
);

create type service_change_kind as enum (
  'new', 'rate_up', 'rate_down', 'limits', 'details', 'paused', 'resumed', 'held', 'released', 'vanished'
);

-- The public feed and `service.changed` are read from here; a row is written with its change.
create table service_changes (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  service_id int not null,
  kind service_change_kind not null,
  before jsonb,
  after jsonb,
  reason text constraint service_changes_reason_is_short check (length(reason) <= 500),
  source text not null constraint service_changes_source_is_short check (length(source) <= 100),
  run_id int references supply_runs (id),
  at timestamptz not null default now()
);
create index service_changes_by_service on service_changes (service_id, id);
create index service_changes_by_run on service_changes (run_id) where run_id is not null;
create index service_changes_xid on service_changes (xid);
comment on column service_changes.before is 'the fields that changed, as they were';
comment on column service_changes.reason is 'for the operator: it may tell what a provider asks';

-- What a run changed of how services are delivered; with service_changes it is the run's diff.
create table route_changes (
  id bigint generated always as identity primary key,
  run_id int not null references supply_runs (id),
  service_id int not null,
  provider_id int not null references providers (id),
  before jsonb,
  after jsonb
);
create index route_changes_by_run on route_changes (run_id);
comment on column route_changes.before is 'the fields that changed, as they were; null: there was no route';

-- How providers do: calls by minute, and the breaker.
create table provider_calls (
  provider_id int not null references providers (id),
  minute timestamptz not null,
  action text not null constraint provider_calls_action_is_short check (length(action) <= 30),
  calls int not null,
  failed int not null,
  total_ms bigint not null,
  slowest_ms int not null,
  primary key (provider_id, minute, action)
);

create type breaker_state as enum ('closed', 'open', 'half_open');

create table provider_breakers (
  provider_id int not null references providers (id),
  worker text not null constraint provider_breakers_worker_is_short check (length(worker) <= 100),
  state breaker_state not null,
  reason text constraint provider_breakers_reason_is_short check (length(reason) <= 500),
  since timestamptz not null,
  primary key (provider_id, worker)
);

-- The statement check: what providers say they took, against what we say they should have.
create table provider_balances (
  provider_id int not null references providers (id),
  at timestamptz not null,
  balance bigint not null,
  primary key (provider_id, at)
);
create table provider_topups (
  id int generated always as identity primary key,
  provider_id int not null references providers (id),
  at timestamptz not null default now(),
  amount bigint not null,
  reference text not null constraint provider_topups_reference_is_short check (length(reference) between 1 and 200),
  actor text not null constraint provider_topups_actor_is_short check (length(actor) <= 100),
  constraint provider_topups_happen_once unique (provider_id, reference)
);
create table provider_statements (
  id int generated always as identity primary key,
  provider_id int not null references providers (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  opening bigint not null,
  closing bigint not null,
  topups bigint not null,
  expected bigint not null,
  reported bigint not null,
  unexplained bigint not null,
  clean boolean not null,
  created_at timestamptz not null default now(),
  constraint provider_statements_are_one_a_period unique (provider_id, from_at, until_at)
);
comment on table provider_statements is 'amounts in nano-units of the provider''s currency';
comment on column provider_statements.clean is
  'nothing was on its way or in doubt at its end: the next one may begin there';

-- What attempts cost is kept in the shop's currency: it is reckoned back by the rate of their time.
create table provider_exchange_rates (
  provider_id int not null references providers (id),
  since timestamptz not null,
  exchange_rate bigint not null
    constraint provider_exchange_rates_are_positive check (exchange_rate > 0),
  primary key (provider_id, since)
);
comment on table provider_exchange_rates is 'those that changed; a provider without a row kept its own';
create type statement_class as enum ('timing', 'fee', 'unknown', 'missing', 'extra');
create table statement_differences (
  id bigint generated always as identity primary key,
  statement_id int not null references provider_statements (id),
  provider_id int not null references providers (id),
  class statement_class not null,
  order_id int,
  amount bigint not null,
  note text constraint statement_differences_note_is_short check (length(note) <= 500),
  first_seen_at timestamptz not null default now(),
  settled_at timestamptz,
  accepted_by text constraint statement_differences_acceptor_is_short check (length(accepted_by) <= 100),
  constraint statement_differences_settle_when_accepted
    check (accepted_by is null or settled_at is not null)
);
comment on column statement_differences.accepted_by is
  'null on a settled one: it vanished. An accepted one of the same amount is not told again';
create index statement_differences_open on statement_differences (provider_id) where settled_at is null;
