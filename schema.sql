-- Written from the catalogs of the migrated database by `npm run schema`. Do not edit.
set check_function_bodies = off;

create type attempt_outcome as enum (
  'accepted',
  'refused',
  'unclassified',
  'never_sent',
  'unknown',
  'later'
);

create type breaker_state as enum (
  'closed',
  'open',
  'half_open'
);

create type cost_basis as enum (
  'per_1000',
  'per_order'
);

create type delivery_method as enum (
  'paid_ads',
  'creator_placement',
  'content_work',
  'audience_network',
  'other'
);

create type delivery_status as enum (
  'pending',
  'delivered',
  'exhausted',
  'dropped'
);

create type dialect as enum (
  'notpanel',
  'classic'
);

create type dispute_state as enum (
  'open',
  'won',
  'lost'
);

create type document_kind as enum (
  'receipt',
  'invoice',
  'credit_note'
);

create type event_outcome as enum (
  'credited',
  'reversed',
  'returned',
  'changed',
  'nothing',
  'kept',
  'settled'
);

create type evidence_kind as enum (
  'answer',
  'repeat',
  'order_list',
  'duplicate_refusal',
  'balance',
  'start_count',
  'operator'
);

create type evidence_verdict as enum (
  'placed',
  'not_placed'
);

create type mail_pace as enum (
  'now',
  'hourly',
  'daily',
  'off'
);

create type mail_state as enum (
  'waiting',
  'sent',
  'failed'
);

create type notice_severity as enum (
  'info',
  'warning',
  'urgent'
);

create type order_kind as enum (
  'single',
  'drip_feed',
  'run',
  'subscription',
  'post'
);

create type order_status as enum (
  'pending',
  'submitting',
  'unknown',
  'processing',
  'in_progress',
  'completed',
  'partial',
  'canceled'
);

create type payment_event_kind as enum (
  'received',
  'processing',
  'expired',
  'failed',
  'refunded',
  'refund_failed',
  'disputed',
  'dispute_won',
  'dispute_lost',
  'noted'
);

create type payment_refund_state as enum (
  'requested',
  'approved',
  'sent',
  'done',
  'failed',
  'refused'
);

create type payment_state as enum (
  'new',
  'open',
  'reported',
  'processing',
  'partial',
  'paid',
  'expired',
  'failed',
  'refused'
);

create type probe_span as enum (
  'hour',
  'day'
);

create type probe_state as enum (
  'up',
  'degraded',
  'down'
);

create type refill_status as enum (
  'pending',
  'in_progress',
  'completed',
  'rejected'
);

create type service_change_kind as enum (
  'new',
  'rate_up',
  'rate_down',
  'limits',
  'details',
  'paused',
  'resumed',
  'held',
  'released',
  'vanished'
);

create type service_type as enum (
  'Default',
  'Package',
  'SEO',
  'Custom Comments',
  'Custom Comments Package',
  'Mentions with Hashtags',
  'Mentions Custom List',
  'Mentions Hashtag',
  'Mentions User Followers',
  'Mentions Media Likers',
  'Comment Likes',
  'Comment Replies',
  'Poll',
  'Invites from Groups',
  'Subscriptions',
  'Web Traffic'
);

create type sign_in_outcome as enum (
  'signed_in',
  'second_factor_asked',
  'wrong_password',
  'wrong_code',
  'not_verified',
  'throttled',
  'suspended'
);

create type statement_class as enum (
  'timing',
  'fee',
  'unknown',
  'missing',
  'extra'
);

create type subscription_status as enum (
  'active',
  'paused',
  'completed',
  'expired',
  'canceled'
);

create type supply_run_kind as enum (
  'import',
  'sync',
  'undo'
);

create type tax_treatment as enum (
  'none',
  'included',
  'reverse_charge'
);

create type ticket_author as enum (
  'writer',
  'operator',
  'system'
);

create type ticket_kind as enum (
  'question',
  'order',
  'payment',
  'privacy',
  'notice',
  'takedown',
  'appeal',
  'leaked_key'
);

create type ticket_link as enum (
  'order',
  'payment',
  'delivery'
);

create type ticket_priority as enum (
  'low',
  'normal',
  'high',
  'urgent'
);

create type ticket_state as enum (
  'open',
  'answered',
  'closed'
);

create type transfer_kind as enum (
  'deposit',
  'adjustment',
  'order.hold',
  'order.coupon',
  'order.earn',
  'order.refund',
  'order.coupon_return',
  'risk.open',
  'risk.release',
  'risk.loss',
  'giveaway.prize',
  'deposit.fee',
  'deposit.fee_return',
  'deposit.reverse',
  'deposit.restore',
  'bonus.grant',
  'bonus.end',
  'dispute.freeze',
  'dispute.lose',
  'dispute.reopen',
  'dispute.return',
  'receivable.open',
  'receivable.pay',
  'receivable.cancel',
  'receivable.forgive',
  'receivable.regain',
  'refund.request',
  'refund.done',
  'refund.return',
  'invoice.credit',
  'affiliate.payout'
);

create type wish_status as enum (
  'requested',
  'sent',
  'accepted',
  'refused',
  'done'
);

