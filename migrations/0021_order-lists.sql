-- What a customer's lists of orders are read by. The state stands before the number, so that each tab
-- and each capped count is one range; a list of all states merges eight of them.
create index orders_by_state on orders (account_id, status, id);

-- Few are standing orders, and only those pay for this one.
create index orders_standing on orders (account_id, kind, id)
  where kind in ('drip_feed', 'subscription');

-- What is looked up by its link has mostly ended; so orders pay for it when they end, not when they
-- are placed, and few are open to be looked through.
create index orders_ended_by_link on orders (account_id, hashtext(link), id)
  where status in ('completed', 'partial', 'canceled');

create index refills_by_account on refills (account_id, id);

-- How an order's delivery went: when each fiftieth of it was first seen.
create table order_progress (
  order_id int not null,
  step smallint not null,
  at timestamptz not null,
  remains int not null,
  start_count bigint,
  primary key (order_id, step),
  constraint order_progress_steps_are_fiftieths check (step between 0 and 50),
  constraint order_progress_remains_fit check (remains >= 0)
);
comment on table order_progress is 'goes 180 days after its order was placed';
comment on column order_progress.step is 'fiftieths of the quantity that were delivered by then';

-- A named search of an account's own orders.
create table order_views (
  id int generated always as identity primary key,
  account_id int not null references accounts (id),
  name text not null,
  query text not null,
  created_at timestamptz not null,
  constraint order_views_name_is_short check (length(name) between 1 and 60),
  constraint order_views_query_is_short check (length(query) between 1 and 500)
);
create unique index order_views_are_named_once on order_views (account_id, lower(name));
