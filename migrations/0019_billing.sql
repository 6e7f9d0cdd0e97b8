-- The customer's view of the ledger: running balances, sums by month, and the documents of it.

alter type transfer_kind add value 'invoice.credit';

-- Every 100th transfer of a wallet carries the balance after it, so that the balance after any
-- other is one of these and at most 100 transfers. Derived: check-books proves it.
create table wallet_marks (
  account_id int not null references accounts (id),
  transfer_id bigint not null,
  balance bigint not null,
  earliest_at timestamptz not null,
  latest_at timestamptz not null,
  primary key (account_id, transfer_id),
  constraint wallet_marks_span_time check (earliest_at <= latest_at)
);
comment on column wallet_marks.balance is 'nano-units, after this transfer';
comment on column wallet_marks.earliest_at is 'of the transfers since the mark before';

create table wallet_days (
  account_id int not null references accounts (id),
  day date not null,
  kind transfer_kind not null,
  count int not null constraint wallet_days_count_something check (count > 0),
  received bigint not null constraint wallet_days_received_is_positive check (received >= 0),
  paid bigint not null constraint wallet_days_paid_is_positive check (paid >= 0),
  primary key (account_id, day, kind)
);
comment on table wallet_days is 'sums of the transfers up to the last mark, by UTC day';

-- What a wallet paid besides holds, as transfers_money_in is what it received besides refunds. No
-- order is slower for it: a hold is not in it.
create index transfers_money_out on transfers (from_id, id) where from_id > 0 and kind <> 'order.hold';

create table billing_progress (
  id smallint primary key default 1 constraint billing_progress_is_one check (id = 1),
  marked_to bigint not null,
  receipts_to bigint not null,
  since date not null
);
comment on column billing_progress.marked_to is 'wallets of transfers up to this one were looked at';
comment on column billing_progress.receipts_to is 'deposits up to this transfer have receipts, or none';
comment on column billing_progress.since is 'the first month that is invoiced without being asked';
insert into billing_progress (marked_to, receipts_to, since)
  values (0, coalesce((select max(id) from transfers), 0),
          date_trunc('month', now() at time zone 'UTC')::date);

create table billing_details (
  account_id int primary key references accounts (id),
  name text not null constraint billing_details_name_is_short check (length(name) between 1 and 200),
  company text not null default '' constraint billing_details_company_is_short check (length(company) <= 200),
  address text not null constraint billing_details_address_is_short check (length(address) between 1 and 500),
  country text not null constraint billing_details_country_is_iso check (country ~ '^[A-Z]{2}$'),
  tax_number text not null default '' constraint billing_details_tax_number_is_short check (length(tax_number) <= 40),
  updated_at timestamptz not null
);

create table tax_rules (
  id int generated always as identity primary key,
  name text not null constraint tax_rules_name_is_short check (length(name) between 1 and 20),
  rate_bp int not null constraint tax_rules_rate_is_a_share check (rate_bp between 0 and 10000),
  reverse_countries text[] not null default '{}',
  set_at timestamptz not null,
  set_by text not null constraint tax_rules_writer_is_short check (length(set_by) <= 100)
);
comment on table tax_rules is 'the newest is in force; none: no tax';
comment on column tax_rules.rate_bp is 'contained in every price; 0: no tax';
comment on column tax_rules.reverse_countries is 'where a business with a tax number owes it itself';
create trigger tax_rules_are_append_only
  before update or delete or truncate on tax_rules
  for each statement execute function refuse_change();

create table delivered_months (
  account_id int not null references accounts (id),
  month date not null constraint delivered_months_begin_on_the_first check (extract(day from month) = 1),
  service_id int not null,
  orders int not null constraint delivered_months_have_orders check (orders > 0),
  pieces bigint not null constraint delivered_months_pieces_are_positive check (pieces >= 0),
  amount bigint not null constraint delivered_months_cost_something check (amount > 0),
  primary key (month, account_id, service_id)
);
comment on table delivered_months is 'what orders that ended in a month earned of the customer';

create table delivered_progress (
  month date primary key,
  through_order int not null default 0,
  closed_at timestamptz
);
comment on column delivered_progress.through_order is 'orders up to this one are summed';

create type document_kind as enum ('receipt', 'invoice', 'credit_note');
create type tax_treatment as enum ('none', 'included', 'reverse_charge');

create table document_series (
  name text primary key constraint document_series_name_is_short check (length(name) between 1 and 20),
  last_number int not null constraint document_series_count_from_one check (last_number > 0)
);

create table documents (
  id bigint generated always as identity primary key,
  account_id int not null references accounts (id),
  kind document_kind not null,
  series text not null references document_series (name),
  number int not null constraint documents_count_from_one check (number > 0),
  cause text not null constraint documents_cause_is_short check (length(cause) between 1 and 100),
  corrects bigint references documents (id),
  period date,
  issued_at timestamptz not null,
  currency text not null constraint documents_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  total bigint not null constraint documents_total_is_positive check (total > 0),
  net bigint not null,
  tax bigint not null constraint documents_tax_is_positive check (tax >= 0),
  tax_name text not null constraint documents_tax_name_is_short check (length(tax_name) <= 20),
  tax_rate_bp int not null,
  tax_treatment tax_treatment not null,
  body jsonb not null,
  constraint documents_are_numbered unique (series, number),
  constraint documents_happen_once unique (account_id, kind, cause),
  constraint documents_add_up check (net + tax = total),
  constraint documents_correct_another check ((kind = 'credit_note') = (corrects is not null)),
  constraint documents_invoices_have_a_period check ((kind = 'invoice') = (period is not null)),
  constraint documents_untaxed_have_no_tax check (tax_treatment = 'included' or tax = 0),
  constraint documents_are_bounded check (octet_length(body::text) <= 400000)
);
create index documents_by_account on documents (account_id, id);
create index documents_corrections on documents (corrects) where corrects is not null;
comment on column documents.cause is 'the month, the transfer or the credit that it documents';
comment on column documents.body is 'buyer, seller and lines as they were when it was issued';
create trigger documents_are_append_only
  before update or delete or truncate on documents
  for each statement execute function refuse_change();