CREATE OR REPLACE FUNCTION public.add_request_days(first_day date, days integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.drop_request_days(before_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$
;

create table account_closings (
  account_id integer not null,
  closed_at timestamp with time zone not null,
  erase_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  balance bigint not null,
  ticket text,
  constraint account_closings_pkey PRIMARY KEY (account_id),
  constraint account_closings_balance_is_positive CHECK ((balance >= 0)),
  constraint account_closings_erase_later CHECK ((erase_at >= closed_at)),
  constraint account_closings_ticket_is_short CHECK ((length(ticket) <= 20))
);
CREATE INDEX account_closings_due ON public.account_closings USING btree (erase_at) WHERE (erased_at IS NULL);
comment on column account_closings.balance is 'nano-units in the wallet when it was closed';
comment on column account_closings.ticket is 'that asks the operator to pay the balance out; null: there was none';

create table account_events (
  id bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  account_id integer not null,
  type text not null,
  subject text not null,
  data jsonb,
  at timestamp with time zone not null,
  constraint account_events_pkey PRIMARY KEY (id),
  constraint account_events_subject_is_short CHECK (((length(subject) >= 1) AND (length(subject) <= 80))),
  constraint account_events_type_is_short CHECK (((length(type) >= 1) AND (length(type) <= 40)))
);
CREATE INDEX account_events_at ON public.account_events USING btree (at);
CREATE INDEX account_events_xid ON public.account_events USING btree (xid);

create table account_rates (
  account_id integer not null,
  service_id integer not null,
  rate bigint,
  discount_bp integer,
  constraint account_rates_pkey PRIMARY KEY (account_id, service_id),
  constraint account_rates_are_fixed_or_percent CHECK ((num_nonnulls(rate, discount_bp) = 1)),
  constraint account_rates_discount_is_a_share CHECK (((discount_bp >= '-100000'::integer) AND (discount_bp <= 10000))),
  constraint account_rates_rate_is_positive CHECK ((rate >= 0))
);

create table accounts (
  id integer generated always as identity not null,
  email text not null,
  tier_id integer not null,
  tier_pinned boolean default false not null,
  lifetime_deposits bigint default 0 not null,
  suspended_at timestamp with time zone,
  suspended_reason text,
  created_at timestamp with time zone default now() not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_deposits_are_positive CHECK ((lifetime_deposits >= 0)),
  constraint accounts_email_is_short CHECK ((length(email) <= 254)),
  constraint accounts_reason_is_short CHECK ((length(suspended_reason) <= 500)),
  constraint accounts_suspension_has_a_reason CHECK (((suspended_at IS NULL) = (suspended_reason IS NULL)))
);
CREATE UNIQUE INDEX accounts_email_key ON public.accounts USING btree (lower(email));

create table affiliate_clicks (
  affiliate_id integer not null,
  day date not null,
  clicks integer not null,
  constraint affiliate_clicks_pkey PRIMARY KEY (affiliate_id, day),
  constraint affiliate_clicks_are_counted CHECK ((clicks > 0))
);

create table affiliate_cursor (
  one boolean default true not null,
  event_id bigint not null,
  constraint affiliate_cursor_pkey PRIMARY KEY (one),
  constraint affiliate_cursor_is_one CHECK (one)
);

create table affiliate_entries (
  id bigint generated by default as identity not null,
  affiliate_id integer not null,
  referral_id integer,
  event_id bigint,
  payment_id integer,
  credit bigint,
  amount bigint not null,
  available_at timestamp with time zone not null,
  at timestamp with time zone not null,
  reason text,
  actor text,
  payout_id integer,
  constraint affiliate_entries_pkey PRIMARY KEY (id),
  constraint affiliate_entries_once_a_credit UNIQUE (event_id),
  constraint affiliate_entries_actor_is_short CHECK ((length(actor) <= 100)),
  constraint affiliate_entries_have_one_cause CHECK (((num_nulls(event_id, payment_id, credit) = ANY (ARRAY[0, 3])) AND ((event_id IS NULL) = (reason IS NOT NULL)) AND ((reason IS NULL) = (actor IS NULL)) AND ((event_id IS NULL) OR (referral_id IS NOT NULL)))),
  constraint affiliate_entries_reason_is_short CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);
CREATE INDEX affiliate_entries_by_affiliate ON public.affiliate_entries USING btree (affiliate_id, id);
CREATE INDEX affiliate_entries_by_payment ON public.affiliate_entries USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX affiliate_entries_by_payout ON public.affiliate_entries USING btree (payout_id) WHERE (payout_id IS NOT NULL);
CREATE INDEX affiliate_entries_by_referral ON public.affiliate_entries USING btree (referral_id, id) WHERE (referral_id IS NOT NULL);
CREATE INDEX affiliate_entries_unpaid ON public.affiliate_entries USING btree (affiliate_id, available_at) WHERE (payout_id IS NULL);
comment on column affiliate_entries.credit is 'what the deposit''s event gave the wallet, or took';

create table affiliate_payouts (
  id integer generated by default as identity not null,
  affiliate_id integer not null,
  request_id text not null,
  amount bigint not null,
  paid_at timestamp with time zone not null,
  constraint affiliate_payouts_pkey PRIMARY KEY (id),
  constraint affiliate_payouts_are_once_a_request UNIQUE (affiliate_id, request_id),
  constraint affiliate_payouts_amount_is_positive CHECK ((amount > 0)),
  constraint affiliate_payouts_request_is_short CHECK (((length(request_id) >= 1) AND (length(request_id) <= 100)))
);

create table affiliate_referrals (
  account_id integer not null,
  affiliate_id integer not null,
  rules_id integer not null,
  clicked_at timestamp with time zone not null,
  bound_at timestamp with time zone not null,
  refused text,
  refused_by text,
  constraint affiliate_referrals_pkey PRIMARY KEY (account_id),
  constraint affiliate_referrals_are_refused_by_somebody CHECK (((refused IS NULL) = (refused_by IS NULL))),
  constraint affiliate_referrals_bring_somebody_else CHECK ((account_id <> affiliate_id)),
  constraint affiliate_referrals_refused_by_is_short CHECK ((length(refused_by) <= 100)),
  constraint affiliate_referrals_refused_is_short CHECK (((length(refused) >= 1) AND (length(refused) <= 500)))
);
CREATE INDEX affiliate_referrals_by_affiliate ON public.affiliate_referrals USING btree (affiliate_id, account_id);
comment on table affiliate_referrals is 'bound once, at the sign-up';

create table affiliate_rules (
  id integer generated by default as identity not null,
  active boolean not null,
  percent_bp integer not null,
  first_only boolean not null,
  months integer,
  minimum_payout bigint not null,
  hold_days integer not null,
  window_days integer not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint affiliate_rules_pkey PRIMARY KEY (id),
  constraint affiliate_rules_hold_is_sane CHECK (((hold_days >= 0) AND (hold_days <= 365))),
  constraint affiliate_rules_minimum_is_positive CHECK ((minimum_payout > 0)),
  constraint affiliate_rules_months_are_sane CHECK (((months >= 1) AND (months <= 120))),
  constraint affiliate_rules_percent_is_a_share CHECK (((percent_bp >= 1) AND (percent_bp <= 10000))),
  constraint affiliate_rules_set_by_is_short CHECK ((length(set_by) <= 100)),
  constraint affiliate_rules_window_is_sane CHECK (((window_days >= 1) AND (window_days <= 365)))
);
comment on table affiliate_rules is 'the last row counts; none: there is no programme';
comment on column affiliate_rules.months is 'after the sign-up; null: without end';

create table affiliates (
  account_id integer not null,
  code text not null,
  created_at timestamp with time zone not null,
  constraint affiliates_pkey PRIMARY KEY (account_id),
  constraint affiliates_code_key UNIQUE (code),
  constraint affiliates_code_is_short CHECK ((code ~ '^[a-z0-9]{8}$'::text))
);

create table api_keys (
  id integer generated always as identity not null,
  account_id integer not null,
  name text not null,
  hint text not null,
  hash bytea not null,
  dialect dialect default 'notpanel'::dialect not null,
  requests_per_minute integer default 100,
  scopes text[] default '{read,order,refill,cancel,webhook}'::text[] not null,
  allowed_ips cidr[] default '{}'::cidr[] not null,
  daily_spend_cap bigint,
  repeat_window_s integer default 10 not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  rotated_to integer,
  spend_key_id integer,
  last_used_at timestamp with time zone,
  last_used_ip inet,
  created_at timestamp with time zone default now() not null,
  unused_told_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_hash_key UNIQUE (hash),
  constraint api_keys_hash_is_sha256 CHECK ((octet_length(hash) = 32)),
  constraint api_keys_hint_is_short CHECK ((length(hint) <= 20)),
  constraint api_keys_limit_is_positive CHECK ((requests_per_minute > 0)),
  constraint api_keys_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint api_keys_repeat_window_is_short CHECK (((repeat_window_s >= 0) AND (repeat_window_s <= 3600))),
  constraint api_keys_spend_cap_is_positive CHECK ((daily_spend_cap > 0))
);
CREATE INDEX api_keys_account_id ON public.api_keys USING btree (account_id);
comment on column api_keys.hint is 'what may be shown again: the first characters of the key';
comment on column api_keys.requests_per_minute is 'null: unlimited';
comment on column api_keys.allowed_ips is 'empty: every address';
comment on column api_keys.daily_spend_cap is 'nano-units per UTC day; null: none';
comment on column api_keys.spend_key_id is 'the key that this one counts its spending by, the first of its rotations; null: itself';
comment on column api_keys.unused_told_at is 'when its owner was told that nobody uses it';

create table attempts (
  id bigint generated always as identity not null,
  order_id integer not null,
  provider_id integer not null,
  number integer not null,
  worker text not null,
  provider_service text not null,
  outcome attempt_outcome,
  provider_order_id text,
  error text,
  answer text,
  started_at timestamp with time zone default now() not null,
  lease_until timestamp with time zone not null,
  finished_at timestamp with time zone,
  cost bigint,
  charged bigint,
  balance_before bigint,
  balance_after bigint,
  escalated_at timestamp with time zone,
  constraint attempts_pkey PRIMARY KEY (id),
  constraint attempts_are_numbered UNIQUE (order_id, number),
  constraint attempts_accepted_have_an_id CHECK (((outcome <> 'accepted'::attempt_outcome) OR (provider_order_id IS NOT NULL))),
  constraint attempts_cost_is_positive CHECK ((cost >= 0)),
  constraint attempts_finish_with_an_outcome CHECK (((outcome IS NULL) = (finished_at IS NULL)))
);
CREATE INDEX attempts_in_doubt ON public.attempts USING btree (order_id) WHERE (outcome = ANY (ARRAY['unknown'::attempt_outcome, 'unclassified'::attempt_outcome]));
CREATE UNIQUE INDEX attempts_one_accepted ON public.attempts USING btree (order_id) WHERE (outcome = 'accepted'::attempt_outcome);
CREATE UNIQUE INDEX attempts_one_open ON public.attempts USING btree (order_id) WHERE (outcome IS NULL);
CREATE UNIQUE INDEX attempts_one_per_provider_order ON public.attempts USING btree (provider_id, provider_order_id) WHERE (outcome = 'accepted'::attempt_outcome);
comment on column attempts.cost is 'nano-units of the shop''s currency that the provider should take; null: not known';
comment on column attempts.charged is 'nano-units of the provider''s currency, as it reported at the end';
comment on column attempts.balance_before is 'nano-units of the provider''s currency, where the balance is evidence';
comment on column attempts.balance_after is 'the same, asked once when the outcome was not known';
comment on column attempts.escalated_at is 'when the operator was told again that it is in doubt';

create table billing_details (
  account_id integer not null,
  name text not null,
  company text default ''::text not null,
  address text not null,
  country text not null,
  tax_number text default ''::text not null,
  updated_at timestamp with time zone not null,
  constraint billing_details_pkey PRIMARY KEY (account_id),
  constraint billing_details_address_is_short CHECK (((length(address) >= 1) AND (length(address) <= 500))),
  constraint billing_details_company_is_short CHECK ((length(company) <= 200)),
  constraint billing_details_country_is_iso CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint billing_details_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint billing_details_tax_number_is_short CHECK ((length(tax_number) <= 40))
);

create table billing_progress (
  id smallint default 1 not null,
  marked_to bigint not null,
  receipts_to bigint not null,
  since date not null,
  constraint billing_progress_pkey PRIMARY KEY (id),
  constraint billing_progress_is_one CHECK ((id = 1))
);
comment on column billing_progress.marked_to is 'wallets of transfers up to this one were looked at';
comment on column billing_progress.receipts_to is 'deposits up to this transfer have receipts, or none';
comment on column billing_progress.since is 'the first month that is invoiced without being asked';

create table bonuses (
  id integer generated by default as identity not null,
  account_id integer not null,
  payment_id integer not null,
  granted bigint not null,
  carried bigint not null,
  taken bigint default 0 not null,
  takes integer default 0 not null,
  passed bigint default 0 not null,
  since_transfer bigint not null,
  spent bigint default 0 not null,
  seen_transfer bigint not null,
  granted_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint bonuses_pkey PRIMARY KEY (id),
  constraint bonuses_carried_is_positive CHECK ((carried >= 0)),
  constraint bonuses_end_with_what_there_was CHECK (((taken + passed) <= (granted + carried))),
  constraint bonuses_granted_is_positive CHECK ((granted > 0)),
  constraint bonuses_pass_on_when_they_end CHECK (((passed = 0) OR (ended_at IS NOT NULL))),
  constraint bonuses_passed_is_positive CHECK ((passed >= 0)),
  constraint bonuses_taken_is_positive CHECK ((taken >= 0))
);
CREATE INDEX bonuses_by_account ON public.bonuses USING btree (account_id, id);
CREATE UNIQUE INDEX bonuses_one_live ON public.bonuses USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX bonuses_to_end ON public.bonuses USING btree (expires_at) WHERE (ended_at IS NULL);
comment on column bonuses.carried is 'what the one before passed on';
comment on column bonuses.since_transfer is 'the grant: orders after it spend the bonus first';
comment on column bonuses.spent is 'net, by the transfers up to seen_transfer; a job moves it on';

create table cancel_wishes (
  order_id integer not null,
  status wish_status default 'requested'::wish_status not null,
  note text,
  requested_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint cancel_wishes_pkey PRIMARY KEY (order_id)
);
CREATE INDEX cancel_wishes_open ON public.cancel_wishes USING btree (requested_at) WHERE (status = ANY (ARRAY['requested'::wish_status, 'sent'::wish_status, 'accepted'::wish_status]));

create table categories (
  id integer generated by default as identity not null,
  name text not null,
  platform text not null,
  "position" integer default 0 not null,
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_name_key UNIQUE (name),
  constraint categories_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint categories_platform_is_short CHECK (((length(platform) >= 1) AND (length(platform) <= 40)))
);

create table content_versions (
  id bigint generated always as identity not null,
  page text not null,
  language text not null,
  number integer not null,
  body text,
  written_at timestamp with time zone not null,
  written_by text not null,
  published_at timestamp with time zone,
  published_by text,
  constraint content_versions_pkey PRIMARY KEY (id),
  constraint content_versions_are_numbered UNIQUE (page, language, number),
  constraint content_versions_body_is_short CHECK (((length(body) >= 1) AND (length(body) <= 200000))),
  constraint content_versions_language_is_a_code CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint content_versions_number_is_positive CHECK ((number > 0)),
  constraint content_versions_page_is_known CHECK ((page = ANY (ARRAY['terms'::text, 'privacy'::text, 'refunds'::text, 'acceptable-use'::text, 'about'::text]))),
  constraint content_versions_publisher_is_short CHECK ((length(published_by) <= 100)),
  constraint content_versions_publishing_has_a_name CHECK (((published_at IS NULL) = (published_by IS NULL))),
  constraint content_versions_writer_is_short CHECK ((length(written_by) <= 100))
);
CREATE INDEX content_versions_published ON public.content_versions USING btree (page, language, published_at DESC, id DESC) WHERE (published_at IS NOT NULL);
comment on table content_versions is 'never changed but by their publication';
comment on column content_versions.body is 'Markdown; null: the text that the program ships';

create table coupon_uses (
  coupon_id integer not null,
  account_id integer not null,
  order_id integer not null,
  used_at timestamp with time zone default now() not null,
  constraint coupon_uses_pkey PRIMARY KEY (order_id)
);
CREATE INDEX coupon_uses_by_account ON public.coupon_uses USING btree (coupon_id, account_id);

create table coupons (
  id integer generated by default as identity not null,
  code text not null,
  discount_bp integer,
  amount bigint,
  minimum_charge bigint default 0 not null,
  starts_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone,
  max_uses integer,
  max_uses_per_account integer,
  uses integer default 0 not null,
  service_ids integer[] default '{}'::integer[] not null,
  active boolean default true not null,
  created_at timestamp with time zone default now() not null,
  constraint coupons_pkey PRIMARY KEY (id),
  constraint coupons_code_key UNIQUE (code),
  constraint coupons_account_limit_is_positive CHECK ((max_uses_per_account > 0)),
  constraint coupons_amount_is_positive CHECK ((amount > 0)),
  constraint coupons_are_percent_or_fixed CHECK ((num_nonnulls(discount_bp, amount) = 1)),
  constraint coupons_code_is_plain CHECK ((code ~ '^[A-Z0-9_-]{2,40}$'::text)),
  constraint coupons_discount_is_a_share CHECK (((discount_bp >= 1) AND (discount_bp <= 10000))),
  constraint coupons_max_uses_is_positive CHECK ((max_uses > 0)),
  constraint coupons_minimum_is_positive CHECK ((minimum_charge >= 0)),
  constraint coupons_uses_stay_in_limit CHECK (((uses >= 0) AND ((max_uses IS NULL) OR (uses <= max_uses))))
);
comment on column coupons.service_ids is 'empty: every service';

create table credentials (
  id text default (gen_random_uuid())::text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint credentials_password_is_argon2id CHECK ((password ~~ '$argon2id$%'::text))
);
CREATE INDEX credentials_user_id ON public.credentials USING btree (user_id);

create table delivered_months (
  account_id integer not null,
  month date not null,
  service_id integer not null,
  orders integer not null,
  pieces bigint not null,
  amount bigint not null,
  constraint delivered_months_pkey PRIMARY KEY (month, account_id, service_id),
  constraint delivered_months_begin_on_the_first CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint delivered_months_cost_something CHECK ((amount > 0)),
  constraint delivered_months_have_orders CHECK ((orders > 0)),
  constraint delivered_months_pieces_are_positive CHECK ((pieces >= 0))
);
comment on table delivered_months is 'what orders that ended in a month earned of the customer';

create table delivered_progress (
  month date not null,
  through_order integer default 0 not null,
  closed_at timestamp with time zone,
  constraint delivered_progress_pkey PRIMARY KEY (month)
);
comment on column delivered_progress.through_order is 'orders up to this one are summed';

create table deposit_codes (
  code text not null,
  coupon_id integer not null,
  constraint deposit_codes_pkey PRIMARY KEY (code),
  constraint deposit_codes_are_plain CHECK ((code ~ '^[A-Z0-9_-]{2,40}$'::text))
);
CREATE INDEX deposit_codes_by_coupon ON public.deposit_codes USING btree (coupon_id);

create table deposit_coupon_uses (
  payment_id integer not null,
  coupon_id integer not null,
  code text not null,
  account_id integer not null,
  released_at timestamp with time zone,
  constraint deposit_coupon_uses_pkey PRIMARY KEY (payment_id)
);
CREATE INDEX deposit_coupon_uses_by_coupon ON public.deposit_coupon_uses USING btree (coupon_id, account_id) WHERE (released_at IS NULL);
comment on column deposit_coupon_uses.released_at is 'the payment expired or failed with nothing paid';

create table deposit_coupons (
  id integer generated by default as identity not null,
  name text not null,
  bonus_bp integer,
  amount bigint,
  most bigint,
  minimum bigint default 0 not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  max_uses integer,
  max_uses_per_account integer,
  max_uses_per_code integer,
  bonus_days integer default 30 not null,
  active boolean default true not null,
  created_at timestamp with time zone not null,
  constraint deposit_coupons_pkey PRIMARY KEY (id),
  constraint deposit_coupons_account_limit_is_positive CHECK ((max_uses_per_account > 0)),
  constraint deposit_coupons_amount_is_positive CHECK ((amount > 0)),
  constraint deposit_coupons_are_percent_or_fixed CHECK ((num_nonnulls(bonus_bp, amount) = 1)),
  constraint deposit_coupons_bonus_is_a_share CHECK (((bonus_bp >= 1) AND (bonus_bp <= 10000))),
  constraint deposit_coupons_code_limit_is_positive CHECK ((max_uses_per_code > 0)),
  constraint deposit_coupons_days_are_sane CHECK (((bonus_days >= 1) AND (bonus_days <= 3650))),
  constraint deposit_coupons_end_after_they_start CHECK ((ends_at > starts_at)),
  constraint deposit_coupons_max_uses_is_positive CHECK ((max_uses > 0)),
  constraint deposit_coupons_minimum_is_positive CHECK ((minimum >= 0)),
  constraint deposit_coupons_most_is_for_percent CHECK (((most IS NULL) OR (bonus_bp IS NOT NULL))),
  constraint deposit_coupons_most_is_positive CHECK ((most > 0)),
  constraint deposit_coupons_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

create table display_rates (
  currency text not null,
  rate bigint not null,
  as_of date not null,
  source text not null,
  updated_at timestamp with time zone not null,
  constraint display_rates_pkey PRIMARY KEY (currency),
  constraint display_rates_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint display_rates_rate_is_positive CHECK ((rate > 0)),
  constraint display_rates_source_is_short CHECK (((length(source) >= 1) AND (length(source) <= 60)))
);
comment on column display_rates.rate is 'nano-units of this currency for one unit of the shop''s; for showing only';
comment on column display_rates.as_of is 'the day that the rate is of, shown beside what it made';

create table disputes (
  id integer generated by default as identity not null,
  dispute_ref text not null,
  payment_id integer not null,
  account_id integer not null,
  amount bigint,
  credit bigint default 0 not null,
  state dispute_state not null,
  opened_at timestamp with time zone,
  verdict_at timestamp with time zone,
  constraint disputes_pkey PRIMARY KEY (id),
  constraint disputes_are_once UNIQUE (payment_id, dispute_ref),
  constraint disputes_amount_is_positive CHECK ((amount > 0)),
  constraint disputes_are_open_or_judged CHECK (((state <> 'open'::dispute_state) OR (amount IS NOT NULL))),
  constraint disputes_end_with_a_verdict CHECK (((state = 'open'::dispute_state) = (verdict_at IS NULL))),
  constraint disputes_freeze_what_was_credited CHECK (((credit >= 0) AND (credit <= COALESCE(amount, (0)::bigint)))),
  constraint disputes_open_with_an_amount CHECK (((amount IS NULL) = (opened_at IS NULL))),
  constraint disputes_ref_is_short CHECK (((length(dispute_ref) >= 1) AND (length(dispute_ref) <= 255)))
);
CREATE INDEX disputes_by_account ON public.disputes USING btree (account_id, id);
CREATE INDEX disputes_open ON public.disputes USING btree (id) WHERE (state = 'open'::dispute_state);
comment on column disputes.amount is 'gross; null: its verdict came before it';
comment on column disputes.credit is 'the part of it that had been credited';

create table document_series (
  name text not null,
  last_number integer not null,
  constraint document_series_pkey PRIMARY KEY (name),
  constraint document_series_count_from_one CHECK ((last_number > 0)),
  constraint document_series_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 20)))
);

create table documents (
  id bigint generated always as identity not null,
  account_id integer not null,
  kind document_kind not null,
  series text not null,
  number integer not null,
  cause text not null,
  corrects bigint,
  period date,
  issued_at timestamp with time zone not null,
  currency text not null,
  total bigint not null,
  net bigint not null,
  tax bigint not null,
  tax_name text not null,
  tax_rate_bp integer not null,
  tax_treatment tax_treatment not null,
  body jsonb not null,
  constraint documents_pkey PRIMARY KEY (id),
  constraint documents_are_numbered UNIQUE (series, number),
  constraint documents_happen_once UNIQUE (account_id, kind, cause),
  constraint documents_add_up CHECK (((net + tax) = total)),
  constraint documents_are_bounded CHECK ((octet_length((body)::text) <= 400000)),
  constraint documents_cause_is_short CHECK (((length(cause) >= 1) AND (length(cause) <= 100))),
  constraint documents_correct_another CHECK (((kind = 'credit_note'::document_kind) = (corrects IS NOT NULL))),
  constraint documents_count_from_one CHECK ((number > 0)),
  constraint documents_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint documents_invoices_have_a_period CHECK (((kind = 'invoice'::document_kind) = (period IS NOT NULL))),
  constraint documents_tax_is_positive CHECK ((tax >= 0)),
  constraint documents_tax_name_is_short CHECK ((length(tax_name) <= 20)),
  constraint documents_total_is_positive CHECK ((total > 0)),
  constraint documents_untaxed_have_no_tax CHECK (((tax_treatment = 'included'::tax_treatment) OR (tax = 0)))
);
CREATE INDEX documents_by_account ON public.documents USING btree (account_id, id);
CREATE INDEX documents_corrections ON public.documents USING btree (corrects) WHERE (corrects IS NOT NULL);
CREATE TRIGGER documents_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
comment on column documents.cause is 'the month, the transfer or the credit that it documents';
comment on column documents.body is 'buyer, seller and lines as they were when it was issued';

