-- Double entry: a row is one transfer, so an unbalanced book cannot be written.
-- Ledger ids above zero are customers' wallets (the account's id); the shop's own are negative
-- and carry no running balance, because one hot row would cap the shop (design 3).

create table system_ledgers (
  id bigint primary key constraint system_ledgers_are_negative check (id < 0),
  name text not null unique
);
insert into system_ledgers (id, name) values
  (-1, 'held'), (-2, 'revenue'), (-3, 'deposits'), (-4, 'promotion'), (-5, 'adjustments'),
  (-6, 'suspense');

create table wallets (
  id bigint primary key references accounts (id),
  balance bigint not null default 0,
  credit_limit bigint not null default 0
    constraint wallets_credit_limit_is_positive check (credit_limit >= 0),
  constraint wallets_never_overdrawn check (balance + credit_limit >= 0)
) with (fillfactor = 50);

create type transfer_kind as enum (
  'deposit', 'adjustment',
  'order.hold', 'order.coupon', 'order.earn', 'order.refund', 'order.coupon_return'
);

-- No foreign keys here and on orders: a check per row locks the parent (the hot wallet) and
-- costs a third of the throughput. check-books proves the references instead.
create table transfers (
  id bigint generated always as identity primary key,
  kind transfer_kind not null,
  reference text collate "C" not null
    constraint transfers_reference_is_short check (length(reference) between 1 and 200),
  from_id bigint not null constraint transfers_from_is_a_ledger check (from_id <> 0),
  to_id bigint not null constraint transfers_to_is_a_ledger check (to_id <> 0),
  amount bigint not null constraint transfers_amount_is_positive check (amount > 0),
  reason text constraint transfers_reason_is_short check (length(reason) <= 500),
  actor text constraint transfers_actor_is_short check (length(actor) <= 100),
  created_at timestamptz not null default now(),
  constraint transfers_move_between_two check (from_id <> to_id),
  constraint transfers_happen_once unique (kind, reference)
);
create index transfers_from_wallet on transfers (from_id, id) where from_id > 0;
create index transfers_to_wallet on transfers (to_id, id) where to_id > 0;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger transfers_are_append_only
  before update or delete or truncate on transfers
  for each statement execute function refuse_change();
