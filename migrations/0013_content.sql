-- What the operator writes on the site, and what visitors write to the operator.

-- A page is its newest published version; without one, the text that the program ships.
create table content_versions (
  id bigint generated always as identity primary key,
  page text not null constraint content_versions_page_is_known
    check (page in ('terms', 'privacy', 'refunds', 'acceptable-use', 'about')),
  language text not null constraint content_versions_language_is_a_code check (language ~ '^[a-z]{2}$'),
  number int not null constraint content_versions_number_is_positive check (number > 0),
  body text constraint content_versions_body_is_short check (length(body) between 1 and 200000),
  written_at timestamptz not null,
  written_by text not null constraint content_versions_writer_is_short check (length(written_by) <= 100),
  published_at timestamptz,
  published_by text constraint content_versions_publisher_is_short check (length(published_by) <= 100),
  constraint content_versions_publishing_has_a_name
    check ((published_at is null) = (published_by is null)),
  constraint content_versions_are_numbered unique (page, language, number)
);
create index content_versions_published on content_versions (page, language, published_at desc, id desc)
  where published_at is not null;
comment on table content_versions is 'never changed but by their publication';
comment on column content_versions.body is 'Markdown; null: the text that the program ships';

create table posts (
  slug text primary key constraint posts_slug_is_an_address
    check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  language text not null default 'en' constraint posts_language_is_a_code check (language ~ '^[a-z]{2}$'),
  body text not null constraint posts_body_is_short check (length(body) between 1 and 200000),
  written_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null constraint posts_writer_is_short check (length(changed_by) <= 100),
  published_at timestamptz
);
comment on column posts.slug is 'that of a post which the program ships takes its place';
comment on column posts.published_at is 'null: a draft; later than now: it waits for that moment';

create table faq_entries (
  key text not null constraint faq_entries_key_is_an_address
    check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 60),
  language text not null constraint faq_entries_language_is_a_code check (language ~ '^[a-z]{2}$'),
  topic text not null constraint faq_entries_topic_is_known
    check (topic in ('orders', 'money', 'api', 'shop')),
  position int not null,
  question text not null constraint faq_entries_question_is_short check (length(question) between 1 and 300),
  answer text not null constraint faq_entries_answer_is_short check (length(answer) between 1 and 20000),
  hidden boolean not null default false,
  changed_at timestamptz not null,
  changed_by text not null constraint faq_entries_writer_is_short check (length(changed_by) <= 100),
  primary key (key, language)
);
comment on column faq_entries.key is 'that of an entry which the program ships takes its place';

create table operator_identity (
  field text primary key constraint operator_identity_field_is_short check (length(field) between 1 and 40),
  value text not null constraint operator_identity_value_is_short check (length(value) between 1 and 500),
  changed_at timestamptz not null,
  changed_by text not null constraint operator_identity_writer_is_short check (length(changed_by) <= 100)
);

create type ticket_kind as enum
  ('question', 'order', 'payment', 'privacy', 'notice', 'takedown', 'appeal', 'leaked_key');
create type ticket_state as enum ('open', 'answered', 'closed');
create type ticket_author as enum ('writer', 'operator', 'system');

create table tickets (
  id bigint generated always as identity primary key,
  reference text not null unique constraint tickets_reference_is_short check (length(reference) <= 20),
  kind ticket_kind not null,
  state ticket_state not null default 'open',
  account_id int references accounts (id),
  order_id bigint,
  name text not null constraint tickets_name_is_short check (length(name) <= 100),
  email text not null constraint tickets_email_is_short check (length(email) between 3 and 254),
  language text not null constraint tickets_language_is_a_code check (language ~ '^[a-z]{2}$'),
  subject text not null constraint tickets_subject_is_short check (length(subject) between 1 and 150),
  opened_from text constraint tickets_network_is_short check (length(opened_from) <= 60),
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  constraint tickets_closing check ((closed_at is null) = (state <> 'closed'))
);
create index tickets_waiting on tickets (changed_at, id) where state = 'open';
create index tickets_by_account on tickets (account_id, id) where account_id is not null;
create index tickets_by_email on tickets (lower(email), opened_at);
create index tickets_by_network on tickets (opened_from, opened_at) where opened_from is not null;
comment on column tickets.reference is
  'what people quote; who has its token as well, a MAC over it, reads the ticket and answers in it';
comment on column tickets.state is 'open: waits for the operator; answered: for the writer';
comment on column tickets.account_id is 'null: the writer was not signed in';
comment on column tickets.order_id is
  'what the writer says it is about: theirs for certain only where the account is known';
comment on column tickets.opened_from is 'the network it came from, for the limit; forgotten after a week';

create table ticket_messages (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references tickets (id),
  author ticket_author not null,
  author_name text not null constraint ticket_messages_author_is_short check (length(author_name) <= 100),
  body text not null constraint ticket_messages_body_is_short check (length(body) between 1 and 10000),
  at timestamptz not null
);
create index ticket_messages_by_ticket on ticket_messages (ticket_id, id);
comment on column ticket_messages.author_name is 'who it was, such as operator:anna; writers see it only of themselves';