create table drip_feeds (
  order_id integer not null,
  runs integer not null,
  interval_minutes integer not null,
  run_quantity integer not null,
  runs_started integer default 0 not null,
  next_run_at timestamp with time zone,
  paused_at timestamp with time zone,
  constraint drip_feeds_pkey PRIMARY KEY (order_id),
  constraint drip_feeds_interval_is_bounded CHECK (((interval_minutes >= 1) AND (interval_minutes <= 10080))),
  constraint drip_feeds_runs_are_bounded CHECK (((runs >= 1) AND (runs <= 1000))),
  constraint drip_feeds_start_no_more_than_runs CHECK (((runs_started >= 0) AND (runs_started <= runs)))
);
CREATE INDEX drip_feeds_due ON public.drip_feeds USING btree (next_run_at) WHERE ((next_run_at IS NOT NULL) AND (paused_at IS NULL));

create table faq_entries (
  key text not null,
  language text not null,
  topic text not null,
  "position" integer not null,
  question text not null,
  answer text not null,
  hidden boolean default false not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint faq_entries_pkey PRIMARY KEY (key, language),
  constraint faq_entries_answer_is_short CHECK (((length(answer) >= 1) AND (length(answer) <= 20000))),
  constraint faq_entries_key_is_an_address CHECK (((key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(key) <= 60))),
  constraint faq_entries_language_is_a_code CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint faq_entries_question_is_short CHECK (((length(question) >= 1) AND (length(question) <= 300))),
  constraint faq_entries_topic_is_known CHECK ((topic = ANY (ARRAY['orders'::text, 'money'::text, 'api'::text, 'shop'::text]))),
  constraint faq_entries_writer_is_short CHECK ((length(changed_by) <= 100))
);
comment on column faq_entries.key is 'that of an entry which the program ships takes its place';

create table follows (
  order_id integer not null,
  provider_id integer not null,
  accepted_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  constraint follows_pkey PRIMARY KEY (order_id)
) with (fillfactor=50);
CREATE INDEX follows_due ON public.follows USING btree (provider_id, due_at);
comment on table follows is 'a row goes when its order has ended';
comment on column follows.accepted_at is 'when the provider took the order, or told of the post';

create table gateway_bonuses (
  gateway_id integer not null,
  from_amount bigint not null,
  bonus_bp integer not null,
  constraint gateway_bonuses_pkey PRIMARY KEY (gateway_id, from_amount),
  constraint gateway_bonuses_bonus_is_a_share CHECK (((bonus_bp >= 1) AND (bonus_bp <= 10000))),
  constraint gateway_bonuses_from_is_positive CHECK ((from_amount > 0))
);
comment on table gateway_bonuses is 'from this deposit on, so much on top of all of it';

create table gateways (
  id integer generated by default as identity not null,
  name text not null,
  kind text not null,
  label text not null,
  active boolean default true not null,
  settings_sealed bytea not null,
  fee_bp integer default 0 not null,
  fee_fixed bigint default 0 not null,
  minimum bigint not null,
  maximum bigint,
  bonus_days integer default 30 not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone not null,
  constraint gateways_pkey PRIMARY KEY (id),
  constraint gateways_name_key UNIQUE (name),
  constraint gateways_bonus_days_are_sane CHECK (((bonus_days >= 1) AND (bonus_days <= 3650))),
  constraint gateways_fee_is_a_share CHECK (((fee_bp >= 0) AND (fee_bp <= 10000))),
  constraint gateways_fee_is_positive CHECK ((fee_fixed >= 0)),
  constraint gateways_kind_is_a_word CHECK ((kind ~ '^[a-z0-9][a-z0-9-]{0,29}$'::text)),
  constraint gateways_label_is_short CHECK (((length(label) >= 1) AND (length(label) <= 60))),
  constraint gateways_limits_are_in_order CHECK ((maximum >= minimum)),
  constraint gateways_minimum_is_positive CHECK ((minimum > 0)),
  constraint gateways_name_is_a_word CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,29}$'::text))
);
comment on column gateways.settings_sealed is 'JSON of what the kind asks for, keys among it';
comment on column gateways.bonus_days is 'how long a bonus lasts that is not spent';

