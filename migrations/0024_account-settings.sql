-- What an account lets itself spend, and how it comes to its end.

create table spend_limits (
  account_id int primary key references accounts (id),
  daily bigint,
  monthly bigint,
  day date not null,
  spent_on_day bigint not null default 0,
  month date not null,
  spent_in_month bigint not null default 0,
  constraint spend_limits_are_positive check (daily > 0 and monthly > 0),
  constraint spend_limits_are_set check (num_nonnulls(daily, monthly) > 0),
  constraint spend_limits_count_up check (spent_on_day >= 0 and spent_in_month >= 0),
  constraint spend_limits_month_begins check (month = date_trunc('month', month))
);
comment on column spend_limits.daily is 'nano-units that orders may cost on a UTC day, before refunds; null: no limit';
comment on column spend_limits.spent_on_day is 'on `day` since the limit was set, what was spent that day before it in it';

create table account_closings (
  account_id int primary key references accounts (id),
  closed_at timestamptz not null,
  erase_at timestamptz not null,
  erased_at timestamptz,
  balance bigint not null,
  ticket text,
  constraint account_closings_erase_later check (erase_at >= closed_at),
  constraint account_closings_balance_is_positive check (balance >= 0),
  constraint account_closings_ticket_is_short check (length(ticket) <= 20)
);
create index account_closings_due on account_closings (erase_at) where erased_at is null;
comment on column account_closings.balance is 'nano-units in the wallet when it was closed';
comment on column account_closings.ticket is 'that asks the operator to pay the balance out; null: there was none';
