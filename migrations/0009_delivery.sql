-- Trust in delivery: what an attempt costs, what is known of unknown orders, the risk of refunding
-- them, and the stories of wishes and refills.

alter table attempts
  add column cost bigint constraint attempts_cost_is_positive check (cost >= 0),
  add column charged bigint,
  add column balance_before bigint;
comment on column attempts.cost is
  'nano-units of the shop''s currency that the provider should take; null: not known';
comment on column attempts.charged is
  'nano-units of the provider''s currency, as it reported at the end';
comment on column attempts.balance_before is
  'nano-units of the provider''s currency, where the balance is evidence';

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

-- What own orders say of a service at a provider, over the newest of them.
create table scorecards (
  service_id int not null,
  provider_id int not null references providers (id),
  sample int not null,
  start_minutes int,
  finish_minutes int,
  completed_bp int not null,
  partial_bp int not null,
  canceled_bp int not null,
  refill_bp int not null,
  refused_bp int not null,
  measured_at timestamptz not null,
  primary key (service_id, provider_id)
);
comment on column scorecards.sample is 'ended orders that the figures are made of';
comment on column scorecards.start_minutes is 'median; null: not measured';