create table giveaway_entries (
  giveaway_id integer not null,
  number integer not null,
  account_id integer not null,
  ticket text not null,
  created_at timestamp with time zone not null,
  constraint giveaway_entries_pkey PRIMARY KEY (giveaway_id, number),
  constraint giveaway_entries_are_one_an_account UNIQUE (giveaway_id, account_id),
  constraint giveaway_entries_have_their_ticket UNIQUE (giveaway_id, ticket),
  constraint giveaway_entries_count_from_one CHECK ((number > 0)),
  constraint giveaway_entries_ticket_is_sha256 CHECK ((ticket ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX giveaway_entries_by_account ON public.giveaway_entries USING btree (account_id);
CREATE TRIGGER giveaway_entries_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON giveaway_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table giveaway_prizes (
  giveaway_id integer not null,
  place integer not null,
  amount bigint not null,
  constraint giveaway_prizes_pkey PRIMARY KEY (giveaway_id, place),
  constraint giveaway_prizes_are_few CHECK (((place >= 1) AND (place <= 100))),
  constraint giveaway_prizes_are_positive CHECK ((amount > 0))
);
CREATE TRIGGER giveaway_prizes_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON giveaway_prizes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
comment on column giveaway_prizes.amount is 'nano-units';

create table giveaway_winners (
  giveaway_id integer not null,
  place integer not null,
  number integer not null,
  constraint giveaway_winners_pkey PRIMARY KEY (giveaway_id, place),
  constraint giveaway_winners_win_once UNIQUE (giveaway_id, number)
);
CREATE TRIGGER giveaway_winners_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON giveaway_winners FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table giveaways (
  id integer generated by default as identity not null,
  title text not null,
  rules text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  min_age_days integer default 0 not null,
  beacon_round bigint,
  seed_sealed bytea not null,
  salt_sealed bytea not null,
  seed_hash text not null,
  salt_hash text not null,
  entries integer default 0 not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  canceled_at timestamp with time zone,
  cancel_reason text,
  closed_at timestamp with time zone,
  list_hash text,
  beacon_randomness text,
  beacon_signature text,
  drawn_at timestamp with time zone,
  seed text,
  salt text,
  constraint giveaways_pkey PRIMARY KEY (id),
  constraint giveaways_age_is_sane CHECK (((min_age_days >= 0) AND (min_age_days <= 3650))),
  constraint giveaways_are_canceled_before_they_close CHECK (((canceled_at IS NULL) OR (closed_at IS NULL))),
  constraint giveaways_beacon_is_whole CHECK (((beacon_randomness IS NULL) = (beacon_signature IS NULL))),
  constraint giveaways_cancel_with_a_reason CHECK (((canceled_at IS NULL) = (cancel_reason IS NULL))),
  constraint giveaways_close_after_they_open CHECK ((closes_at > opens_at)),
  constraint giveaways_close_on_time CHECK ((closed_at >= closes_at)),
  constraint giveaways_close_with_a_list CHECK (((closed_at IS NULL) = (list_hash IS NULL))),
  constraint giveaways_created_by_is_short CHECK ((length(created_by) <= 100)),
  constraint giveaways_draw_reveals CHECK ((((drawn_at IS NULL) = (seed IS NULL)) AND ((drawn_at IS NULL) = (salt IS NULL)))),
  constraint giveaways_draw_what_is_closed CHECK (((drawn_at IS NULL) OR (closed_at IS NOT NULL))),
  constraint giveaways_draw_with_their_beacon CHECK (((drawn_at IS NULL) OR (beacon_round IS NULL) OR (beacon_randomness IS NOT NULL))),
  constraint giveaways_entries_are_positive CHECK ((entries >= 0)),
  constraint giveaways_hear_the_beacon_after_they_close CHECK (((beacon_randomness IS NULL) OR (closed_at IS NOT NULL))),
  constraint giveaways_list_hash_is_sha256 CHECK ((list_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_randomness_is_sha256 CHECK ((beacon_randomness ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_reason_is_short CHECK (((length(cancel_reason) >= 1) AND (length(cancel_reason) <= 500))),
  constraint giveaways_round_is_positive CHECK ((beacon_round > 0)),
  constraint giveaways_rules_are_short CHECK (((length(rules) >= 1) AND (length(rules) <= 10000))),
  constraint giveaways_salt_hash_is_sha256 CHECK ((salt_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_salt_is_short CHECK ((salt ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_seed_hash_is_sha256 CHECK ((seed_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_seed_is_short CHECK ((seed ~ '^[0-9a-f]{64}$'::text)),
  constraint giveaways_signature_is_short CHECK (((beacon_signature ~ '^[0-9a-f]+$'::text) AND (length(beacon_signature) <= 400))),
  constraint giveaways_title_is_short CHECK (((length(title) >= 1) AND (length(title) <= 120)))
);
CREATE INDEX giveaways_to_draw ON public.giveaways USING btree (closes_at) WHERE ((drawn_at IS NULL) AND (canceled_at IS NULL));
comment on column giveaways.beacon_round is 'of drand quicknet, fixed at opening; null: none';
comment on column giveaways.entries is 'as many as there are rows; the last one has this number';
comment on column giveaways.seed is 'published by the draw, as is the salt';

create table job_runs (
  id bigint generated always as identity not null,
  task text not null,
  worker text not null,
  job_id bigint,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  error text,
  constraint job_runs_pkey PRIMARY KEY (id),
  constraint job_runs_error_is_short CHECK ((length(error) <= 1000)),
  constraint job_runs_fail_when_they_end CHECK (((error IS NULL) OR (finished_at IS NOT NULL))),
  constraint job_runs_task_is_short CHECK (((length(task) >= 1) AND (length(task) <= 60))),
  constraint job_runs_worker_is_short CHECK ((length(worker) <= 100))
);
CREATE INDEX job_runs_by_task ON public.job_runs USING btree (task, started_at DESC);
CREATE INDEX job_runs_open ON public.job_runs USING btree (id) WHERE (finished_at IS NULL);
comment on column job_runs.job_id is 'of the queue''s job; null: started by hand';

create table key_spend (
  key_id integer not null,
  day date not null,
  amount bigint not null,
  constraint key_spend_pkey PRIMARY KEY (key_id, day),
  constraint key_spend_amount_is_positive CHECK ((amount >= 0))
);

create table low_balance_alerts (
  account_id integer not null,
  threshold bigint not null,
  told_at timestamp with time zone,
  constraint low_balance_alerts_pkey PRIMARY KEY (account_id),
  constraint low_balance_alerts_are_positive CHECK ((threshold > 0))
);
comment on column low_balance_alerts.threshold is 'nano-units';
comment on column low_balance_alerts.told_at is 'when it was told that the wallet fell below; null: the wallet holds that much, and the next fall is told';

create table mail_tokens (
  hash bytea not null,
  purpose text not null,
  user_id text not null,
  email text not null,
  expires_at timestamp with time zone not null,
  constraint mail_tokens_pkey PRIMARY KEY (hash),
  constraint mail_tokens_email_is_short CHECK ((length(email) <= 254)),
  constraint mail_tokens_hash_is_sha256 CHECK ((octet_length(hash) = 32)),
  constraint mail_tokens_purpose_is_known CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text, 'email'::text])))
);
CREATE INDEX mail_tokens_expires_at ON public.mail_tokens USING btree (expires_at);
CREATE INDEX mail_tokens_user_id ON public.mail_tokens USING btree (user_id, purpose);
comment on column mail_tokens.email is 'the address that the mail went to; for email: the new one';

create table mails (
  id bigint generated always as identity not null,
  kind text not null,
  recipient text not null,
  subject text not null,
  sealed bytea,
  state mail_state default 'waiting'::mail_state not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  told_at timestamp with time zone,
  sent_at timestamp with time zone,
  error text,
  created_at timestamp with time zone not null,
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_attempts_are_counted CHECK ((attempts >= 0)),
  constraint mails_error_is_short CHECK ((length(error) <= 500)),
  constraint mails_kind_is_short CHECK (((length(kind) >= 1) AND (length(kind) <= 60))),
  constraint mails_recipient_is_short CHECK ((length(recipient) <= 254)),
  constraint mails_sent_has_a_moment CHECK (((state = 'sent'::mail_state) = (sent_at IS NOT NULL))),
  constraint mails_subject_is_short CHECK (((length(subject) >= 1) AND (length(subject) <= 300))),
  constraint mails_text_goes_when_sent CHECK (((state <> 'sent'::mail_state) OR (sealed IS NULL))),
  constraint mails_text_is_short CHECK ((octet_length(sealed) <= 100000))
);
CREATE INDEX mails_created_at ON public.mails USING btree (created_at);
CREATE INDEX mails_due ON public.mails USING btree (next_at, id) WHERE (state = 'waiting'::mail_state);
CREATE INDEX mails_recipient ON public.mails USING btree (recipient, id DESC);
comment on column mails.sealed is 'its text, which may hold a link that signs in: sealed like a provider key';
comment on column mails.expires_at is 'what it says is of no use after that; null: always';
comment on column mails.told_at is 'when the log said that it waits for an SMTP server';

create table mass_batches (
  account_id integer not null,
  id uuid not null,
  source text not null,
  repeats boolean default false not null,
  whole boolean default false not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint mass_batches_pkey PRIMARY KEY (account_id, id),
  constraint mass_batches_end_after_their_word CHECK ((done_at >= confirmed_at)),
  constraint mass_batches_source_is_short CHECK (((octet_length(source) >= 1) AND (octet_length(source) <= 262144)))
);
CREATE INDEX mass_batches_by_age ON public.mass_batches USING btree (account_id, created_at);
CREATE INDEX mass_batches_open ON public.mass_batches USING btree (created_at) WHERE (done_at IS NULL);
comment on column mass_batches.id is 'minted in the form: the same form sent twice is one batch';
comment on column mass_batches.source is 'as it was pasted; a draft is read again from it';
comment on column mass_batches.repeats is 'a second line for one target is meant';
comment on column mass_batches.whole is 'all of its good lines, or none';
comment on column mass_batches.confirmed_at is 'null: a draft, without lines';

create table mass_lines (
  account_id integer not null,
  batch_id uuid not null,
  number integer not null,
  at integer not null,
  fields jsonb not null,
  charge bigint,
  order_id integer,
  fault jsonb,
  constraint mass_lines_pkey PRIMARY KEY (account_id, batch_id, number),
  constraint mass_lines_are_few CHECK (((number >= 1) AND (number <= 1000))),
  constraint mass_lines_begin_somewhere CHECK ((at > 0)),
  constraint mass_lines_charge_is_positive CHECK ((charge >= 0)),
  constraint mass_lines_end_once CHECK (((order_id IS NULL) OR (fault IS NULL))),
  constraint mass_lines_order_what_was_agreed CHECK (((order_id IS NULL) OR (charge IS NOT NULL)))
) with (fillfactor=80);
comment on column mass_lines.at is 'the line of the text where it begins';
comment on column mass_lines.charge is 'nano-units that were agreed to, then those of the order; null: not agreed';
comment on column mass_lines.fault is 'why there is no order';

create table migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table notices (
  id bigint generated always as identity not null,
  kind text not null,
  subject text not null,
  severity notice_severity not null,
  text text not null,
  times integer default 1 not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  cleared_at timestamp with time zone,
  cleared_by text,
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_are_cleared_by_somebody CHECK (((cleared_at IS NULL) = (cleared_by IS NULL))),
  constraint notices_cleared_by_is_short CHECK ((length(cleared_by) <= 100)),
  constraint notices_kind_is_short CHECK (((length(kind) >= 1) AND (length(kind) <= 60))),
  constraint notices_subject_is_short CHECK (((length(subject) >= 1) AND (length(subject) <= 120))),
  constraint notices_text_is_short CHECK (((length(text) >= 1) AND (length(text) <= 1000)))
);
CREATE UNIQUE INDEX notices_one_open ON public.notices USING btree (kind, subject) WHERE (cleared_at IS NULL);

create table notification_cursor (
  id smallint default 1 not null,
  xid xid8 not null,
  constraint notification_cursor_pkey PRIMARY KEY (id),
  constraint notification_cursor_is_one CHECK ((id = 1))
);

create table notification_letters (
  account_id integer not null,
  pace mail_pace not null,
  due_at timestamp with time zone,
  last_at timestamp with time zone,
  constraint notification_letters_pkey PRIMARY KEY (account_id, pace),
  constraint notification_letters_are_sent CHECK ((pace <> 'off'::mail_pace))
);
CREATE INDEX notification_letters_due ON public.notification_letters USING btree (due_at) WHERE (due_at IS NOT NULL);
comment on column notification_letters.due_at is 'null: nothing waits';
comment on column notification_letters.last_at is 'when the last one went out';

create table notification_lines (
  id bigint generated always as identity not null,
  account_id integer not null,
  pace mail_pace not null,
  event text not null,
  subject text not null,
  times integer not null,
  details jsonb not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint notification_lines_pkey PRIMARY KEY (id),
  constraint notification_lines_gather UNIQUE (account_id, pace, event, subject),
  constraint notification_lines_event_is_short CHECK ((length(event) <= 40)),
  constraint notification_lines_happened CHECK ((times > 0)),
  constraint notification_lines_subject_is_short CHECK ((length(subject) <= 80))
);

create table notification_preferences (
  account_id integer not null,
  event text not null,
  in_app boolean not null,
  mail mail_pace not null,
  constraint notification_preferences_pkey PRIMARY KEY (account_id, event),
  constraint notification_preferences_event_is_short CHECK ((length(event) <= 40))
);
comment on table notification_preferences is 'what somebody chose; without a row it is as the event''s table says';

create table notifications (
  id bigint generated always as identity not null,
  account_id integer not null,
  event text not null,
  subject text not null,
  times integer not null,
  details jsonb not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_event_is_short CHECK ((length(event) <= 40)),
  constraint notifications_happened CHECK ((times > 0)),
  constraint notifications_subject_is_short CHECK ((length(subject) <= 80))
);
CREATE INDEX notifications_by_account ON public.notifications USING btree (account_id, id DESC);
CREATE INDEX notifications_by_age ON public.notifications USING btree (last_at);
CREATE UNIQUE INDEX notifications_gather ON public.notifications USING btree (account_id, event, subject) WHERE (read_at IS NULL);
CREATE INDEX notifications_unread ON public.notifications USING btree (account_id) WHERE (read_at IS NULL);
comment on column notifications.subject is 'what is gathered in one row until it is read: the orders of an hour, a ticket, a webhook';
comment on column notifications.details is 'the first few of them, as the event''s table names their parts';

create table operator_identity (
  field text not null,
  value text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint operator_identity_pkey PRIMARY KEY (field),
  constraint operator_identity_field_is_short CHECK (((length(field) >= 1) AND (length(field) <= 40))),
  constraint operator_identity_value_is_short CHECK (((length(value) >= 1) AND (length(value) <= 500))),
  constraint operator_identity_writer_is_short CHECK ((length(changed_by) <= 100))
);

create table order_events (
  id bigint generated always as identity not null,
  order_id integer not null,
  account_id integer not null,
  type text not null,
  source text not null,
  data jsonb,
  at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null,
  constraint order_events_pkey PRIMARY KEY (id),
  constraint order_events_source_is_short CHECK ((length(source) <= 60)),
  constraint order_events_type_is_short CHECK ((length(type) <= 40))
);
CREATE INDEX order_events_by_order ON public.order_events USING btree (order_id);
CREATE INDEX order_events_xid ON public.order_events USING btree (xid);

create table order_evidence (
  id bigint generated always as identity not null,
  order_id integer not null,
  attempt_id bigint not null,
  kind evidence_kind not null,
  verdict evidence_verdict not null,
  strong boolean not null,
  provider_order_id text,
  note text,
  source text not null,
  at timestamp with time zone default now() not null,
  constraint order_evidence_pkey PRIMARY KEY (id),
  constraint order_evidence_is_heard_once UNIQUE (attempt_id, kind, verdict),
  constraint order_evidence_id_is_short CHECK ((length(provider_order_id) <= 64)),
  constraint order_evidence_note_is_short CHECK ((length(note) <= 500)),
  constraint order_evidence_source_is_short CHECK ((length(source) <= 100))
);

create table order_progress (
  order_id integer not null,
  step smallint not null,
  at timestamp with time zone not null,
  remains integer not null,
  start_count bigint,
  constraint order_progress_pkey PRIMARY KEY (order_id, step),
  constraint order_progress_remains_fit CHECK ((remains >= 0)),
  constraint order_progress_steps_are_fiftieths CHECK (((step >= 0) AND (step <= 50)))
);
comment on table order_progress is 'goes 180 days after its order was placed';
comment on column order_progress.step is 'fiftieths of the quantity that were delivered by then';

create table order_risks (
  order_id integer not null,
  amount bigint not null,
  opened_at timestamp with time zone not null,
  verdict evidence_verdict,
  resolved_at timestamp with time zone,
  actor text,
  constraint order_risks_pkey PRIMARY KEY (order_id),
  constraint order_risks_actor_is_short CHECK ((length(actor) <= 100)),
  constraint order_risks_amount_is_positive CHECK ((amount >= 0)),
  constraint order_risks_resolve_with_a_verdict CHECK (((verdict IS NULL) = (resolved_at IS NULL)))
);
CREATE INDEX order_risks_open ON public.order_risks USING btree (opened_at) WHERE (resolved_at IS NULL);

create table order_templates (
  id integer generated always as identity not null,
  account_id integer not null,
  service_id integer not null,
  name text not null,
  fields jsonb not null,
  saved_at timestamp with time zone default now() not null,
  constraint order_templates_pkey PRIMARY KEY (id),
  constraint order_templates_name_is_taken UNIQUE (account_id, name),
  constraint order_templates_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

create table order_views (
  id integer generated always as identity not null,
  account_id integer not null,
  name text not null,
  query text not null,
  created_at timestamp with time zone not null,
  constraint order_views_pkey PRIMARY KEY (id),
  constraint order_views_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint order_views_query_is_short CHECK (((length(query) >= 1) AND (length(query) <= 500)))
);
CREATE UNIQUE INDEX order_views_are_named_once ON public.order_views USING btree (account_id, lower(name));

create table orders (
  id integer generated by default as identity not null,
  account_id integer not null,
  service_id integer not null,
  key_id integer,
  parent_id integer,
  provider_id integer,
  quantity integer not null,
  remains integer not null,
  start_count bigint,
  kind order_kind default 'single'::order_kind not null,
  status order_status default 'pending'::order_status not null,
  rate bigint not null,
  charge bigint not null,
  refunded bigint default 0 not null,
  base_rate bigint not null,
  own_rate bigint,
  own_discount_bp integer,
  tier_discount_bp integer default 0 not null,
  coupon_id integer,
  coupon_discount_bp integer,
  coupon_amount bigint default 0 not null,
  request_hash bytea not null,
  request_id text collate "C" not null,
  link text default ''::text not null,
  guarded_link text,
  details jsonb,
  due_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint orders_pkey PRIMARY KEY (id),
  constraint orders_happen_once UNIQUE (account_id, request_id),
  constraint orders_canceled_are_refunded CHECK (((status <> 'canceled'::order_status) OR (refunded = charge) OR (kind = 'drip_feed'::order_kind))),
  constraint orders_charge_is_positive CHECK (((charge >= 0) AND (rate >= 0))),
  constraint orders_completed_keep_the_charge CHECK (((status <> 'completed'::order_status) OR (kind = 'drip_feed'::order_kind) OR (refunded = 0))),
  constraint orders_coupon_fits CHECK (((coupon_amount >= 0) AND (coupon_amount <= charge))),
  constraint orders_finish_when_final CHECK (((finished_at IS NOT NULL) = (status = ANY (ARRAY['completed'::order_status, 'partial'::order_status, 'canceled'::order_status])))),
  constraint orders_link_is_short CHECK ((length(link) <= 1000)),
  constraint orders_quantity_is_positive CHECK ((quantity >= 0)),
  constraint orders_refund_fits CHECK (((refunded >= 0) AND (refunded <= charge))),
  constraint orders_remains_fit CHECK (((remains >= 0) AND (remains <= quantity))),
  constraint orders_request_id_is_short CHECK (((length(request_id) >= 3) AND (length(request_id) <= 140))),
  constraint orders_runs_have_a_parent CHECK (((parent_id IS NOT NULL) = (kind = ANY (ARRAY['run'::order_kind, 'post'::order_kind]))))
) with (fillfactor=85);
CREATE INDEX orders_by_parent ON public.orders USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX orders_by_state ON public.orders USING btree (account_id, status, id);
CREATE INDEX orders_ended_by_link ON public.orders USING btree (account_id, hashtext(link), id) WHERE (status = ANY (ARRAY['completed'::order_status, 'partial'::order_status, 'canceled'::order_status]));
CREATE UNIQUE INDEX orders_one_open_per_link ON public.orders USING btree (account_id, service_id, guarded_link) WHERE ((guarded_link IS NOT NULL) AND (status <> ALL (ARRAY['completed'::order_status, 'partial'::order_status, 'canceled'::order_status])));
CREATE INDEX orders_pending ON public.orders USING btree (provider_id, due_at, id) WHERE ((status = 'pending'::order_status) AND (provider_id IS NOT NULL));
CREATE INDEX orders_standing ON public.orders USING btree (account_id, kind, id) WHERE (kind = ANY (ARRAY['drip_feed'::order_kind, 'subscription'::order_kind]));
CREATE INDEX orders_unknown ON public.orders USING btree (due_at) WHERE (status = 'unknown'::order_status);
CREATE INDEX orders_unrouted ON public.orders USING btree (service_id) WHERE ((status = 'pending'::order_status) AND (provider_id IS NULL) AND (kind <> 'drip_feed'::order_kind));
comment on column orders.rate is 'micro-units per 1000, frozen when placed';
comment on column orders.charge is 'nano-units: rate × quantity (a drip-feed: × runs)';
comment on column orders.request_id is 'r:<the caller''s request_id>, n:<ours>, p:<parent>:<number of the run or post>';
comment on column orders.due_at is 'not to be claimed or swept before';
comment on column orders.started_at is 'when its provider was first seen to deliver; of a drip-feed: when its first run was placed';

create table passkeys (
  id text default (gen_random_uuid())::text not null,
  user_id text not null,
  name text not null,
  public_key text not null,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_counter_is_positive CHECK ((counter >= 0)),
  constraint passkeys_credential_is_short CHECK ((length(credential_id) <= 1400)),
  constraint passkeys_key_is_short CHECK ((length(public_key) <= 4000)),
  constraint passkeys_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE INDEX passkeys_user_id ON public.passkeys USING btree (user_id);

create table payment_credits (
  event_id bigint not null,
  payment_id integer not null,
  account_id integer not null,
  gross bigint not null,
  fee bigint not null,
  credit bigint not null,
  bonus bigint default 0 not null,
  at timestamp with time zone not null,
  constraint payment_credits_pkey PRIMARY KEY (event_id),
  constraint payment_credits_add_up CHECK ((gross = (fee + credit))),
  constraint payment_credits_bonus_is_positive CHECK ((bonus >= 0)),
  constraint payment_credits_move_something CHECK (((gross <> 0) AND ((sign((credit)::double precision) * sign((gross)::double precision)) >= (0)::double precision) AND ((sign((fee)::double precision) * sign((gross)::double precision)) >= (0)::double precision)))
);
CREATE INDEX payment_credits_by_account ON public.payment_credits USING btree (account_id, event_id);
CREATE INDEX payment_credits_by_payment ON public.payment_credits USING btree (payment_id, event_id);
CREATE TRIGGER payment_credits_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON payment_credits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table payment_events (
  id bigint generated always as identity not null,
  gateway_id integer not null,
  event_id text collate "C" not null,
  payment_id integer,
  kind payment_event_kind not null,
  refund_ref text,
  event jsonb not null,
  raw text,
  actor text not null,
  outcome event_outcome default 'nothing'::event_outcome not null,
  happened_at timestamp with time zone not null,
  heard_at timestamp with time zone not null,
  constraint payment_events_pkey PRIMARY KEY (id),
  constraint payment_events_act_once UNIQUE (gateway_id, event_id),
  constraint payment_events_actor_is_short CHECK ((length(actor) <= 100)),
  constraint payment_events_id_is_short CHECK (((length(event_id) >= 1) AND (length(event_id) <= 255))),
  constraint payment_events_raw_is_short CHECK ((length(raw) <= 65536)),
  constraint payment_events_refund_is_short CHECK (((length(refund_ref) >= 1) AND (length(refund_ref) <= 255)))
);
CREATE INDEX payment_events_by_payment ON public.payment_events USING btree (payment_id, id) WHERE (payment_id IS NOT NULL);
CREATE INDEX payment_events_kept ON public.payment_events USING btree (id) WHERE (outcome = 'kept'::event_outcome);
CREATE INDEX payment_events_raw ON public.payment_events USING btree (heard_at) WHERE (raw IS NOT NULL);
comment on column payment_events.refund_ref is 'of which refund it tells: ours, rfd_3, or the gateway''s';
comment on column payment_events.raw is 'as it was sent; null: asked for, or a person''s';
comment on column payment_events.outcome is 'kept: for a person to settle';

create table payment_refunds (
  id integer generated by default as identity not null,
  account_id integer not null,
  payment_id integer not null,
  request_id text not null,
  amount bigint not null,
  bonus bigint default 0 not null,
  reason text not null,
  state payment_refund_state default 'requested'::payment_refund_state not null,
  answer text,
  decided_by text,
  attempts integer default 0 not null,
  next_at timestamp with time zone,
  error text,
  requested_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint payment_refunds_pkey PRIMARY KEY (id),
  constraint payment_refunds_are_once_a_request UNIQUE (account_id, request_id),
  constraint payment_refunds_actor_is_short CHECK ((length(decided_by) <= 100)),
  constraint payment_refunds_amount_is_positive CHECK ((amount > 0)),
  constraint payment_refunds_answer_is_short CHECK ((length(answer) <= 500)),
  constraint payment_refunds_bonus_is_positive CHECK ((bonus >= 0)),
  constraint payment_refunds_end_in_an_end CHECK (((ended_at IS NULL) = (state = ANY (ARRAY['requested'::payment_refund_state, 'approved'::payment_refund_state, 'sent'::payment_refund_state])))),
  constraint payment_refunds_error_is_short CHECK ((length(error) <= 500)),
  constraint payment_refunds_reason_is_short CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint payment_refunds_request_is_short CHECK (((length(request_id) >= 1) AND (length(request_id) <= 100)))
);
CREATE INDEX payment_refunds_by_account ON public.payment_refunds USING btree (account_id, id DESC);
CREATE INDEX payment_refunds_by_payment ON public.payment_refunds USING btree (payment_id);
CREATE INDEX payment_refunds_to_send ON public.payment_refunds USING btree (next_at) WHERE (state = 'approved'::payment_refund_state);
CREATE INDEX payment_refunds_waiting ON public.payment_refunds USING btree (due_at) WHERE (state = 'requested'::payment_refund_state);
comment on column payment_refunds.bonus is 'of the payment, taken back when it was asked for';
comment on column payment_refunds.due_at is 'the time goal for the answer';

create table payments (
  id integer generated by default as identity not null,
  account_id integer not null,
  gateway_id integer not null,
  request_id text not null,
  amount bigint not null,
  fee bigint not null,
  to_pay bigint not null,
  fee_bp integer not null,
  currency text not null,
  locale text not null,
  bonus_terms jsonb default '{"days": 30, "sizes": []}'::jsonb not null,
  state payment_state default 'new'::payment_state not null,
  gateway_ref text,
  url text,
  reference text,
  reason text,
  received bigint default 0 not null,
  credited bigint default 0 not null,
  bonus bigint default 0 not null,
  bonus_taken bigint default 0 not null,
  reversed bigint default 0 not null,
  reversed_credit bigint default 0 not null,
  refunded bigint default 0 not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  reported_at timestamp with time zone,
  paid_at timestamp with time zone,
  asked_at timestamp with time zone,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_are_once_a_request UNIQUE (account_id, request_id),
  constraint payments_amount_is_positive CHECK ((amount > 0)),
  constraint payments_ask_for_amount_and_fee CHECK ((to_pay = (amount + fee))),
  constraint payments_bonus_is_positive CHECK ((bonus >= 0)),
  constraint payments_credit_what_came CHECK (((credited >= 0) AND (credited <= received))),
  constraint payments_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint payments_fee_is_positive CHECK ((fee >= 0)),
  constraint payments_locale_is_short CHECK (((length(locale) >= 2) AND (length(locale) <= 5))),
  constraint payments_reason_is_short CHECK ((length(reason) <= 500)),
  constraint payments_received_is_positive CHECK ((received >= 0)),
  constraint payments_ref_is_short CHECK (((length(gateway_ref) >= 1) AND (length(gateway_ref) <= 255))),
  constraint payments_reference_is_short CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  constraint payments_refunded_is_positive CHECK ((refunded >= 0)),
  constraint payments_report_a_reference CHECK (((reported_at IS NULL) = (reference IS NULL))),
  constraint payments_request_id_is_short CHECK (((length(request_id) >= 1) AND (length(request_id) <= 100))),
  constraint payments_reverse_what_went CHECK (((reversed_credit >= 0) AND (reversed_credit <= reversed))),
  constraint payments_reversed_is_positive CHECK ((reversed >= 0)),
  constraint payments_take_what_they_gave CHECK (((bonus_taken >= 0) AND (bonus_taken <= bonus))),
  constraint payments_url_is_short CHECK ((length(url) <= 4000))
);
CREATE INDEX payments_by_account ON public.payments USING btree (account_id, id DESC);
CREATE UNIQUE INDEX payments_by_ref ON public.payments USING btree (gateway_id, gateway_ref) WHERE (gateway_ref IS NOT NULL);
CREATE INDEX payments_open ON public.payments USING btree (expires_at) WHERE (state = ANY (ARRAY['new'::payment_state, 'open'::payment_state, 'processing'::payment_state, 'reported'::payment_state]));
comment on column payments.amount is 'to be credited, nano-units; to_pay is what the gateway asks for';
comment on column payments.bonus_terms is 'what was shown before paying, frozen';
comment on column payments.reference is 'of a transfer by hand, as the customer reported it';
comment on column payments.reversed is 'refunded from outside or disputed, gross; won disputes taken off';
comment on column payments.refunded is 'to its source, because the customer asked; what was sent';
comment on column payments.asked_at is 'when the gateway was last asked because nothing was heard';

create table posts (
  slug text not null,
  language text default 'en'::text not null,
  body text not null,
  written_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  published_at timestamp with time zone,
  constraint posts_pkey PRIMARY KEY (slug),
  constraint posts_body_is_short CHECK (((length(body) >= 1) AND (length(body) <= 200000))),
  constraint posts_language_is_a_code CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint posts_slug_is_an_address CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 80))),
  constraint posts_writer_is_short CHECK ((length(changed_by) <= 100))
);
comment on column posts.slug is 'that of a post which the program ships takes its place';
comment on column posts.published_at is 'null: a draft; later than now: it waits for that moment';

create table price_rules (
  id integer generated always as identity not null,
  provider_id integer,
  category text,
  cost_from bigint default 0 not null,
  cost_to bigint,
  markup_bp integer not null,
  extra bigint default 0 not null,
  round_to bigint default 1 not null,
  floor bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint price_rules_pkey PRIMARY KEY (id),
  constraint price_rules_band_is_a_band CHECK (((cost_from >= 0) AND ((cost_to IS NULL) OR (cost_to > cost_from)))),
  constraint price_rules_category_is_short CHECK ((length(category) <= 120)),
  constraint price_rules_extra_is_positive CHECK ((extra >= 0)),
  constraint price_rules_floor_is_positive CHECK ((floor >= 0)),
  constraint price_rules_markup_is_sane CHECK (((markup_bp >= 0) AND (markup_bp <= 10000000))),
  constraint price_rules_round_to_is_positive CHECK ((round_to > 0))
);
comment on table price_rules is 'cost × (1 + markup) + extra, rounded up to round_to, at least floor; the most specific rule wins. Rates in micro-units per 1000';
comment on column price_rules.category is 'ours; null: every one';

create table provider_balances (
  provider_id integer not null,
  at timestamp with time zone not null,
  balance bigint not null,
  constraint provider_balances_pkey PRIMARY KEY (provider_id, at)
);

create table provider_breakers (
  provider_id integer not null,
  worker text not null,
  state breaker_state not null,
  reason text,
  since timestamp with time zone not null,
  constraint provider_breakers_pkey PRIMARY KEY (provider_id, worker),
  constraint provider_breakers_reason_is_short CHECK ((length(reason) <= 500)),
  constraint provider_breakers_worker_is_short CHECK ((length(worker) <= 100))
);

create table provider_calls (
  provider_id integer not null,
  minute timestamp with time zone not null,
  action text not null,
  calls integer not null,
  failed integer not null,
  total_ms bigint not null,
  slowest_ms integer not null,
  constraint provider_calls_pkey PRIMARY KEY (provider_id, minute, action),
  constraint provider_calls_action_is_short CHECK ((length(action) <= 30))
);

create table provider_exchange_rates (
  provider_id integer not null,
  since timestamp with time zone not null,
  exchange_rate bigint not null,
  constraint provider_exchange_rates_pkey PRIMARY KEY (provider_id, since),
  constraint provider_exchange_rates_are_positive CHECK ((exchange_rate > 0))
);
comment on table provider_exchange_rates is 'those that changed; a provider without a row kept its own';

create table provider_offers (
  provider_id integer not null,
  service text not null,
  name text not null,
  type text not null,
  category text not null,
  quote bigint not null,
  min bigint not null,
  max bigint not null,
  refill boolean default false not null,
  cancel boolean default false not null,
  dripfeed boolean default false not null,
  first_seen_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  missing_since timestamp with time zone,
  constraint provider_offers_pkey PRIMARY KEY (provider_id, service),
  constraint provider_offers_category_is_short CHECK ((length(category) <= 500)),
  constraint provider_offers_name_is_short CHECK ((length(name) <= 500)),
  constraint provider_offers_quote_is_positive CHECK ((quote >= 0)),
  constraint provider_offers_service_is_short CHECK (((length(service) >= 1) AND (length(service) <= 60))),
  constraint provider_offers_type_is_short CHECK ((length(type) <= 60))
);
comment on column provider_offers.quote is 'micro-units of the provider''s currency, per 1000 or per package';

create table provider_statements (
  id integer generated always as identity not null,
  provider_id integer not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  opening bigint not null,
  closing bigint not null,
  topups bigint not null,
  expected bigint not null,
  reported bigint not null,
  unexplained bigint not null,
  clean boolean not null,
  created_at timestamp with time zone default now() not null,
  constraint provider_statements_pkey PRIMARY KEY (id),
  constraint provider_statements_are_one_a_period UNIQUE (provider_id, from_at, until_at)
);
comment on table provider_statements is 'amounts in nano-units of the provider''s currency';
comment on column provider_statements.clean is 'nothing was on its way or in doubt at its end: the next one may begin there';

create table provider_topups (
  id integer generated always as identity not null,
  provider_id integer not null,
  at timestamp with time zone default now() not null,
  amount bigint not null,
  reference text not null,
  actor text not null,
  constraint provider_topups_pkey PRIMARY KEY (id),
  constraint provider_topups_happen_once UNIQUE (provider_id, reference),
  constraint provider_topups_actor_is_short CHECK ((length(actor) <= 100)),
  constraint provider_topups_reference_is_short CHECK (((length(reference) >= 1) AND (length(reference) <= 200)))
);

create table providers (
  id integer generated by default as identity not null,
  name text not null,
  url text not null,
  key_sealed bytea not null,
  kind text default 'v2'::text not null,
  concurrency integer default 4 not null,
  timeout_ms integer default 30000 not null,
  paused boolean default false not null,
  created_at timestamp with time zone default now() not null,
  currency text default 'USD'::text not null,
  exchange_rate bigint default 1000000000 not null,
  status_batch integer default 100 not null,
  refill boolean default true not null,
  cancel boolean default true not null,
  refuses_duplicates boolean default false not null,
  balance_evidence boolean default false not null,
  packages_per_order boolean default true not null,
  low_balance bigint,
  balance bigint,
  balance_at timestamp with time zone,
  note text,
  reviewed_on date,
  constraint providers_pkey PRIMARY KEY (id),
  constraint providers_name_key UNIQUE (name),
  constraint providers_balance_evidence_is_serial CHECK (((NOT balance_evidence) OR (concurrency = 1))),
  constraint providers_balance_is_dated CHECK (((balance IS NULL) = (balance_at IS NULL))),
  constraint providers_concurrency_is_small CHECK (((concurrency >= 1) AND (concurrency <= 64))),
  constraint providers_currency_is_iso CHECK ((currency ~ '^[A-Z]{3,5}$'::text)),
  constraint providers_exchange_rate_is_positive CHECK ((exchange_rate > 0)),
  constraint providers_kind_is_known CHECK ((kind = ANY (ARRAY['v2'::text, 'notpanel'::text]))),
  constraint providers_low_balance_is_positive CHECK ((low_balance >= 0)),
  constraint providers_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint providers_note_is_short CHECK ((length(note) <= 2000)),
  constraint providers_status_batch_is_small CHECK (((status_batch >= 1) AND (status_batch <= 1000))),
  constraint providers_timeout_is_sane CHECK (((timeout_ms >= 1000) AND (timeout_ms <= 120000))),
  constraint providers_url_is_http CHECK (((url ~ '^https?://'::text) AND (length(url) <= 500)))
);
comment on column providers.key_sealed is 'AES-256-GCM under the installation''s secret';
comment on column providers.exchange_rate is 'nano-units of the shop''s currency for one unit of the provider''s';
comment on column providers.status_batch is 'ids that one status call may name';
comment on column providers.refuses_duplicates is 'refuses a second order on a link while the first is open';
comment on column providers.balance_evidence is 'what an unknown order did to the balance may be believed: calls are made one at a time';
comment on column providers.packages_per_order is 'quotes a package''s rate for one order, as most panels do, not per 1000';
comment on column providers.low_balance is 'nano-units of the provider''s currency; null: no alert';
comment on column providers.balance is 'nano-units of the provider''s currency, as it said last';
comment on column providers.note is 'due diligence: who they are, their terms';

create table rate_windows (
  subject text collate "C" not null,
  minute integer not null,
  used integer not null,
  constraint rate_windows_pkey PRIMARY KEY (subject)
) with (fillfactor=50);

create table receivables (
  id integer generated by default as identity not null,
  account_id integer not null,
  payment_id integer not null,
  dispute_id integer,
  event_id bigint not null,
  amount bigint not null,
  paid bigint default 0 not null,
  canceled bigint default 0 not null,
  forgiven bigint default 0 not null,
  payments integer default 0 not null,
  opened_at timestamp with time zone not null,
  constraint receivables_pkey PRIMARY KEY (id),
  constraint receivables_event_id_key UNIQUE (event_id),
  constraint receivables_amount_is_positive CHECK ((amount > 0)),
  constraint receivables_end_within_their_amount CHECK (((paid >= 0) AND (canceled >= 0) AND (forgiven >= 0) AND (((paid + canceled) + forgiven) <= amount)))
);
CREATE INDEX receivables_by_dispute ON public.receivables USING btree (dispute_id) WHERE (dispute_id IS NOT NULL);
CREATE INDEX receivables_open ON public.receivables USING btree (account_id, id) WHERE (((paid + canceled) + forgiven) < amount);

create table recovery_codes (
  user_id text not null,
  hash bytea not null,
  constraint recovery_codes_pkey PRIMARY KEY (user_id, hash),
  constraint recovery_codes_hash_is_sha256 CHECK ((octet_length(hash) = 32))
);

create table refills (
  id integer generated by default as identity not null,
  order_id integer not null,
  account_id integer not null,
  status refill_status default 'pending'::refill_status not null,
  provider_refill_id text,
  note text,
  due_at timestamp with time zone default now() not null,
  requested_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint refills_pkey PRIMARY KEY (id),
  constraint refills_finish_when_final CHECK (((finished_at IS NOT NULL) = (status = ANY (ARRAY['completed'::refill_status, 'rejected'::refill_status]))))
);
CREATE INDEX refills_by_account ON public.refills USING btree (account_id, id);
CREATE INDEX refills_by_order ON public.refills USING btree (order_id);
CREATE INDEX refills_due ON public.refills USING btree (due_at) WHERE (status = ANY (ARRAY['pending'::refill_status, 'in_progress'::refill_status]));
CREATE UNIQUE INDEX refills_one_pending ON public.refills USING btree (order_id) WHERE (status = ANY (ARRAY['pending'::refill_status, 'in_progress'::refill_status]));

create table request_events (
  id bigint generated always as identity not null,
  order_id integer not null,
  refill_id integer,
  stage wish_status not null,
  source text not null,
  note text,
  at timestamp with time zone default now() not null,
  constraint request_events_pkey PRIMARY KEY (id),
  constraint request_events_note_is_short CHECK ((length(note) <= 500)),
  constraint request_events_source_is_short CHECK ((length(source) <= 100))
);
CREATE INDEX request_events_by_order ON public.request_events USING btree (order_id);
comment on column request_events.refill_id is 'null: it is about a wish to cancel';

create table request_gaps (
  account_id integer not null,
  process text collate "C" not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  calls integer not null,
  constraint request_gaps_pkey PRIMARY KEY (account_id, process, first_at),
  constraint request_gaps_are_gaps CHECK ((calls > 0))
);
CREATE INDEX request_gaps_by_age ON public.request_gaps USING btree (last_at);
comment on table request_gaps is 'calls that were answered and not recorded, because the database was away or too slow';

create table request_hours (
  account_id integer not null,
  hour timestamp with time zone not null,
  key_id integer not null,
  action text collate "C" not null,
  calls integer not null,
  failed integer not null,
  limited integer not null,
  took integer[] not null,
  constraint request_hours_pkey PRIMARY KEY (account_id, hour, key_id, action),
  constraint request_hours_action_is_short CHECK ((length(action) <= 40)),
  constraint request_hours_count CHECK (((calls > 0) AND ((failed >= 0) AND (failed <= calls)) AND ((limited >= 0) AND (limited <= failed))))
);
CREATE INDEX request_hours_by_age ON public.request_hours USING btree (hour);
comment on column request_hours.action is 'empty: a call that named none';
comment on column request_hours.limited is 'refused because a limit was spent; they are among the failed';
comment on column request_hours.took is 'calls by duration: four buckets a doubling from 32 µs on';

create table request_log (
  account_id integer not null,
  process text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  first_order integer,
  last_order integer,
  repeated integer[],
  failed integer not null,
  seqs bigint[] not null,
  ats integer[] not null,
  took_us integer[] not null,
  keys integer[] not null,
  actions text[] not null,
  statuses integer[] not null,
  errors text[] not null,
  orders integer[] not null,
  repeats boolean[] not null,
  names integer[] not null,
  bodies bytea not null,
  constraint request_log_is_written_once UNIQUE (account_id, process, last_seq, last_at),
  constraint request_log_columns_are_aligned CHECK (((cardinality(seqs) > 0) AND (cardinality(ats) = cardinality(seqs)) AND (cardinality(took_us) = cardinality(seqs)) AND (cardinality(keys) = cardinality(seqs)) AND (cardinality(actions) = cardinality(seqs)) AND (cardinality(statuses) = cardinality(seqs)) AND (cardinality(errors) = cardinality(seqs)) AND (cardinality(orders) = cardinality(seqs)) AND (cardinality(repeats) = cardinality(seqs)) AND (cardinality(names) = cardinality(seqs)))),
  constraint request_log_orders_have_a_range CHECK (((first_order IS NULL) = (last_order IS NULL))),
  constraint request_log_process_is_short CHECK (((length(process) >= 1) AND (length(process) <= 20))),
  constraint request_log_spans_are_short CHECK ((((last_at - first_at) >= '00:00:00'::interval) AND ((last_at - first_at) <= '00:00:10'::interval)))
) partition by RANGE (last_at);
CREATE INDEX request_log_by_order ON public.request_log USING btree (account_id, last_order) WHERE (last_order IS NOT NULL);
CREATE INDEX request_log_by_time ON public.request_log USING btree (account_id, last_at);
CREATE INDEX request_log_repeated ON public.request_log USING gin (repeated) WHERE (repeated IS NOT NULL);
comment on column request_log.process is 'with a seq it makes the X-Request-Id: req_<process>-<seq in base 36>';
comment on column request_log.first_order is 'of the orders that these calls placed; repeats are not among them';
comment on column request_log.repeated is 'orders that were answered to a repeat; null: none';
comment on column request_log.failed is 'how many were refused or failed';
comment on column request_log.ats is 'milliseconds after first_at';
comment on column request_log.errors is 'the text that was answered; null: none';
comment on column request_log.orders is 'the order that the call was answered with; null: none';
comment on column request_log.names is 'CRC-32 of the caller''s own request_id; null: none';
comment on column request_log.bodies is 'deflated JSON, an element a call: what was asked and answered, cut and without secrets';

create table route_changes (
  id bigint generated always as identity not null,
  run_id integer not null,
  service_id integer not null,
  provider_id integer not null,
  before jsonb,
  after jsonb,
  constraint route_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX route_changes_by_run ON public.route_changes USING btree (run_id);
comment on column route_changes.before is 'the fields that changed, as they were; null: there was no route';

create table saved_links (
  id integer generated always as identity not null,
  account_id integer not null,
  name text default ''::text not null,
  link text not null,
  saved_at timestamp with time zone default now() not null,
  constraint saved_links_pkey PRIMARY KEY (id),
  constraint saved_links_are_saved_once UNIQUE (account_id, link),
  constraint saved_links_link_is_short CHECK (((length(link) >= 1) AND (length(link) <= 1000))),
  constraint saved_links_name_is_short CHECK ((length(name) <= 60))
);

create table scheduled_orders (
  order_id integer not null,
  account_id integer not null,
  starts_at timestamp with time zone not null,
  constraint scheduled_orders_pkey PRIMARY KEY (order_id)
);
CREATE INDEX scheduled_orders_by_account ON public.scheduled_orders USING btree (account_id, starts_at);

create table scheduled_tasks (
  task text not null,
  known_since timestamp with time zone not null,
  constraint scheduled_tasks_pkey PRIMARY KEY (task),
  constraint scheduled_tasks_name_is_short CHECK (((length(task) >= 1) AND (length(task) <= 60)))
);
comment on column scheduled_tasks.known_since is 'when a worker first scheduled it: it cannot have been missed before';

create table scorecards (
  service_id integer not null,
  provider_id integer not null,
  sample integer not null,
  start_s integer,
  finish_s integer,
  completed_bp integer,
  partial_bp integer,
  canceled_bp integer,
  refill_bp integer,
  attempts integer not null,
  refused_bp integer,
  measured_at timestamp with time zone not null,
  constraint scorecards_pkey PRIMARY KEY (service_id, provider_id)
);
comment on column scorecards.sample is 'ended orders that the figures are made of; under five there are none';
comment on column scorecards.start_s is 'median seconds from acceptance until it was seen to deliver';
comment on column scorecards.finish_s is 'median seconds from acceptance to completion';
comment on column scorecards.refill_bp is 'share of the ended orders for which a refill was asked';
comment on column scorecards.attempts is 'tries to place orders that refused_bp is made of';

create table service_changes (
  id bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  service_id integer not null,
  kind service_change_kind not null,
  before jsonb,
  after jsonb,
  reason text,
  source text not null,
  run_id integer,
  at timestamp with time zone default now() not null,
  constraint service_changes_pkey PRIMARY KEY (id),
  constraint service_changes_reason_is_short CHECK ((length(reason) <= 500)),
  constraint service_changes_source_is_short CHECK ((length(source) <= 100))
);
CREATE INDEX service_changes_by_run ON public.service_changes USING btree (run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX service_changes_by_service ON public.service_changes USING btree (service_id, id);
CREATE INDEX service_changes_xid ON public.service_changes USING btree (xid);
comment on column service_changes.before is 'the fields that changed, as they were';
comment on column service_changes.reason is 'for the operator: it may tell what a provider asks';

create table service_marks (
  account_id integer not null,
  service_id integer not null,
  favourite_at timestamp with time zone,
  hidden_at timestamp with time zone,
  used_at timestamp with time zone,
  note text default ''::text not null,
  constraint service_marks_pkey PRIMARY KEY (account_id, service_id),
  constraint service_marks_hidden_is_no_favourite CHECK (((favourite_at IS NULL) OR (hidden_at IS NULL))),
  constraint service_marks_note_is_short CHECK ((length(note) <= 500))
);
comment on column service_marks.used_at is 'when it was last ordered by the form';

create table service_measures (
  service_id integer not null,
  sample integer not null,
  start_sample integer not null,
  start_s integer,
  finish_sample integer not null,
  finish_s integer,
  completed_bp integer not null,
  partial_bp integer not null,
  canceled_bp integer not null,
  measured_at timestamp with time zone not null,
  constraint service_measures_pkey PRIMARY KEY (service_id),
  constraint service_measures_finish_has_enough CHECK (((finish_s IS NULL) = (finish_sample < 5))),
  constraint service_measures_have_enough CHECK ((sample >= 5)),
  constraint service_measures_start_has_enough CHECK (((start_s IS NULL) = (start_sample < 5)))
);
comment on column service_measures.sample is 'ended orders that the shares are made of';
comment on column service_measures.start_s is 'median seconds from order to the first sight of delivery';
comment on column service_measures.finish_s is 'median seconds from order to completion';

create table service_routes (
  service_id integer not null,
  provider_id integer not null,
  provider_service text not null,
  cost_rate bigint,
  priority integer default 0 not null,
  cost_basis cost_basis default 'per_1000'::cost_basis not null,
  share integer,
  active boolean default true not null,
  paused_reason text,
  paused_causes text[] default '{}'::text[] not null,
  constraint service_routes_pkey PRIMARY KEY (service_id, provider_id),
  constraint service_routes_cost_is_positive CHECK ((cost_rate >= 0)),
  constraint service_routes_pause_has_a_reason CHECK ((active OR (paused_reason IS NOT NULL))),
  constraint service_routes_provider_service_is_short CHECK (((length(provider_service) >= 1) AND (length(provider_service) <= 60))),
  constraint service_routes_reason_is_short CHECK ((length(paused_reason) <= 500)),
  constraint service_routes_share_is_small CHECK (((share >= 1) AND (share <= 1000)))
);
CREATE INDEX service_routes_provider_id ON public.service_routes USING btree (provider_id);
comment on column service_routes.cost_rate is 'micro-units of the shop''s currency by cost_basis, rounded up when it was quoted; null: not known';
comment on column service_routes.share is 'weight among routes of one priority; null on all of them: the cheapest goes first';
comment on column service_routes.paused_causes is 'the rules of the sync that paused it; empty: it goes on, or the operator did';

create table services (
  id integer generated by default as identity not null,
  category_id integer not null,
  name text not null,
  type service_type default 'Default'::service_type not null,
  rate bigint not null,
  min integer not null,
  max integer not null,
  refill boolean default false not null,
  cancel boolean default false not null,
  dripfeed boolean default false not null,
  guarantee_days integer,
  refill_cap integer default 3 not null,
  delivery delivery_method not null,
  delivery_note text,
  description text default ''::text not null,
  link_guard boolean default false not null,
  active boolean default true not null,
  average_minutes integer,
  average_sample integer default 0 not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  rate_pinned boolean default false not null,
  held_at timestamp with time zone,
  held_reason text,
  held_offer jsonb,
  loss_accepted bigint,
  constraint services_pkey PRIMARY KEY (id),
  constraint services_average_is_positive CHECK ((average_minutes >= 0)),
  constraint services_delivery_note_is_short CHECK ((length(delivery_note) <= 500)),
  constraint services_description_is_short CHECK ((length(description) <= 5000)),
  constraint services_guarantee_is_positive CHECK ((guarantee_days > 0)),
  constraint services_held_reason_is_short CHECK ((length(held_reason) <= 500)),
  constraint services_hold_has_a_reason CHECK (((held_at IS NULL) = (held_reason IS NULL))),
  constraint services_loss_is_positive CHECK ((loss_accepted >= 0)),
  constraint services_min_fits_max CHECK ((max >= min)),
  constraint services_min_is_positive CHECK ((min >= 1)),
  constraint services_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 250))),
  constraint services_other_delivery_is_described CHECK (((delivery <> 'other'::delivery_method) OR (delivery_note IS NOT NULL))),
  constraint services_rate_is_positive CHECK ((rate >= 0)),
  constraint services_refill_cap_is_positive CHECK ((refill_cap >= 0))
);
CREATE INDEX services_category_id ON public.services USING btree (category_id);
comment on column services.rate is 'micro-units per 1000';
comment on column services.average_minutes is 'median minutes to completion of recent own orders; null: not measured yet';
comment on column services.rate_pinned is 'the operator''s own price: no rule and no sync changes it';
comment on column services.held_at is 'not sold until the operator decides, whatever `active` says';
comment on column services.held_offer is 'why, by rule, and what would be accepted: the fields and their new values';
comment on column services.loss_accepted is 'micro-units per 1000: the operator said to sell below the cost while it is no higher than this';

create table sessions (
  id text default (gen_random_uuid())::text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  proved_at timestamp with time zone default now() not null,
  pending boolean default false not null,
  method text default 'password'::text not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_method_is_known CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text]))),
  constraint sessions_token_is_a_hash CHECK ((token ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
comment on column sessions.proved_at is 'when its person last showed who they are';
comment on column sessions.pending is 'the password was right, and the second factor is still owed';

create table settings (
  name text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint settings_pkey PRIMARY KEY (name),
  constraint settings_name_is_short CHECK ((length(name) <= 60))
);

create table shop (
  id smallint default 1 not null,
  currency text not null,
  demo boolean not null,
  created_at timestamp with time zone default now() not null,
  installation uuid default gen_random_uuid() not null,
  constraint shop_pkey PRIMARY KEY (id),
  constraint shop_currency_is_iso CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint shop_is_one CHECK ((id = 1))
);

create table sign_ins (
  id bigint generated always as identity not null,
  user_id text,
  at timestamp with time zone not null,
  outcome sign_in_outcome not null,
  method text not null,
  address inet,
  client text not null,
  constraint sign_ins_pkey PRIMARY KEY (id),
  constraint sign_ins_client_is_short CHECK ((length(client) <= 60)),
  constraint sign_ins_method_is_known CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'code'::text, 'recovery'::text])))
);
CREATE INDEX sign_ins_at ON public.sign_ins USING btree (at);
CREATE INDEX sign_ins_user_id ON public.sign_ins USING btree (user_id, id DESC);
comment on column sign_ins.user_id is 'null: nobody has the address that was given';

create table spend_limits (
  account_id integer not null,
  daily bigint,
  monthly bigint,
  day date not null,
  spent_on_day bigint default 0 not null,
  month date not null,
  spent_in_month bigint default 0 not null,
  constraint spend_limits_pkey PRIMARY KEY (account_id),
  constraint spend_limits_are_positive CHECK (((daily > 0) AND (monthly > 0))),
  constraint spend_limits_are_set CHECK ((num_nonnulls(daily, monthly) > 0)),
  constraint spend_limits_count_up CHECK (((spent_on_day >= 0) AND (spent_in_month >= 0))),
  constraint spend_limits_month_begins CHECK ((month = date_trunc('month'::text, (month)::timestamp with time zone)))
);
comment on column spend_limits.daily is 'nano-units that orders may cost on a UTC day, before refunds; null: no limit';
comment on column spend_limits.spent_on_day is 'on `day` since the limit was set, what was spent that day before it in it';

create table statement_differences (
  id bigint generated always as identity not null,
  statement_id integer not null,
  provider_id integer not null,
  class statement_class not null,
  order_id integer,
  amount bigint not null,
  note text,
  first_seen_at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  accepted_by text,
  constraint statement_differences_pkey PRIMARY KEY (id),
  constraint statement_differences_acceptor_is_short CHECK ((length(accepted_by) <= 100)),
  constraint statement_differences_note_is_short CHECK ((length(note) <= 500)),
  constraint statement_differences_settle_when_accepted CHECK (((accepted_by IS NULL) OR (settled_at IS NOT NULL)))
);
CREATE INDEX statement_differences_open ON public.statement_differences USING btree (provider_id) WHERE (settled_at IS NULL);
comment on column statement_differences.accepted_by is 'null on a settled one: it vanished. An accepted one of the same amount is not told again';

create table status_incidents (
  id integer generated by default as identity not null,
  component text not null,
  worst probe_state not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint status_incidents_pkey PRIMARY KEY (id),
  constraint status_incidents_are_bad CHECK ((worst <> 'up'::probe_state)),
  constraint status_incidents_component_is_short CHECK (((length(component) >= 1) AND (length(component) <= 30))),
  constraint status_incidents_end_after_they_begin CHECK ((closed_at >= opened_at))
);
CREATE INDEX status_incidents_by_age ON public.status_incidents USING btree (opened_at);
CREATE UNIQUE INDEX status_incidents_one_open ON public.status_incidents USING btree (component) WHERE (closed_at IS NULL);

create table status_notes (
  id integer generated by default as identity not null,
  incident_id integer,
  text text not null,
  author text not null,
  at timestamp with time zone not null,
  constraint status_notes_pkey PRIMARY KEY (id),
  constraint status_notes_author_is_short CHECK ((length(author) <= 100)),
  constraint status_notes_text_is_short CHECK (((length(text) >= 1) AND (length(text) <= 1000)))
);
CREATE INDEX status_notes_by_age ON public.status_notes USING btree (at);
CREATE INDEX status_notes_by_incident ON public.status_notes USING btree (incident_id) WHERE (incident_id IS NOT NULL);
comment on column status_notes.incident_id is 'null: it is about the panel as a whole';

create table status_probes (
  component text not null,
  minute timestamp with time zone not null,
  state probe_state not null,
  took_ms integer,
  constraint status_probes_pkey PRIMARY KEY (component, minute),
  constraint status_probes_component_is_short CHECK (((length(component) >= 1) AND (length(component) <= 30))),
  constraint status_probes_took_is_positive CHECK ((took_ms >= 0))
);
comment on column status_probes.took_ms is 'null: the probe measures no time';

create table status_rollups (
  component text not null,
  span probe_span not null,
  at timestamp with time zone not null,
  up integer not null,
  degraded integer not null,
  down integer not null,
  slowest_ms integer,
  constraint status_rollups_pkey PRIMARY KEY (component, span, at),
  constraint status_rollups_component_is_short CHECK (((length(component) >= 1) AND (length(component) <= 30)))
);
comment on table status_rollups is 'minutes of each state; those that are missing from the span have no data';

create table subscriptions (
  order_id integer not null,
  status subscription_status default 'active'::subscription_status not null,
  username text not null,
  min integer not null,
  max integer not null,
  delay_minutes integer not null,
  posts integer,
  old_posts integer default 0 not null,
  posts_ordered integer default 0 not null,
  expires_on date,
  paused_reason text,
  paused_at timestamp with time zone,
  constraint subscriptions_pkey PRIMARY KEY (order_id),
  constraint subscriptions_pause_is_dated CHECK (((status = 'paused'::subscription_status) = (paused_at IS NOT NULL))),
  constraint subscriptions_username_is_short CHECK ((length(username) <= 200))
);

create table supply_runs (
  id integer generated always as identity not null,
  provider_id integer,
  kind supply_run_kind not null,
  actor text not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  offers integer default 0 not null,
  changed integer default 0 not null,
  held integer default 0 not null,
  error text,
  undoes integer,
  constraint supply_runs_pkey PRIMARY KEY (id),
  constraint supply_runs_are_undone_once UNIQUE (undoes),
  constraint supply_runs_actor_is_short CHECK ((length(actor) <= 100)),
  constraint supply_runs_error_is_short CHECK ((length(error) <= 500))
);

create table system_ledgers (
  id bigint not null,
  name text not null,
  constraint system_ledgers_pkey PRIMARY KEY (id),
  constraint system_ledgers_name_key UNIQUE (name),
  constraint system_ledgers_are_negative CHECK ((id < 0))
);

create table tax_rules (
  id integer generated always as identity not null,
  name text not null,
  rate_bp integer not null,
  reverse_countries text[] default '{}'::text[] not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint tax_rules_pkey PRIMARY KEY (id),
  constraint tax_rules_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 20))),
  constraint tax_rules_rate_is_a_share CHECK (((rate_bp >= 0) AND (rate_bp <= 10000))),
  constraint tax_rules_writer_is_short CHECK ((length(set_by) <= 100))
);
CREATE TRIGGER tax_rules_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON tax_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
comment on table tax_rules is 'the newest is in force; none: no tax';
comment on column tax_rules.rate_bp is 'contained in every price; 0: no tax';
comment on column tax_rules.reverse_countries is 'where a business with a tax number owes it itself';

