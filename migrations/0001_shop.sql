-- The shop itself: one row of identity, and settings that an operator may change.

create table shop (
  id smallint primary key default 1 constraint shop_is_one check (id = 1),
  currency text not null constraint shop_currency_is_iso check (currency ~ '^[A-Z]{3}$'),
  demo boolean not null,
  created_at timestamptz not null default now()
);

create table settings (
  name text primary key constraint settings_name_is_short check (length(name) <= 60),
  value jsonb not null,
  updated_at timestamptz not null default now()
);
