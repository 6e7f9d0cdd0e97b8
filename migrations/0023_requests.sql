-- Every API call of an account, for 30 days. A row is what one process answered one account within
-- moments: columns of arrays, an element a call, so that a call costs a twentieth of a row.

create table request_log (
  account_id int not null,
  process text collate "C" not null
    constraint request_log_process_is_short check (length(process) between 1 and 20),
  first_seq bigint not null,
  last_seq bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  first_order int,
  last_order int,
  repeated int[],
  failed int not null,
  seqs bigint[] not null,
  ats int[] not null,
  took_us int[] not null,
  keys int[] not null,
  actions text[] not null,
  statuses int[] not null,
  errors text[] not null,
  orders int[] not null,
  repeats boolean[] not null,
  names int[] not null,
  bodies bytea not null,
  constraint request_log_is_written_once unique (account_id, process, last_seq, last_at),
  constraint request_log_spans_are_short check (last_at - first_at between interval '0' and interval '10 s'),
  constraint request_log_orders_have_a_range check ((first_order is null) = (last_order is null)),
  constraint request_log_columns_are_aligned check (
    cardinality(seqs) > 0 and cardinality(ats) = cardinality(seqs) and cardinality(took_us) = cardinality(seqs)
    and cardinality(keys) = cardinality(seqs) and cardinality(actions) = cardinality(seqs)
    and cardinality(statuses) = cardinality(seqs) and cardinality(errors) = cardinality(seqs)
    and cardinality(orders) = cardinality(seqs) and cardinality(repeats) = cardinality(seqs)
    and cardinality(names) = cardinality(seqs)
  )
) partition by range (last_at);
create index request_log_by_time on request_log (account_id, last_at);
create index request_log_by_order on request_log (account_id, last_order) where last_order is not null;
create index request_log_repeated on request_log using gin (repeated) where repeated is not null;
-- Compressed by whoever writes it; Postgres would try again.
alter table request_log alter column bodies set storage external;
comment on column request_log.process is 'with a seq it makes the X-Request-Id: req_<process>-<seq in base 36>';
comment on column request_log.first_order is 'of the orders that these calls placed; repeats are not among them';
comment on column request_log.repeated is 'orders that were answered to a repeat; null: none';
comment on column request_log.failed is 'how many were refused or failed';
comment on column request_log.ats is 'milliseconds after first_at';
comment on column request_log.errors is 'the text that was answered; null: none';
comment on column request_log.orders is 'the order that the call was answered with; null: none';
comment on column request_log.names is 'CRC-32 of the caller''s own request_id; null: none';
comment on column request_log.bodies is 'deflated JSON, an element a call: what was asked and answered, cut and without secrets';

-- The application's role owns no table: it makes and drops days by these two and in no other way.
create function add_request_days(first_day date, days int) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('request-days'));
  for number in 0 .. least(days, 31) - 1 loop
    day := first_day + number;
    name := 'request_log_' || to_char(day, 'YYYYMMDD');
    if to_regclass(name) is null then
      -- Attached, not made in place: that would wait for everybody who reads or writes the log.
      execute format('create table %I (like request_log including defaults including constraints including storage)', name);
      execute format('alter table request_log attach partition %I for values from (%L) to (%L)',
                     name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
    end if;
  end loop;
end $$;

create function drop_request_days(before_day date) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  old text;
  dropped int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('request-days'));
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'request_log'::regclass
      and c.relname < 'request_log_' || to_char(before_day, 'YYYYMMDD')
    order by c.relname
  loop
    execute format('drop table %I', old);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke execute on function add_request_days, drop_request_days from public;

create table request_hours (
  account_id int not null,
  hour timestamptz not null,
  key_id int not null,
  action text collate "C" not null
    constraint request_hours_action_is_short check (length(action) <= 40),
  calls int not null,
  failed int not null,
  limited int not null,
  took int[] not null,
  constraint request_hours_pkey primary key (account_id, hour, key_id, action),
  constraint request_hours_count check (calls > 0 and failed between 0 and calls and limited between 0 and failed)
);
create index request_hours_by_age on request_hours (hour);
comment on column request_hours.action is 'empty: a call that named none';
comment on column request_hours.limited is 'refused because a limit was spent; they are among the failed';
comment on column request_hours.took is 'calls by duration: four buckets a doubling from 32 µs on';

create table request_gaps (
  account_id int not null,
  process text collate "C" not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  calls int not null constraint request_gaps_are_gaps check (calls > 0),
  constraint request_gaps_pkey primary key (account_id, process, first_at)
);
create index request_gaps_by_age on request_gaps (last_at);
comment on table request_gaps is 'calls that were answered and not recorded, because the database was away or too slow';