create table throttles (
  subject bytea not null,
  failures integer not null,
  since timestamp with time zone not null,
  blocked_until timestamp with time zone not null,
  constraint throttles_pkey PRIMARY KEY (subject),
  constraint throttles_failures_are_counted CHECK ((failures > 0)),
  constraint throttles_subject_is_a_hash CHECK ((octet_length(subject) = 32))
);
CREATE INDEX throttles_since ON public.throttles USING btree (since);
comment on table throttles is 'failed tries on an account or a second factor, under a keyed hash';

create table ticket_files (
  id uuid not null,
  message_id bigint not null,
  ticket_id bigint not null,
  account_id integer,
  name text not null,
  type text not null,
  bytes integer not null,
  body bytea,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint ticket_files_pkey PRIMARY KEY (id),
  constraint ticket_files_are_small CHECK (((bytes >= 1) AND (bytes <= 10485760))),
  constraint ticket_files_body_is_whole CHECK ((octet_length(body) = bytes)),
  constraint ticket_files_go_when_removed CHECK (((body IS NULL) = (removed_at IS NOT NULL))),
  constraint ticket_files_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint ticket_files_type_is_taken CHECK ((type = ANY (ARRAY['image/png'::text, 'application/pdf'::text, 'text/plain'::text])))
);
CREATE INDEX ticket_files_by_account ON public.ticket_files USING btree (account_id) INCLUDE (bytes) WHERE (removed_at IS NULL);
CREATE INDEX ticket_files_by_age ON public.ticket_files USING btree (created_at) WHERE (removed_at IS NULL);
CREATE INDEX ticket_files_by_ticket ON public.ticket_files USING btree (ticket_id, message_id);
comment on column ticket_files.account_id is 'whose quota it counts against; null: the operator''s';
comment on column ticket_files.name is 'as its sender called it; shown, never used as a path';

