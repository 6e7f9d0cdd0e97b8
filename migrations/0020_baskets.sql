-- What a customer keeps for the next order: services marked, forms and links saved, starts chosen.

create table service_marks (
  account_id int not null references accounts (id) on delete cascade,
  service_id int not null references services (id),
  favourite_at timestamptz,
  hidden_at timestamptz,
  used_at timestamptz,
  note text not null default '' constraint service_marks_note_is_short check (length(note) <= 500),
  primary key (account_id, service_id),
  constraint service_marks_hidden_is_no_favourite check (favourite_at is null or hidden_at is null)
);
comment on column service_marks.used_at is 'when it was last ordered by the form';

create table order_templates (
  id int generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  service_id int not null references services (id),
  name text not null constraint order_templates_name_is_short check (length(name) between 1 and 60),
  fields jsonb not null,
  saved_at timestamptz not null default now(),
  constraint order_templates_name_is_taken unique (account_id, name)
);

create table saved_links (
  id int generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  name text not null default '' constraint saved_links_name_is_short check (length(name) <= 60),
  link text not null constraint saved_links_link_is_short check (length(link) between 1 and 1000),
  saved_at timestamptz not null default now(),
  constraint saved_links_are_saved_once unique (account_id, link)
);

-- Orders that are paid and wait for the time that was chosen. Few are, so this stands beside orders.
create table scheduled_orders (
  order_id int primary key,
  account_id int not null,
  starts_at timestamptz not null
);
create index scheduled_orders_by_account on scheduled_orders (account_id, starts_at);
