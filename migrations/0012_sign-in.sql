-- Sign-in: second factors, passkeys, what was tried, and mails on their way.

alter table users
  add column locale text not null default 'en'
    constraint users_locale_is_a_language check (locale ~ '^[a-z]{2}$'),
  add column time_zone text not null default 'UTC'
    constraint users_time_zone_is_short check (length(time_zone) between 1 and 64);
comment on column users.locale is 'the language of mails, and of times in them with time_zone';

-- Until now only an operator at the machine could make users: there was nobody to ask for a proof.
update users set email_verified = true;

-- What a cookie carries is kept as its hash only.
delete from sessions;
alter table sessions
  add column seen_at timestamptz not null default now(),
  add column proved_at timestamptz not null default now(),
  add column pending boolean not null default false,
  add column method text not null default 'password'
    constraint sessions_method_is_known check (method in ('password', 'passkey')),
  add constraint sessions_token_is_a_hash check (token ~ '^[0-9a-f]{64}$');
comment on column sessions.proved_at is 'when its person last showed who they are';
comment on column sessions.pending is 'the password was right, and the second factor is still owed';

-- better-auth keeps the challenges of passkeys here, and a proof by mail is a row of its own.
alter table verifications
  add constraint verifications_identifier_is_short check (length(identifier) <= 200),
  add constraint verifications_value_is_short check (length(value) <= 2000);
create index verifications_expires_at on verifications (expires_at);

create table mail_tokens (
  hash bytea primary key
    constraint mail_tokens_hash_is_sha256 check (octet_length(hash) = 32),
  purpose text not null
    constraint mail_tokens_purpose_is_known check (purpose in ('verify', 'reset', 'email')),
  user_id text not null references users (id) on delete cascade,
  email text not null constraint mail_tokens_email_is_short check (length(email) <= 254),
  expires_at timestamptz not null
);
create index mail_tokens_user_id on mail_tokens (user_id, purpose);
create index mail_tokens_expires_at on mail_tokens (expires_at);
comment on column mail_tokens.email is 'the address that the mail went to; for email: the new one';

create table two_factors (
  user_id text primary key references users (id) on delete cascade,
  secret_sealed bytea not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null default now()
);
comment on column two_factors.last_step is 'the 30 seconds of the code that was taken last';

create table recovery_codes (
  user_id text not null references users (id) on delete cascade,
  hash bytea not null constraint recovery_codes_hash_is_sha256 check (octet_length(hash) = 32),
  primary key (user_id, hash)
);

create table passkeys (
  id text primary key default gen_random_uuid()::text,
  user_id text not null references users (id) on delete cascade,
  name text not null constraint passkeys_name_is_short check (length(name) between 1 and 60),
  public_key text not null constraint passkeys_key_is_short check (length(public_key) <= 4000),
  credential_id text not null unique
    constraint passkeys_credential_is_short check (length(credential_id) <= 1400),
  counter int not null constraint passkeys_counter_is_positive check (counter >= 0),
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkeys_user_id on passkeys (user_id);

create type sign_in_outcome as enum (
  'signed_in', 'second_factor_asked', 'wrong_password', 'wrong_code', 'not_verified', 'throttled',
  'suspended'
);

create table sign_ins (
  id bigint generated always as identity primary key,
  user_id text references users (id) on delete cascade,
  at timestamptz not null,
  outcome sign_in_outcome not null,
  method text not null
    constraint sign_ins_method_is_known check (method in ('password', 'passkey', 'code', 'recovery')),
  address inet,
  client text not null constraint sign_ins_client_is_short check (length(client) <= 60)
);
create index sign_ins_user_id on sign_ins (user_id, id desc);
create index sign_ins_at on sign_ins (at);
comment on column sign_ins.user_id is 'null: nobody has the address that was given';

create table throttles (
  subject bytea primary key
    constraint throttles_subject_is_a_hash check (octet_length(subject) = 32),
  failures int not null constraint throttles_failures_are_counted check (failures > 0),
  since timestamptz not null,
  blocked_until timestamptz not null
);
create index throttles_since on throttles (since);
comment on table throttles is 'failed tries on an account or a second factor, under a keyed hash';

create type mail_state as enum ('waiting', 'sent', 'failed');

create table mails (
  id bigint generated always as identity primary key,
  kind text not null constraint mails_kind_is_short check (length(kind) between 1 and 60),
  recipient text not null constraint mails_recipient_is_short check (length(recipient) <= 254),
  subject text not null constraint mails_subject_is_short check (length(subject) between 1 and 300),
  sealed bytea constraint mails_text_is_short check (octet_length(sealed) <= 100000),
  state mail_state not null default 'waiting',
  attempts int not null default 0 constraint mails_attempts_are_counted check (attempts >= 0),
  next_at timestamptz not null,
  expires_at timestamptz,
  told_at timestamptz,
  sent_at timestamptz,
  error text constraint mails_error_is_short check (length(error) <= 500),
  created_at timestamptz not null,
  constraint mails_sent_has_a_moment check ((state = 'sent') = (sent_at is not null)),
  constraint mails_text_goes_when_sent check (state <> 'sent' or sealed is null)
);
create index mails_due on mails (next_at, id) where state = 'waiting';
create index mails_recipient on mails (recipient, id desc);
create index mails_created_at on mails (created_at);
comment on column mails.sealed is 'its text, which may hold a link that signs in: sealed like a provider key';
comment on column mails.expires_at is 'what it says is of no use after that; null: always';
comment on column mails.told_at is 'when the log said that it waits for an SMTP server';