create table ticket_goals (
  priority ticket_priority not null,
  answer_minutes integer not null,
  constraint ticket_goals_pkey PRIMARY KEY (priority),
  constraint ticket_goals_are_of_use CHECK (((answer_minutes >= 5) AND (answer_minutes <= 43200)))
);
comment on table ticket_goals is 'how soon the operator means to answer; no row: nothing is promised';

create table ticket_links (
  ticket_id bigint not null,
  kind ticket_link not null,
  target bigint not null,
  constraint ticket_links_pkey PRIMARY KEY (ticket_id, kind, target)
);
CREATE INDEX ticket_links_by_target ON public.ticket_links USING btree (kind, target);
comment on table ticket_links is 'what a ticket is about: things of the account that wrote it, and of nobody else';

create table ticket_messages (
  id bigint generated always as identity not null,
  ticket_id bigint not null,
  author ticket_author not null,
  author_name text not null,
  body text not null,
  at timestamp with time zone not null,
  goal_at timestamp with time zone,
  constraint ticket_messages_pkey PRIMARY KEY (id),
  constraint ticket_messages_author_is_short CHECK ((length(author_name) <= 100)),
  constraint ticket_messages_body_is_short CHECK (((length(body) >= 1) AND (length(body) <= 10000)))
);
CREATE INDEX ticket_messages_by_ticket ON public.ticket_messages USING btree (ticket_id, id);
comment on column ticket_messages.author_name is 'who it was, such as operator:anna; writers see it only of themselves';
comment on column ticket_messages.goal_at is 'of an answer: the goal that it met or missed';

