-- Tickets of signed-in customers, and what people are told of their accounts.

create type ticket_priority as enum ('low', 'normal', 'high', 'urgent');

alter table tickets
  add column priority ticket_priority not null default 'normal',
  add column waiting_since timestamptz,
  add column goal_at timestamptz,
  add column rating smallint constraint tickets_rating_has_five_steps check (rating between 1 and 5),
  add column rating_note text
    constraint tickets_rating_note_is_short check (length(rating_note) between 1 and 500),
  add column rated_at timestamptz,
  add constraint tickets_rating_has_a_moment check ((rating is null) = (rated_at is null)),
  add constraint tickets_note_needs_a_rating check (rating_note is null or rating is not null),
  add constraint tickets_goal_is_for_who_waits check (goal_at is null or waiting_since is not null);
update tickets set waiting_since = changed_at where state = 'open';
comment on column tickets.waiting_since is 'since when the writer waits for an answer; null: they do not';
comment on column tickets.goal_at is 'by when the operator means to answer; null: nobody waits, or no goal was set';
create index tickets_by_account_and_state on tickets (account_id, state, id) where account_id is not null;

alter table ticket_messages add column goal_at timestamptz;
comment on column ticket_messages.goal_at is 'of an answer: the goal that it met or missed';

create table ticket_goals (
  priority ticket_priority primary key,
  answer_minutes int not null
    constraint ticket_goals_are_of_use check (answer_minutes between 5 and 43200)
);
comment on table ticket_goals is 'how soon the operator means to answer; no row: nothing is promised';

create type ticket_link as enum ('order', 'payment', 'delivery');

create table ticket_links (
  ticket_id bigint not null references tickets (id) on delete cascade,
  kind ticket_link not null,
  target bigint not null,
  primary key (ticket_id, kind, target)
);
create index ticket_links_by_target on ticket_links (kind, target);
comment on table ticket_links is 'what a ticket is about: things of the account that wrote it, and of nobody else';

create table ticket_files (
  id uuid primary key,
  message_id bigint not null references ticket_messages (id) on delete cascade,
  ticket_id bigint not null references tickets (id) on delete cascade,
  account_id int references accounts (id),
  name text not null constraint ticket_files_name_is_short check (length(name) between 1 and 120),
  type text not null
    constraint ticket_files_type_is_taken
      check (type in ('image/png', 'application/pdf', 'text/plain')),
  bytes int not null constraint ticket_files_are_small check (bytes between 1 and 10485760),
  body bytea,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint ticket_files_go_when_removed check ((body is null) = (removed_at is not null)),
  constraint ticket_files_body_is_whole check (octet_length(body) = bytes)
);
-- What is stored is compressed already.
alter table ticket_files alter column body set storage external;
create index ticket_files_by_ticket on ticket_files (ticket_id, message_id);
create index ticket_files_by_account on ticket_files (account_id) include (bytes) where removed_at is null;
create index ticket_files_by_age on ticket_files (created_at) where removed_at is null;
comment on column ticket_files.account_id is 'whose quota it counts against; null: the operator''s';
comment on column ticket_files.name is 'as its sender called it; shown, never used as a path';

-- What happened to an account beside its orders; notifications read it as webhooks read order_events.
create table account_events (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  account_id int not null references accounts (id),
  type text not null constraint account_events_type_is_short check (length(type) between 1 and 40),
  subject text not null constraint account_events_subject_is_short check (length(subject) between 1 and 80),
  data jsonb,
  at timestamptz not null
);
create index account_events_xid on account_events (xid);
create index account_events_at on account_events (at);

create type mail_pace as enum ('now', 'hourly', 'daily', 'off');

create table notification_preferences (
  account_id int not null references accounts (id),
  event text not null constraint notification_preferences_event_is_short check (length(event) <= 40),
  in_app boolean not null,
  mail mail_pace not null,
  primary key (account_id, event)
);
comment on table notification_preferences is 'what somebody chose; without a row it is as the event''s table says';

create table low_balance_alerts (
  account_id int primary key references accounts (id),
  threshold bigint not null constraint low_balance_alerts_are_positive check (threshold > 0),
  told_at timestamptz
);
comment on column low_balance_alerts.threshold is 'nano-units';
comment on column low_balance_alerts.told_at is
  'when it was told that the wallet fell below; null: the wallet holds that much, and the next fall is told';

create table notification_cursor (
  id smallint primary key default 1 constraint notification_cursor_is_one check (id = 1),
  xid xid8 not null
);
-- Nobody is told of what happened before there was anybody to tell.
insert into notification_cursor (xid) values ((pg_current_xact_id()::text::bigint + 1)::text::xid8);

create table notifications (
  id bigint generated always as identity primary key,
  account_id int not null references accounts (id),
  event text not null constraint notifications_event_is_short check (length(event) <= 40),
  subject text not null constraint notifications_subject_is_short check (length(subject) <= 80),
  times int not null constraint notifications_happened check (times > 0),
  details jsonb not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  read_at timestamptz
);
create unique index notifications_gather on notifications (account_id, event, subject) where read_at is null;
create index notifications_by_account on notifications (account_id, id desc);
create index notifications_unread on notifications (account_id) where read_at is null;
create index notifications_by_age on notifications (last_at);
comment on column notifications.subject is
  'what is gathered in one row until it is read: the orders of an hour, a ticket, a webhook';
comment on column notifications.details is 'the first few of them, as the event''s table names their parts';

-- What waits to be said by mail, and when; gone once the mail is in the outbox.
create table notification_letters (
  account_id int not null references accounts (id),
  pace mail_pace not null constraint notification_letters_are_sent check (pace <> 'off'),
  due_at timestamptz,
  last_at timestamptz,
  primary key (account_id, pace)
);
create index notification_letters_due on notification_letters (due_at) where due_at is not null;
comment on column notification_letters.due_at is 'null: nothing waits';
comment on column notification_letters.last_at is 'when the last one went out';

create table notification_lines (
  id bigint generated always as identity primary key,
  account_id int not null,
  pace mail_pace not null,
  event text not null constraint notification_lines_event_is_short check (length(event) <= 40),
  subject text not null constraint notification_lines_subject_is_short check (length(subject) <= 80),
  times int not null constraint notification_lines_happened check (times > 0),
  details jsonb not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  constraint notification_lines_gather unique (account_id, pace, event, subject),
  constraint notification_lines_belong_to_a_letter
    foreign key (account_id, pace) references notification_letters (account_id, pace)
);

alter table api_keys add column unused_told_at timestamptz;
comment on column api_keys.unused_told_at is 'when its owner was told that nobody uses it';
