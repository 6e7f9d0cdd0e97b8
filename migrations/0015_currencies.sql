-- Prices shown in other currencies. What is charged is always in the shop's own.

create table display_rates (
  currency text primary key
    constraint display_rates_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  rate bigint not null constraint display_rates_rate_is_positive check (rate > 0),
  as_of date not null,
  source text not null
    constraint display_rates_source_is_short check (length(source) between 1 and 60),
  updated_at timestamptz not null
);
comment on column display_rates.rate is
  'nano-units of this currency for one unit of the shop''s; for showing only';
comment on column display_rates.as_of is 'the day that the rate is of, shown beside what it made';