create table tickets (
  id bigint generated always as identity not null,
  reference text not null,
  kind ticket_kind not null,
  state ticket_state default 'open'::ticket_state not null,
  account_id integer,
  order_id bigint,
  name text not null,
  email text not null,
  language text not null,
  subject text not null,
  opened_from text,
  opened_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  priority ticket_priority default 'normal'::ticket_priority not null,
  waiting_since timestamp with time zone,
  goal_at timestamp with time zone,
  rating smallint,
  rating_note text,
  rated_at timestamp with time zone,
  constraint tickets_pkey PRIMARY KEY (id),
  constraint tickets_reference_key UNIQUE (reference),
  constraint tickets_closing CHECK (((closed_at IS NULL) = (state <> 'closed'::ticket_state))),
  constraint tickets_email_is_short CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint tickets_goal_is_for_who_waits CHECK (((goal_at IS NULL) OR (waiting_since IS NOT NULL))),
  constraint tickets_language_is_a_code CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint tickets_name_is_short CHECK ((length(name) <= 100)),
  constraint tickets_network_is_short CHECK ((length(opened_from) <= 60)),
  constraint tickets_note_needs_a_rating CHECK (((rating_note IS NULL) OR (rating IS NOT NULL))),
  constraint tickets_rating_has_a_moment CHECK (((rating IS NULL) = (rated_at IS NULL))),
  constraint tickets_rating_has_five_steps CHECK (((rating >= 1) AND (rating <= 5))),
  constraint tickets_rating_note_is_short CHECK (((length(rating_note) >= 1) AND (length(rating_note) <= 500))),
  constraint tickets_reference_is_short CHECK ((length(reference) <= 20)),
  constraint tickets_subject_is_short CHECK (((length(subject) >= 1) AND (length(subject) <= 150)))
);
CREATE INDEX tickets_by_account ON public.tickets USING btree (account_id, id) WHERE (account_id IS NOT NULL);
CREATE INDEX tickets_by_account_and_state ON public.tickets USING btree (account_id, state, id) WHERE (account_id IS NOT NULL);
CREATE INDEX tickets_by_email ON public.tickets USING btree (lower(email), opened_at);
CREATE INDEX tickets_by_network ON public.tickets USING btree (opened_from, opened_at) WHERE (opened_from IS NOT NULL);
CREATE INDEX tickets_waiting ON public.tickets USING btree (changed_at, id) WHERE (state = 'open'::ticket_state);
comment on column tickets.reference is 'what people quote; who has its token as well, a MAC over it, reads the ticket and answers in it';
comment on column tickets.state is 'open: waits for the operator; answered: for the writer';
comment on column tickets.account_id is 'null: the writer was not signed in';
comment on column tickets.order_id is 'what the writer says it is about: theirs for certain only where the account is known';
comment on column tickets.opened_from is 'the network it came from, for the limit; forgotten after a week';
comment on column tickets.waiting_since is 'since when the writer waits for an answer; null: they do not';
comment on column tickets.goal_at is 'by when the operator means to answer; null: nobody waits, or no goal was set';

create table tiers (
  id integer generated by default as identity not null,
  name text not null,
  reached_at bigint not null,
  requests_per_minute integer,
  discount_bp integer default 0 not null,
  constraint tiers_pkey PRIMARY KEY (id),
  constraint tiers_name_key UNIQUE (name),
  constraint tiers_discount_is_a_share CHECK (((discount_bp >= 0) AND (discount_bp <= 10000))),
  constraint tiers_limit_is_positive CHECK ((requests_per_minute > 0)),
  constraint tiers_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint tiers_reached_at_is_positive CHECK ((reached_at >= 0))
);
comment on column tiers.reached_at is 'lifetime deposits, in nano-units, that reach this tier';
comment on column tiers.requests_per_minute is 'null: unlimited';

create table transfers (
  id bigint generated always as identity not null,
  kind transfer_kind not null,
  reference text collate "C" not null,
  from_id bigint not null,
  to_id bigint not null,
  amount bigint not null,
  reason text,
  actor text,
  created_at timestamp with time zone default now() not null,
  constraint transfers_pkey PRIMARY KEY (id),
  constraint transfers_happen_once UNIQUE (kind, reference),
  constraint transfers_actor_is_short CHECK ((length(actor) <= 100)),
  constraint transfers_amount_is_positive CHECK ((amount > 0)),
  constraint transfers_from_is_a_ledger CHECK ((from_id <> 0)),
  constraint transfers_move_between_two CHECK ((from_id <> to_id)),
  constraint transfers_reason_is_short CHECK ((length(reason) <= 500)),
  constraint transfers_reference_is_short CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  constraint transfers_to_is_a_ledger CHECK ((to_id <> 0))
);
CREATE INDEX transfers_from_wallet ON public.transfers USING btree (from_id, id) WHERE (from_id > 0);
CREATE INDEX transfers_money_in ON public.transfers USING btree (to_id, id) WHERE ((to_id > 0) AND (kind <> 'order.refund'::transfer_kind));
CREATE INDEX transfers_money_out ON public.transfers USING btree (from_id, id) WHERE ((from_id > 0) AND (kind <> 'order.hold'::transfer_kind));
CREATE INDEX transfers_to_wallet ON public.transfers USING btree (to_id, id) WHERE (to_id > 0);
CREATE TRIGGER transfers_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table two_factors (
  user_id text not null,
  secret_sealed bytea not null,
  last_step bigint default 0 not null,
  confirmed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint two_factors_pkey PRIMARY KEY (user_id)
);
comment on column two_factors.last_step is 'the 30 seconds of the code that was taken last';

