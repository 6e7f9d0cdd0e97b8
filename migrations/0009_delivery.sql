-- Trust in delivery: what an attempt costs, what is known of unknown orders, the risk of refunding
-- them, and the stories of wishes and refills.

alter table attempts
  add column cost bigint constraint attempts_cost_is_positive check (cost >= 0),
  add column charged bigint,
  add column balance_before bigint,
  add column balance_after bigint,
  add column escalated_at timestamptz;
comment on column attempts.cost is
  'nano-units of the shop''s currency that the provider should take; null: not known';
comment on column attempts.charged is
  'nano-units of the provider''s currency, as it reported at the end';
comment on column attempts.balance_before is
  'nano-units of the provider''s currency, where the balance is evidence';
comment on column attempts.balance_after is 'the same, asked once when the outcome was not known';
comment on column attempts.escalated_at is 'when the operator was told again that it is in doubt';
create index attempts_in_doubt on attempts (order_id) where outcome in ('unknown', 'unclassified');
-- Not now, certainly not placed; `refused` is for good.
alter type attempt_outcome add value 'later';

create type evidence_kind as enum (
  'answer', 'repeat', 'order_list', 'duplicate_refusal', 'balance', 'start_count', 'operator'
);
create type evidence_verdict as enum ('placed', 'not_placed');

create table order_evidence (
  id bigint generated always as identity primary key,
  order_id int not null,
  attempt_id bigint not null,
  kind evidence_kind not null,
  verdict evidence_verdict not null,
  strong boolean not null,
  provider_order_id text constraint order_evidence_id_is_short check (length(provider_order_id) <= 64),
  note text constraint order_evidence_note_is_short check (length(note) <= 500),
  source text not null constraint order_evidence_source_is_short check (length(source) <= 100),
  at timestamptz not null default now(),
  constraint order_evidence_is_heard_once unique (attempt_id, kind, verdict)
);

-- Unknown orders that the policy refunded: what the provider may still ask for them.
create table order_risks (
  order_id int primary key,
  amount bigint not null constraint order_risks_amount_is_positive check (amount >= 0),
  opened_at timestamptz not null,
  verdict evidence_verdict,
  resolved_at timestamptz,
  actor text constraint order_risks_actor_is_short check (length(actor) <= 100),
  constraint order_risks_resolve_with_a_verdict check ((verdict is null) = (resolved_at is null))
);
create index order_risks_open on order_risks (opened_at) where resolved_at is null;
create index orders_unknown on orders (due_at) where status = 'unknown';
drop index orders_submitting; -- leases are swept by their attempts

alter type transfer_kind add value 'risk.open';
alter type transfer_kind add value 'risk.release';
alter type transfer_kind add value 'risk.loss';
insert into system_ledgers (id, name) values (-7, 'losses');

-- Requested, sent, accepted, refused, done: each with time and source (features 16).
create table request_events (
  id bigint generated always as identity primary key,
  order_id int not null,
  refill_id int,
  stage wish_status not null,
  source text not null constraint request_events_source_is_short check (length(source) <= 100),
  note text constraint request_events_note_is_short check (length(note) <= 500),
  at timestamptz not null default now()
);
create index request_events_by_order on request_events (order_id);
comment on column request_events.refill_id is 'null: it is about a wish to cancel';

-- Which orders are under way at a provider, and when each is asked about next. It changes at every
-- look, the order does not: its row and its indexes stay as they are (decision 15).
create table follows (
  order_id int primary key,
  provider_id int not null,
  accepted_at timestamptz not null,
  due_at timestamptz not null,
  asked_at timestamptz
) with (fillfactor = 50);
create index follows_due on follows (provider_id, due_at);
comment on table follows is 'a row goes when its order has ended';
comment on column follows.accepted_at is 'when the provider took the order, or told of the post';

insert into follows (order_id, provider_id, accepted_at, due_at)
select id, provider_id, coalesce(started_at, created_at), due_at from orders
where status in ('processing', 'in_progress') and provider_id is not null;
drop index orders_followed;
comment on column orders.due_at is 'not to be claimed or swept before';
comment on column orders.started_at is
  'when its provider was first seen to deliver; of a drip-feed: when its first run was placed';

alter table drip_feeds add column paused_at timestamptz;
drop index drip_feeds_due;
create index drip_feeds_due on drip_feeds (next_run_at)
  where next_run_at is not null and paused_at is null;

alter table subscriptions add column paused_at timestamptz;
update subscriptions set paused_at = now() where status = 'paused';
alter table subscriptions add constraint subscriptions_pause_is_dated
  check ((status = 'paused') = (paused_at is not null));

-- What own orders say of a service at a provider, over the newest that ended.
create table scorecards (
  service_id int not null,
  provider_id int not null references providers (id),
  sample int not null,
  start_s int,
  finish_s int,
  completed_bp int,
  partial_bp int,
  canceled_bp int,
  refill_bp int,
  attempts int not null,
  refused_bp int,
  measured_at timestamptz not null,
  primary key (service_id, provider_id)
);
comment on column scorecards.sample is 'ended orders that the figures are made of; under five there are none';
comment on column scorecards.start_s is 'median seconds from acceptance until it was seen to deliver';
comment on column scorecards.finish_s is 'median seconds from acceptance to completion';
comment on column scorecards.refill_bp is 'share of the ended orders for which a refill was asked';
comment on column scorecards.attempts is 'tries to place orders that refused_bp is made of';
