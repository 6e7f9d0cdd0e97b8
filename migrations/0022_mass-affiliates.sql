-- Mass orders: what was pasted, and what became of each of its lines.

create table mass_batches (
  account_id int not null references accounts (id),
  id uuid not null,
  source text not null
    constraint mass_batches_source_is_short check (octet_length(source) between 1 and 262144),
  repeats boolean not null default false,
  whole boolean not null default false,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  done_at timestamptz,
  primary key (account_id, id),
  constraint mass_batches_end_after_their_word check (done_at >= confirmed_at)
);
create index mass_batches_by_age on mass_batches (account_id, created_at);
create index mass_batches_open on mass_batches (created_at) where done_at is null;
comment on column mass_batches.id is 'minted in the form: the same form sent twice is one batch';
comment on column mass_batches.source is 'as it was pasted; a draft is read again from it';
comment on column mass_batches.repeats is 'a second line for one target is meant';
comment on column mass_batches.whole is 'all of its good lines, or none';
comment on column mass_batches.confirmed_at is 'null: a draft, without lines';

create table mass_lines (
  account_id int not null,
  batch_id uuid not null,
  number int not null constraint mass_lines_are_few check (number between 1 and 1000),
  at int not null constraint mass_lines_begin_somewhere check (at > 0),
  fields jsonb not null,
  charge bigint constraint mass_lines_charge_is_positive check (charge >= 0),
  order_id int,
  fault jsonb,
  primary key (account_id, batch_id, number),
  foreign key (account_id, batch_id) references mass_batches (account_id, id),
  constraint mass_lines_end_once check (order_id is null or fault is null),
  constraint mass_lines_order_what_was_agreed check (order_id is null or charge is not null)
) with (fillfactor = 80);
comment on column mass_lines.at is 'the line of the text where it begins';
comment on column mass_lines.charge is 'nano-units that were agreed to, then those of the order; null: not agreed';
comment on column mass_lines.fault is 'why there is no order';