create table users (
  id text default (gen_random_uuid())::text not null,
  account_id integer not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  role text default 'customer'::text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  locale text default 'en'::text not null,
  time_zone text default 'UTC'::text not null,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_key UNIQUE (email),
  constraint users_email_is_short CHECK ((length(email) <= 254)),
  constraint users_locale_is_a_language CHECK ((locale ~ '^[a-z]{2}$'::text)),
  constraint users_name_is_short CHECK ((length(name) <= 200)),
  constraint users_role_is_known CHECK ((role = ANY (ARRAY['customer'::text, 'operator'::text]))),
  constraint users_time_zone_is_short CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64)))
);
CREATE INDEX users_account_id ON public.users USING btree (account_id);
comment on column users.locale is 'the language of mails, and of times in them with time_zone';

create table verifications (
  id text default (gen_random_uuid())::text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verifications_pkey PRIMARY KEY (id),
  constraint verifications_identifier_is_short CHECK ((length(identifier) <= 200)),
  constraint verifications_value_is_short CHECK ((length(value) <= 2000))
);
CREATE INDEX verifications_expires_at ON public.verifications USING btree (expires_at);
CREATE INDEX verifications_identifier ON public.verifications USING btree (identifier);

create table wallet_days (
  account_id integer not null,
  day date not null,
  kind transfer_kind not null,
  count integer not null,
  received bigint not null,
  paid bigint not null,
  constraint wallet_days_pkey PRIMARY KEY (account_id, day, kind),
  constraint wallet_days_count_something CHECK ((count > 0)),
  constraint wallet_days_paid_is_positive CHECK ((paid >= 0)),
  constraint wallet_days_received_is_positive CHECK ((received >= 0))
);
comment on table wallet_days is 'sums of the transfers up to the last mark, by UTC day';

create table wallet_marks (
  account_id integer not null,
  transfer_id bigint not null,
  balance bigint not null,
  earliest_at timestamp with time zone not null,
  latest_at timestamp with time zone not null,
  constraint wallet_marks_pkey PRIMARY KEY (account_id, transfer_id),
  constraint wallet_marks_span_time CHECK ((earliest_at <= latest_at))
);
comment on column wallet_marks.balance is 'nano-units, after this transfer';
comment on column wallet_marks.earliest_at is 'of the transfers since the mark before';

create table wallets (
  id bigint not null,
  balance bigint default 0 not null,
  credit_limit bigint default 0 not null,
  constraint wallets_pkey PRIMARY KEY (id),
  constraint wallets_credit_limit_is_positive CHECK ((credit_limit >= 0)),
  constraint wallets_never_overdrawn CHECK (((balance + credit_limit) >= 0))
) with (fillfactor=50);

create table webhook_attempts (
  id bigint generated always as identity not null,
  delivery_id bigint not null,
  number integer not null,
  url text not null,
  at timestamp with time zone not null,
  took_ms integer not null,
  status integer,
  error text,
  answer text,
  constraint webhook_attempts_pkey PRIMARY KEY (id),
  constraint webhook_attempts_answer_is_short CHECK ((length(answer) <= 1024)),
  constraint webhook_attempts_end_somehow CHECK (((status IS NOT NULL) OR (error IS NOT NULL))),
  constraint webhook_attempts_error_is_short CHECK ((length(error) <= 300)),
  constraint webhook_attempts_url_is_short CHECK ((length(url) <= 2048))
);
CREATE INDEX webhook_attempts_by_delivery ON public.webhook_attempts USING btree (delivery_id, id);
comment on column webhook_attempts.status is 'null: no answer came';
comment on column webhook_attempts.answer is 'its beginning, secrets taken out';

create table webhook_cursor (
  id smallint default 1 not null,
  xid xid8 not null,
  constraint webhook_cursor_pkey PRIMARY KEY (id),
  constraint webhook_cursor_is_one CHECK ((id = 1))
);
comment on column webhook_cursor.xid is 'what transactions before this one wrote has been fanned out';

create table webhook_deliveries (
  id bigint generated always as identity not null,
  endpoint_id integer not null,
  message text collate "C" not null,
  status delivery_status default 'pending'::delivery_status not null,
  attempts integer default 0 not null,
  attempts_before integer default 0 not null,
  due_at timestamp with time zone not null,
  leased boolean default false not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_are_one_an_endpoint UNIQUE (message, endpoint_id),
  constraint webhook_deliveries_finish CHECK (((finished_at IS NULL) = (status = 'pending'::delivery_status))),
  constraint webhook_deliveries_lease_what_is_pending CHECK (((NOT leased) OR (status = 'pending'::delivery_status)))
);
CREATE INDEX webhook_deliveries_by_endpoint ON public.webhook_deliveries USING btree (endpoint_id, created_at);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (endpoint_id, due_at, id) WHERE (status = 'pending'::delivery_status);
CREATE INDEX webhook_deliveries_finished ON public.webhook_deliveries USING btree (finished_at) WHERE (finished_at IS NOT NULL);
comment on column webhook_deliveries.message is 'of webhook_messages, written in the same transaction';
comment on column webhook_deliveries.attempts is 'all that were made';
comment on column webhook_deliveries.attempts_before is 'of them, those of earlier rounds: sent again, a delivery has its ten attempts again';
comment on column webhook_deliveries.leased is 'a worker is sending it until due_at, and then it is due again';

create table webhook_endpoints (
  id integer generated by default as identity not null,
  account_id integer not null,
  key_id integer,
  url text not null,
  events text[] not null,
  secret_sealed bytea not null,
  old_secret_sealed bytea,
  old_secret_until timestamp with time zone,
  since_xid xid8 default pg_current_xact_id() not null,
  created_at timestamp with time zone default now() not null,
  failing_since timestamp with time zone,
  warned_at timestamp with time zone,
  paused_until timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_reason text,
  removed_at timestamp with time zone,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_disabling_has_a_reason CHECK (((disabled_at IS NULL) = (disabled_reason IS NULL))),
  constraint webhook_endpoints_old_secret_ends CHECK (((old_secret_sealed IS NULL) = (old_secret_until IS NULL))),
  constraint webhook_endpoints_reason_is_short CHECK ((length(disabled_reason) <= 200)),
  constraint webhook_endpoints_url_is_short CHECK ((length(url) <= 2048)),
  constraint webhook_endpoints_want_something CHECK ((cardinality(events) > 0)),
  constraint webhook_endpoints_warning_needs_a_failure CHECK (((warned_at IS NULL) OR (failing_since IS NOT NULL)))
);
CREATE UNIQUE INDEX webhook_endpoints_are_one_an_address ON public.webhook_endpoints USING btree (account_id, md5(url)) WHERE (removed_at IS NULL);
comment on column webhook_endpoints.key_id is 'the first of the key''s rotations: endpoints outlive them. Null: made by the account itself';
comment on column webhook_endpoints.since_xid is 'it hears of what later transactions wrote; every reader beyond this one can see it';
comment on column webhook_endpoints.failing_since is 'the first failure after the last success';
comment on column webhook_endpoints.paused_until is 'it asked for fewer calls, or for none until then';

create table webhook_messages (
  id text collate "C" not null,
  type text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint webhook_messages_pkey PRIMARY KEY (id),
  constraint webhook_messages_body_is_short CHECK ((octet_length(body) <= 20480)),
  constraint webhook_messages_id_is_short CHECK (((length(id) >= 1) AND (length(id) <= 100))),
  constraint webhook_messages_type_is_short CHECK ((length(type) <= 40))
);
CREATE INDEX webhook_messages_by_age ON public.webhook_messages USING btree (created_at);
comment on column webhook_messages.id is 'the webhook-id header, the same in every attempt';
comment on column webhook_messages.body is 'the very bytes that are sent and signed in every attempt';

create table workers (
  name text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint workers_pkey PRIMARY KEY (name),
  constraint workers_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
comment on table workers is 'processes that work; one that ends as it should takes its row away';

alter table account_closings add constraint account_closings_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table account_events add constraint account_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table account_rates add constraint account_rates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table account_rates add constraint account_rates_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);

alter table accounts add constraint accounts_tier_id_fkey FOREIGN KEY (tier_id) REFERENCES tiers(id);

alter table affiliate_clicks add constraint affiliate_clicks_affiliate_id_fkey FOREIGN KEY (affiliate_id) REFERENCES affiliates(account_id);

alter table affiliate_entries add constraint affiliate_entries_affiliate_id_fkey FOREIGN KEY (affiliate_id) REFERENCES affiliates(account_id);
alter table affiliate_entries add constraint affiliate_entries_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES affiliate_payouts(id);
alter table affiliate_entries add constraint affiliate_entries_referral_id_fkey FOREIGN KEY (referral_id) REFERENCES affiliate_referrals(account_id);

alter table affiliate_payouts add constraint affiliate_payouts_affiliate_id_fkey FOREIGN KEY (affiliate_id) REFERENCES affiliates(account_id);

alter table affiliate_referrals add constraint affiliate_referrals_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table affiliate_referrals add constraint affiliate_referrals_affiliate_id_fkey FOREIGN KEY (affiliate_id) REFERENCES affiliates(account_id);
alter table affiliate_referrals add constraint affiliate_referrals_rules_id_fkey FOREIGN KEY (rules_id) REFERENCES affiliate_rules(id);

alter table affiliates add constraint affiliates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table api_keys add constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table api_keys add constraint api_keys_rotated_to_fkey FOREIGN KEY (rotated_to) REFERENCES api_keys(id);
alter table api_keys add constraint api_keys_spend_key_id_fkey FOREIGN KEY (spend_key_id) REFERENCES api_keys(id);

alter table billing_details add constraint billing_details_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table bonuses add constraint bonuses_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table bonuses add constraint bonuses_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table coupon_uses add constraint coupon_uses_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES coupons(id);

alter table credentials add constraint credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table delivered_months add constraint delivered_months_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table deposit_codes add constraint deposit_codes_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES deposit_coupons(id);

alter table deposit_coupon_uses add constraint deposit_coupon_uses_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table deposit_coupon_uses add constraint deposit_coupon_uses_code_fkey FOREIGN KEY (code) REFERENCES deposit_codes(code);
alter table deposit_coupon_uses add constraint deposit_coupon_uses_coupon_id_fkey FOREIGN KEY (coupon_id) REFERENCES deposit_coupons(id);
alter table deposit_coupon_uses add constraint deposit_coupon_uses_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table disputes add constraint disputes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table disputes add constraint disputes_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table documents add constraint documents_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table documents add constraint documents_corrects_fkey FOREIGN KEY (corrects) REFERENCES documents(id);
alter table documents add constraint documents_series_fkey FOREIGN KEY (series) REFERENCES document_series(name);

alter table drip_feeds add constraint drip_feeds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);

alter table gateway_bonuses add constraint gateway_bonuses_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES gateways(id);

alter table giveaway_entries add constraint giveaway_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table giveaway_entries add constraint giveaway_entries_giveaway_id_fkey FOREIGN KEY (giveaway_id) REFERENCES giveaways(id);

alter table giveaway_prizes add constraint giveaway_prizes_giveaway_id_fkey FOREIGN KEY (giveaway_id) REFERENCES giveaways(id);

alter table giveaway_winners add constraint giveaway_winners_giveaway_id_number_fkey FOREIGN KEY (giveaway_id, number) REFERENCES giveaway_entries(giveaway_id, number);
alter table giveaway_winners add constraint giveaway_winners_giveaway_id_place_fkey FOREIGN KEY (giveaway_id, place) REFERENCES giveaway_prizes(giveaway_id, place);

alter table key_spend add constraint key_spend_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(id);

alter table low_balance_alerts add constraint low_balance_alerts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table mail_tokens add constraint mail_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table mass_batches add constraint mass_batches_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table mass_lines add constraint mass_lines_account_id_batch_id_fkey FOREIGN KEY (account_id, batch_id) REFERENCES mass_batches(account_id, id);

alter table notification_letters add constraint notification_letters_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table notification_lines add constraint notification_lines_belong_to_a_letter FOREIGN KEY (account_id, pace) REFERENCES notification_letters(account_id, pace);

alter table notification_preferences add constraint notification_preferences_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table notifications add constraint notifications_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table order_templates add constraint order_templates_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table order_templates add constraint order_templates_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);

alter table order_views add constraint order_views_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table passkeys add constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table payment_credits add constraint payment_credits_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table payment_credits add constraint payment_credits_event_id_fkey FOREIGN KEY (event_id) REFERENCES payment_events(id);
alter table payment_credits add constraint payment_credits_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table payment_events add constraint payment_events_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES gateways(id);
alter table payment_events add constraint payment_events_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table payment_refunds add constraint payment_refunds_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table payment_refunds add constraint payment_refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table payments add constraint payments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table payments add constraint payments_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES gateways(id);

alter table price_rules add constraint price_rules_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_balances add constraint provider_balances_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_breakers add constraint provider_breakers_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_calls add constraint provider_calls_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_exchange_rates add constraint provider_exchange_rates_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_offers add constraint provider_offers_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_statements add constraint provider_statements_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table provider_topups add constraint provider_topups_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table receivables add constraint receivables_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table receivables add constraint receivables_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES disputes(id);
alter table receivables add constraint receivables_event_id_fkey FOREIGN KEY (event_id) REFERENCES payment_events(id);
alter table receivables add constraint receivables_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);

alter table recovery_codes add constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table route_changes add constraint route_changes_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);
alter table route_changes add constraint route_changes_run_id_fkey FOREIGN KEY (run_id) REFERENCES supply_runs(id);

alter table saved_links add constraint saved_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;

alter table scorecards add constraint scorecards_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);

alter table service_changes add constraint service_changes_run_id_fkey FOREIGN KEY (run_id) REFERENCES supply_runs(id);

alter table service_marks add constraint service_marks_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;
alter table service_marks add constraint service_marks_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);

alter table service_measures add constraint service_measures_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);

alter table service_routes add constraint service_routes_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);
alter table service_routes add constraint service_routes_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id);

alter table services add constraint services_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories(id);

alter table sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table sign_ins add constraint sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table spend_limits add constraint spend_limits_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table statement_differences add constraint statement_differences_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);
alter table statement_differences add constraint statement_differences_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES provider_statements(id);

alter table status_notes add constraint status_notes_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES status_incidents(id);

alter table subscriptions add constraint subscriptions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);

alter table supply_runs add constraint supply_runs_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id);
alter table supply_runs add constraint supply_runs_undoes_fkey FOREIGN KEY (undoes) REFERENCES supply_runs(id);

alter table ticket_files add constraint ticket_files_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table ticket_files add constraint ticket_files_message_id_fkey FOREIGN KEY (message_id) REFERENCES ticket_messages(id) ON DELETE CASCADE;
alter table ticket_files add constraint ticket_files_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE;

alter table ticket_links add constraint ticket_links_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE;

alter table ticket_messages add constraint ticket_messages_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id);

alter table tickets add constraint tickets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table two_factors add constraint two_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

alter table users add constraint users_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table wallet_days add constraint wallet_days_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table wallet_marks add constraint wallet_marks_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table wallets add constraint wallets_id_fkey FOREIGN KEY (id) REFERENCES accounts(id);

alter table webhook_attempts add constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE;

alter table webhook_deliveries add constraint webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id);

alter table webhook_endpoints add constraint webhook_endpoints_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
alter table webhook_endpoints add constraint webhook_endpoints_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(id);
