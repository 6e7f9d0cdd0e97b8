// Generated from the migrated database by `npm run schema`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type AttemptOutcome = 'accepted' | 'refused' | 'unclassified' | 'never_sent' | 'unknown' | 'later';

export type BreakerState = 'closed' | 'open' | 'half_open';

export type CostBasis = 'per_1000' | 'per_order';

export type DeliveryMethod = 'paid_ads' | 'creator_placement' | 'content_work' | 'audience_network' | 'other';

export type DeliveryStatus = 'pending' | 'delivered' | 'exhausted' | 'dropped';

export type Dialect = 'notpanel' | 'classic';

export type DisputeState = 'open' | 'won' | 'lost';

export type DocumentKind = 'receipt' | 'invoice' | 'credit_note';

export type EventOutcome = 'credited' | 'reversed' | 'returned' | 'changed' | 'nothing' | 'kept' | 'settled';

export type EvidenceKind = 'answer' | 'repeat' | 'order_list' | 'duplicate_refusal' | 'balance' | 'start_count' | 'operator';

export type EvidenceVerdict = 'placed' | 'not_placed';

export type MailPace = 'now' | 'hourly' | 'daily' | 'off';

export type MailState = 'waiting' | 'sent' | 'failed';

export type NoticeSeverity = 'info' | 'warning' | 'urgent';

export type OrderKind = 'single' | 'drip_feed' | 'run' | 'subscription' | 'post';

export type OrderStatus = 'pending' | 'submitting' | 'unknown' | 'processing' | 'in_progress' | 'completed' | 'partial' | 'canceled';

export type PaymentEventKind = 'received' | 'processing' | 'expired' | 'failed' | 'refunded' | 'refund_failed' | 'disputed' | 'dispute_won' | 'dispute_lost' | 'noted';

export type PaymentRefundState = 'requested' | 'approved' | 'sent' | 'done' | 'failed' | 'refused';

export type PaymentState = 'new' | 'open' | 'reported' | 'processing' | 'partial' | 'paid' | 'expired' | 'failed' | 'refused';

export type ProbeSpan = 'hour' | 'day';

export type ProbeState = 'up' | 'degraded' | 'down';

export type RefillStatus = 'pending' | 'in_progress' | 'completed' | 'rejected';

export type ServiceChangeKind = 'new' | 'rate_up' | 'rate_down' | 'limits' | 'details' | 'paused' | 'resumed' | 'held' | 'released' | 'vanished';

export type ServiceType = 'Default' | 'Package' | 'SEO' | 'Custom Comments' | 'Custom Comments Package' | 'Mentions with Hashtags' | 'Mentions Custom List' | 'Mentions Hashtag' | 'Mentions User Followers' | 'Mentions Media Likers' | 'Comment Likes' | 'Comment Replies' | 'Poll' | 'Invites from Groups' | 'Subscriptions' | 'Web Traffic';

export type SignInOutcome = 'signed_in' | 'second_factor_asked' | 'wrong_password' | 'wrong_code' | 'not_verified' | 'throttled' | 'suspended';

export type StatementClass = 'timing' | 'fee' | 'unknown' | 'missing' | 'extra';

export type SubscriptionStatus = 'active' | 'paused' | 'completed' | 'expired' | 'canceled';

export type SupplyRunKind = 'import' | 'sync' | 'undo';

export type TaxTreatment = 'none' | 'included' | 'reverse_charge';

export type TicketAuthor = 'writer' | 'operator' | 'system';

export type TicketKind = 'question' | 'order' | 'payment' | 'privacy' | 'notice' | 'takedown' | 'appeal' | 'leaked_key';

export type TicketLink = 'order' | 'payment' | 'delivery';

export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';

export type TicketState = 'open' | 'answered' | 'closed';

export type TransferKind = 'deposit' | 'adjustment' | 'order.hold' | 'order.coupon' | 'order.earn' | 'order.refund' | 'order.coupon_return' | 'risk.open' | 'risk.release' | 'risk.loss' | 'giveaway.prize' | 'deposit.fee' | 'deposit.fee_return' | 'deposit.reverse' | 'deposit.restore' | 'bonus.grant' | 'bonus.end' | 'dispute.freeze' | 'dispute.lose' | 'dispute.reopen' | 'dispute.return' | 'receivable.open' | 'receivable.pay' | 'receivable.cancel' | 'receivable.forgive' | 'receivable.regain' | 'refund.request' | 'refund.done' | 'refund.return' | 'invoice.credit' | 'affiliate.payout';

export type WishStatus = 'requested' | 'sent' | 'accepted' | 'refused' | 'done';

export type AccountClosingsTable = {
  account_id: number;
  closed_at: Date;
  erase_at: Date;
  erased_at: Date | null;
  balance: bigint;
  ticket: string | null;
};

export type AccountEventsTable = {
  id: GeneratedAlways<bigint>;
  xid: Generated<string>;
  account_id: number;
  type: string;
  subject: string;
  data: Json | null;
  at: Date;
};

export type AccountRatesTable = {
  account_id: number;
  service_id: number;
  rate: bigint | null;
  discount_bp: number | null;
};

export type AccountsTable = {
  id: GeneratedAlways<number>;
  email: string;
  tier_id: number;
  tier_pinned: Generated<boolean>;
  lifetime_deposits: Generated<bigint>;
  suspended_at: Date | null;
  suspended_reason: string | null;
  created_at: Generated<Date>;
};

export type AffiliateClicksTable = {
  affiliate_id: number;
  day: string;
  clicks: number;
};

export type AffiliateCursorTable = {
  one: Generated<boolean>;
  event_id: bigint;
};

export type AffiliateEntriesTable = {
  id: Generated<bigint>;
  affiliate_id: number;
  referral_id: number | null;
  event_id: bigint | null;
  payment_id: number | null;
  credit: bigint | null;
  amount: bigint;
  available_at: Date;
  at: Date;
  reason: string | null;
  actor: string | null;
  payout_id: number | null;
};

export type AffiliatePayoutsTable = {
  id: Generated<number>;
  affiliate_id: number;
  request_id: string;
  amount: bigint;
  paid_at: Date;
};

export type AffiliateReferralsTable = {
  account_id: number;
  affiliate_id: number;
  rules_id: number;
  clicked_at: Date;
  bound_at: Date;
  refused: string | null;
  refused_by: string | null;
};

export type AffiliateRulesTable = {
  id: Generated<number>;
  active: boolean;
  percent_bp: number;
  first_only: boolean;
  months: number | null;
  minimum_payout: bigint;
  hold_days: number;
  window_days: number;
  set_at: Date;
  set_by: string;
};

export type AffiliatesTable = {
  account_id: number;
  code: string;
  created_at: Date;
};

export type ApiKeysTable = {
  id: GeneratedAlways<number>;
  account_id: number;
  name: string;
  hint: string;
  hash: Buffer;
  dialect: Generated<Dialect>;
  requests_per_minute: Generated<number | null>;
  scopes: Generated<string[]>;
  allowed_ips: Generated<string[]>;
  daily_spend_cap: bigint | null;
  repeat_window_s: Generated<number>;
  expires_at: Date | null;
  revoked_at: Date | null;
  rotated_to: number | null;
  spend_key_id: number | null;
  last_used_at: Date | null;
  last_used_ip: string | null;
  created_at: Generated<Date>;
  unused_told_at: Date | null;
};

export type AttemptsTable = {
  id: GeneratedAlways<bigint>;
  order_id: number;
  provider_id: number;
  number: number;
  worker: string;
  provider_service: string;
  outcome: AttemptOutcome | null;
  provider_order_id: string | null;
  error: string | null;
  answer: string | null;
  started_at: Generated<Date>;
  lease_until: Date;
  finished_at: Date | null;
  cost: bigint | null;
  charged: bigint | null;
  balance_before: bigint | null;
  balance_after: bigint | null;
  escalated_at: Date | null;
};

export type BillingDetailsTable = {
  account_id: number;
  name: string;
  company: Generated<string>;
  address: string;
  country: string;
  tax_number: Generated<string>;
  updated_at: Date;
};

export type BillingProgressTable = {
  id: Generated<number>;
  marked_to: bigint;
  receipts_to: bigint;
  since: string;
};

export type BonusesTable = {
  id: Generated<number>;
  account_id: number;
  payment_id: number;
  granted: bigint;
  carried: bigint;
  taken: Generated<bigint>;
  takes: Generated<number>;
  passed: Generated<bigint>;
  since_transfer: bigint;
  spent: Generated<bigint>;
  seen_transfer: bigint;
  granted_at: Date;
  expires_at: Date;
  ended_at: Date | null;
};

export type CancelWishesTable = {
  order_id: number;
  status: Generated<WishStatus>;
  note: string | null;
  requested_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type CategoriesTable = {
  id: Generated<number>;
  name: string;
  platform: string;
  position: Generated<number>;
};

export type ContentVersionsTable = {
  id: GeneratedAlways<bigint>;
  page: string;
  language: string;
  number: number;
  body: string | null;
  written_at: Date;
  written_by: string;
  published_at: Date | null;
  published_by: string | null;
};

export type CouponUsesTable = {
  coupon_id: number;
  account_id: number;
  order_id: number;
  used_at: Generated<Date>;
};

export type CouponsTable = {
  id: Generated<number>;
  code: string;
  discount_bp: number | null;
  amount: bigint | null;
  minimum_charge: Generated<bigint>;
  starts_at: Generated<Date>;
  ends_at: Date | null;
  max_uses: number | null;
  max_uses_per_account: number | null;
  uses: Generated<number>;
  service_ids: Generated<number[]>;
  active: Generated<boolean>;
  created_at: Generated<Date>;
};

export type CredentialsTable = {
  id: Generated<string>;
  user_id: string;
  account_id: string;
  provider_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  password: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type DeliveredMonthsTable = {
  account_id: number;
  month: string;
  service_id: number;
  orders: number;
  pieces: bigint;
  amount: bigint;
};

export type DeliveredProgressTable = {
  month: string;
  through_order: Generated<number>;
  closed_at: Date | null;
};

export type DepositCodesTable = {
  code: string;
  coupon_id: number;
};

export type DepositCouponUsesTable = {
  payment_id: number;
  coupon_id: number;
  code: string;
  account_id: number;
  released_at: Date | null;
};

export type DepositCouponsTable = {
  id: Generated<number>;
  name: string;
  bonus_bp: number | null;
  amount: bigint | null;
  most: bigint | null;
  minimum: Generated<bigint>;
  starts_at: Date;
  ends_at: Date | null;
  max_uses: number | null;
  max_uses_per_account: number | null;
  max_uses_per_code: number | null;
  bonus_days: Generated<number>;
  active: Generated<boolean>;
  created_at: Date;
};

export type DisplayRatesTable = {
  currency: string;
  rate: bigint;
  as_of: string;
  source: string;
  updated_at: Date;
};

export type DisputesTable = {
  id: Generated<number>;
  dispute_ref: string;
  payment_id: number;
  account_id: number;
  amount: bigint | null;
  credit: Generated<bigint>;
  state: DisputeState;
  opened_at: Date | null;
  verdict_at: Date | null;
};

export type DocumentSeriesTable = {
  name: string;
  last_number: number;
};

export type DocumentsTable = {
  id: GeneratedAlways<bigint>;
  account_id: number;
  kind: DocumentKind;
  series: string;
  number: number;
  cause: string;
  corrects: bigint | null;
  period: string | null;
  issued_at: Date;
  currency: string;
  total: bigint;
  net: bigint;
  tax: bigint;
  tax_name: string;
  tax_rate_bp: number;
  tax_treatment: TaxTreatment;
  body: Json;
};

export type DripFeedsTable = {
  order_id: number;
  runs: number;
  interval_minutes: number;
  run_quantity: number;
  runs_started: Generated<number>;
  next_run_at: Date | null;
  paused_at: Date | null;
};

export type FaqEntriesTable = {
  key: string;
  language: string;
  topic: string;
  position: number;
  question: string;
  answer: string;
  hidden: Generated<boolean>;
  changed_at: Date;
  changed_by: string;
};

export type FollowsTable = {
  order_id: number;
  provider_id: number;
  accepted_at: Date;
  due_at: Date;
  asked_at: Date | null;
};

export type GatewayBonusesTable = {
  gateway_id: number;
  from_amount: bigint;
  bonus_bp: number;
};

export type GatewaysTable = {
  id: Generated<number>;
  name: string;
  kind: string;
  label: string;
  active: Generated<boolean>;
  settings_sealed: Buffer;
  fee_bp: Generated<number>;
  fee_fixed: Generated<bigint>;
  minimum: bigint;
  maximum: bigint | null;
  bonus_days: Generated<number>;
  position: Generated<number>;
  created_at: Date;
};

export type GiveawayEntriesTable = {
  giveaway_id: number;
  number: number;
  account_id: number;
  ticket: string;
  created_at: Date;
};

export type GiveawayPrizesTable = {
  giveaway_id: number;
  place: number;
  amount: bigint;
};

export type GiveawayWinnersTable = {
  giveaway_id: number;
  place: number;
  number: number;
};

export type GiveawaysTable = {
  id: Generated<number>;
  title: string;
  rules: string;
  opens_at: Date;
  closes_at: Date;
  min_age_days: Generated<number>;
  beacon_round: bigint | null;
  seed_sealed: Buffer;
  salt_sealed: Buffer;
  seed_hash: string;
  salt_hash: string;
  entries: Generated<number>;
  created_at: Date;
  created_by: string;
  canceled_at: Date | null;
  cancel_reason: string | null;
  closed_at: Date | null;
  list_hash: string | null;
  beacon_randomness: string | null;
  beacon_signature: string | null;
  drawn_at: Date | null;
  seed: string | null;
  salt: string | null;
};

export type JobRunsTable = {
  id: GeneratedAlways<bigint>;
  task: string;
  worker: string;
  job_id: bigint | null;
  started_at: Date;
  finished_at: Date | null;
  error: string | null;
};

export type KeySpendTable = {
  key_id: number;
  day: string;
  amount: bigint;
};

export type LowBalanceAlertsTable = {
  account_id: number;
  threshold: bigint;
  told_at: Date | null;
};

export type MailTokensTable = {
  hash: Buffer;
  purpose: string;
  user_id: string;
  email: string;
  expires_at: Date;
};

export type MailsTable = {
  id: GeneratedAlways<bigint>;
  kind: string;
  recipient: string;
  subject: string;
  sealed: Buffer | null;
  state: Generated<MailState>;
  attempts: Generated<number>;
  next_at: Date;
  expires_at: Date | null;
  told_at: Date | null;
  sent_at: Date | null;
  error: string | null;
  created_at: Date;
};

export type MassBatchesTable = {
  account_id: number;
  id: string;
  source: string;
  repeats: Generated<boolean>;
  whole: Generated<boolean>;
  created_at: Date;
  confirmed_at: Date | null;
  done_at: Date | null;
};

export type MassLinesTable = {
  account_id: number;
  batch_id: string;
  number: number;
  at: number;
  fields: Json;
  charge: bigint | null;
  order_id: number | null;
  fault: Json | null;
};

export type MigrationsTable = {
  name: string;
  hash: string;
  applied_at: Generated<Date>;
};

export type NoticesTable = {
  id: GeneratedAlways<bigint>;
  kind: string;
  subject: string;
  severity: NoticeSeverity;
  text: string;
  times: Generated<number>;
  first_at: Date;
  last_at: Date;
  cleared_at: Date | null;
  cleared_by: string | null;
};

export type NotificationCursorTable = {
  id: Generated<number>;
  xid: string;
};

export type NotificationLettersTable = {
  account_id: number;
  pace: MailPace;
  due_at: Date | null;
  last_at: Date | null;
};

export type NotificationLinesTable = {
  id: GeneratedAlways<bigint>;
  account_id: number;
  pace: MailPace;
  event: string;
  subject: string;
  times: number;
  details: Json;
  first_at: Date;
  last_at: Date;
};

export type NotificationPreferencesTable = {
  account_id: number;
  event: string;
  in_app: boolean;
  mail: MailPace;
};

export type NotificationsTable = {
  id: GeneratedAlways<bigint>;
  account_id: number;
  event: string;
  subject: string;
  times: number;
  details: Json;
  first_at: Date;
  last_at: Date;
  read_at: Date | null;
};

export type OperatorIdentityTable = {
  field: string;
  value: string;
  changed_at: Date;
  changed_by: string;
};

export type OrderEventsTable = {
  id: GeneratedAlways<bigint>;
  order_id: number;
  account_id: number;
  type: string;
  source: string;
  data: Json | null;
  at: Generated<Date>;
  xid: Generated<string>;
};

export type OrderEvidenceTable = {
  id: GeneratedAlways<bigint>;
  order_id: number;
  attempt_id: bigint;
  kind: EvidenceKind;
  verdict: EvidenceVerdict;
  strong: boolean;
  provider_order_id: string | null;
  note: string | null;
  source: string;
  at: Generated<Date>;
};

export type OrderProgressTable = {
  order_id: number;
  step: number;
  at: Date;
  remains: number;
  start_count: bigint | null;
};

export type OrderRisksTable = {
  order_id: number;
  amount: bigint;
  opened_at: Date;
  verdict: EvidenceVerdict | null;
  resolved_at: Date | null;
  actor: string | null;
};

export type OrderTemplatesTable = {
  id: GeneratedAlways<number>;
  account_id: number;
  service_id: number;
  name: string;
  fields: Json;
  saved_at: Generated<Date>;
};

export type OrderViewsTable = {
  id: GeneratedAlways<number>;
  account_id: number;
  name: string;
  query: string;
  created_at: Date;
};

export type OrdersTable = {
  id: Generated<number>;
  account_id: number;
  service_id: number;
  key_id: number | null;
  parent_id: number | null;
  provider_id: number | null;
  quantity: number;
  remains: number;
  start_count: bigint | null;
  kind: Generated<OrderKind>;
  status: Generated<OrderStatus>;
  rate: bigint;
  charge: bigint;
  refunded: Generated<bigint>;
  base_rate: bigint;
  own_rate: bigint | null;
  own_discount_bp: number | null;
  tier_discount_bp: Generated<number>;
  coupon_id: number | null;
  coupon_discount_bp: number | null;
  coupon_amount: Generated<bigint>;
  request_hash: Buffer;
  request_id: string;
  link: Generated<string>;
  guarded_link: string | null;
  details: Json | null;
  due_at: Generated<Date>;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
};

export type PasskeysTable = {
  id: Generated<string>;
  user_id: string;
  name: string;
  public_key: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string | null;
  aaguid: string | null;
  created_at: Generated<Date>;
  used_at: Date | null;
};

export type PaymentCreditsTable = {
  event_id: bigint;
  payment_id: number;
  account_id: number;
  gross: bigint;
  fee: bigint;
  credit: bigint;
  bonus: Generated<bigint>;
  at: Date;
};

export type PaymentEventsTable = {
  id: GeneratedAlways<bigint>;
  gateway_id: number;
  event_id: string;
  payment_id: number | null;
  kind: PaymentEventKind;
  refund_ref: string | null;
  event: Json;
  raw: string | null;
  actor: string;
  outcome: Generated<EventOutcome>;
  happened_at: Date;
  heard_at: Date;
};

export type PaymentRefundsTable = {
  id: Generated<number>;
  account_id: number;
  payment_id: number;
  request_id: string;
  amount: bigint;
  bonus: Generated<bigint>;
  reason: string;
  state: Generated<PaymentRefundState>;
  answer: string | null;
  decided_by: string | null;
  attempts: Generated<number>;
  next_at: Date | null;
  error: string | null;
  requested_at: Date;
  due_at: Date;
  decided_at: Date | null;
  ended_at: Date | null;
};

export type PaymentsTable = {
  id: Generated<number>;
  account_id: number;
  gateway_id: number;
  request_id: string;
  amount: bigint;
  fee: bigint;
  to_pay: bigint;
  fee_bp: number;
  currency: string;
  locale: string;
  bonus_terms: Generated<Json>;
  state: Generated<PaymentState>;
  gateway_ref: string | null;
  url: string | null;
  reference: string | null;
  reason: string | null;
  received: Generated<bigint>;
  credited: Generated<bigint>;
  bonus: Generated<bigint>;
  bonus_taken: Generated<bigint>;
  reversed: Generated<bigint>;
  reversed_credit: Generated<bigint>;
  refunded: Generated<bigint>;
  created_at: Date;
  expires_at: Date;
  reported_at: Date | null;
  paid_at: Date | null;
  asked_at: Date | null;
};

export type PostsTable = {
  slug: string;
  language: Generated<string>;
  body: string;
  written_at: Date;
  changed_at: Date;
  changed_by: string;
  published_at: Date | null;
};

export type PriceRulesTable = {
  id: GeneratedAlways<number>;
  provider_id: number | null;
  category: string | null;
  cost_from: Generated<bigint>;
  cost_to: bigint | null;
  markup_bp: number;
  extra: Generated<bigint>;
  round_to: Generated<bigint>;
  floor: Generated<bigint>;
  created_at: Generated<Date>;
};

export type ProviderBalancesTable = {
  provider_id: number;
  at: Date;
  balance: bigint;
};

export type ProviderBreakersTable = {
  provider_id: number;
  worker: string;
  state: BreakerState;
  reason: string | null;
  since: Date;
};

export type ProviderCallsTable = {
  provider_id: number;
  minute: Date;
  action: string;
  calls: number;
  failed: number;
  total_ms: bigint;
  slowest_ms: number;
};

export type ProviderExchangeRatesTable = {
  provider_id: number;
  since: Date;
  exchange_rate: bigint;
};

export type ProviderOffersTable = {
  provider_id: number;
  service: string;
  name: string;
  type: string;
  category: string;
  quote: bigint;
  min: bigint;
  max: bigint;
  refill: Generated<boolean>;
  cancel: Generated<boolean>;
  dripfeed: Generated<boolean>;
  first_seen_at: Generated<Date>;
  seen_at: Generated<Date>;
  missing_since: Date | null;
};

export type ProviderStatementsTable = {
  id: GeneratedAlways<number>;
  provider_id: number;
  from_at: Date;
  until_at: Date;
  opening: bigint;
  closing: bigint;
  topups: bigint;
  expected: bigint;
  reported: bigint;
  unexplained: bigint;
  clean: boolean;
  created_at: Generated<Date>;
};

export type ProviderTopupsTable = {
  id: GeneratedAlways<number>;
  provider_id: number;
  at: Generated<Date>;
  amount: bigint;
  reference: string;
  actor: string;
};

export type ProvidersTable = {
  id: Generated<number>;
  name: string;
  url: string;
  key_sealed: Buffer;
  kind: Generated<string>;
  concurrency: Generated<number>;
  timeout_ms: Generated<number>;
  paused: Generated<boolean>;
  created_at: Generated<Date>;
  currency: Generated<string>;
  exchange_rate: Generated<bigint>;
  status_batch: Generated<number>;
  refill: Generated<boolean>;
  cancel: Generated<boolean>;
  refuses_duplicates: Generated<boolean>;
  balance_evidence: Generated<boolean>;
  packages_per_order: Generated<boolean>;
  low_balance: bigint | null;
  balance: bigint | null;
  balance_at: Date | null;
  note: string | null;
  reviewed_on: string | null;
};

export type RateWindowsTable = {
  subject: string;
  minute: number;
  used: number;
};

export type ReceivablesTable = {
  id: Generated<number>;
  account_id: number;
  payment_id: number;
  dispute_id: number | null;
  event_id: bigint;
  amount: bigint;
  paid: Generated<bigint>;
  canceled: Generated<bigint>;
  forgiven: Generated<bigint>;
  payments: Generated<number>;
  opened_at: Date;
};

export type RecoveryCodesTable = {
  user_id: string;
  hash: Buffer;
};

export type RefillsTable = {
  id: Generated<number>;
  order_id: number;
  account_id: number;
  status: Generated<RefillStatus>;
  provider_refill_id: string | null;
  note: string | null;
  due_at: Generated<Date>;
  requested_at: Generated<Date>;
  finished_at: Date | null;
};

export type RequestEventsTable = {
  id: GeneratedAlways<bigint>;
  order_id: number;
  refill_id: number | null;
  stage: WishStatus;
  source: string;
  note: string | null;
  at: Generated<Date>;
};

export type RequestGapsTable = {
  account_id: number;
  process: string;
  first_at: Date;
  last_at: Date;
  calls: number;
};

export type RequestHoursTable = {
  account_id: number;
  hour: Date;
  key_id: number;
  action: string;
  calls: number;
  failed: number;
  limited: number;
  took: number[];
};

export type RequestLogTable = {
  account_id: number;
  process: string;
  first_seq: bigint;
  last_seq: bigint;
  first_at: Date;
  last_at: Date;
  first_order: number | null;
  last_order: number | null;
  repeated: number[] | null;
  failed: number;
  seqs: string[];
  ats: number[];
  took_us: number[];
  keys: number[];
  actions: string[];
  statuses: number[];
  errors: string[];
  orders: number[];
  repeats: boolean[];
  names: number[];
  bodies: Buffer;
};

export type RouteChangesTable = {
  id: GeneratedAlways<bigint>;
  run_id: number;
  service_id: number;
  provider_id: number;
  before: Json | null;
  after: Json | null;
};

export type SavedLinksTable = {
  id: GeneratedAlways<number>;
  account_id: number;
  name: Generated<string>;
  link: string;
  saved_at: Generated<Date>;
};

export type ScheduledOrdersTable = {
  order_id: number;
  account_id: number;
  starts_at: Date;
};

export type ScheduledTasksTable = {
  task: string;
  known_since: Date;
};

export type ScorecardsTable = {
  service_id: number;
  provider_id: number;
  sample: number;
  start_s: number | null;
  finish_s: number | null;
  completed_bp: number | null;
  partial_bp: number | null;
  canceled_bp: number | null;
  refill_bp: number | null;
  attempts: number;
  refused_bp: number | null;
  measured_at: Date;
};

export type ServiceChangesTable = {
  id: GeneratedAlways<bigint>;
  xid: Generated<string>;
  service_id: number;
  kind: ServiceChangeKind;
  before: Json | null;
  after: Json | null;
  reason: string | null;
  source: string;
  run_id: number | null;
  at: Generated<Date>;
};

export type ServiceMarksTable = {
  account_id: number;
  service_id: number;
  favourite_at: Date | null;
  hidden_at: Date | null;
  used_at: Date | null;
  note: Generated<string>;
};

export type ServiceMeasuresTable = {
  service_id: number;
  sample: number;
  start_sample: number;
  start_s: number | null;
  finish_sample: number;
  finish_s: number | null;
  completed_bp: number;
  partial_bp: number;
  canceled_bp: number;
  measured_at: Date;
};

export type ServiceRoutesTable = {
  service_id: number;
  provider_id: number;
  provider_service: string;
  cost_rate: bigint | null;
  priority: Generated<number>;
  cost_basis: Generated<CostBasis>;
  share: number | null;
  active: Generated<boolean>;
  paused_reason: string | null;
  paused_causes: Generated<string[]>;
};

export type ServicesTable = {
  id: Generated<number>;
  category_id: number;
  name: string;
  type: Generated<ServiceType>;
  rate: bigint;
  min: number;
  max: number;
  refill: Generated<boolean>;
  cancel: Generated<boolean>;
  dripfeed: Generated<boolean>;
  guarantee_days: number | null;
  refill_cap: Generated<number>;
  delivery: DeliveryMethod;
  delivery_note: string | null;
  description: Generated<string>;
  link_guard: Generated<boolean>;
  active: Generated<boolean>;
  average_minutes: number | null;
  average_sample: Generated<number>;
  position: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  rate_pinned: Generated<boolean>;
  held_at: Date | null;
  held_reason: string | null;
  held_offer: Json | null;
  loss_accepted: bigint | null;
};

export type SessionsTable = {
  id: Generated<string>;
  user_id: string;
  token: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  seen_at: Generated<Date>;
  proved_at: Generated<Date>;
  pending: Generated<boolean>;
  method: Generated<string>;
};

export type SettingsTable = {
  name: string;
  value: Json;
  updated_at: Generated<Date>;
};

export type ShopTable = {
  id: Generated<number>;
  currency: string;
  demo: boolean;
  created_at: Generated<Date>;
  installation: Generated<string>;
};

export type SignInsTable = {
  id: GeneratedAlways<bigint>;
  user_id: string | null;
  at: Date;
  outcome: SignInOutcome;
  method: string;
  address: string | null;
  client: string;
};

export type SpendLimitsTable = {
  account_id: number;
  daily: bigint | null;
  monthly: bigint | null;
  day: string;
  spent_on_day: Generated<bigint>;
  month: string;
  spent_in_month: Generated<bigint>;
};

export type StatementDifferencesTable = {
  id: GeneratedAlways<bigint>;
  statement_id: number;
  provider_id: number;
  class: StatementClass;
  order_id: number | null;
  amount: bigint;
  note: string | null;
  first_seen_at: Generated<Date>;
  settled_at: Date | null;
  accepted_by: string | null;
};

export type StatusIncidentsTable = {
  id: Generated<number>;
  component: string;
  worst: ProbeState;
  opened_at: Date;
  closed_at: Date | null;
};

export type StatusNotesTable = {
  id: Generated<number>;
  incident_id: number | null;
  text: string;
  author: string;
  at: Date;
};

export type StatusProbesTable = {
  component: string;
  minute: Date;
  state: ProbeState;
  took_ms: number | null;
};

export type StatusRollupsTable = {
  component: string;
  span: ProbeSpan;
  at: Date;
  up: number;
  degraded: number;
  down: number;
  slowest_ms: number | null;
};

export type SubscriptionsTable = {
  order_id: number;
  status: Generated<SubscriptionStatus>;
  username: string;
  min: number;
  max: number;
  delay_minutes: number;
  posts: number | null;
  old_posts: Generated<number>;
  posts_ordered: Generated<number>;
  expires_on: string | null;
  paused_reason: string | null;
  paused_at: Date | null;
};

export type SupplyRunsTable = {
  id: GeneratedAlways<number>;
  provider_id: number | null;
  kind: SupplyRunKind;
  actor: string;
  started_at: Generated<Date>;
  finished_at: Date | null;
  offers: Generated<number>;
  changed: Generated<number>;
  held: Generated<number>;
  error: string | null;
  undoes: number | null;
};

export type SystemLedgersTable = {
  id: bigint;
  name: string;
};

export type TaxRulesTable = {
  id: GeneratedAlways<number>;
  name: string;
  rate_bp: number;
  reverse_countries: Generated<string[]>;
  set_at: Date;
  set_by: string;
};

export type ThrottlesTable = {
  subject: Buffer;
  failures: number;
  since: Date;
  blocked_until: Date;
};

export type TicketFilesTable = {
  id: string;
  message_id: bigint;
  ticket_id: bigint;
  account_id: number | null;
  name: string;
  type: string;
  bytes: number;
  body: Buffer | null;
  created_at: Date;
  removed_at: Date | null;
};

export type TicketGoalsTable = {
  priority: TicketPriority;
  answer_minutes: number;
};

export type TicketLinksTable = {
  ticket_id: bigint;
  kind: TicketLink;
  target: bigint;
};

export type TicketMessagesTable = {
  id: GeneratedAlways<bigint>;
  ticket_id: bigint;
  author: TicketAuthor;
  author_name: string;
  body: string;
  at: Date;
  goal_at: Date | null;
};

export type TicketsTable = {
  id: GeneratedAlways<bigint>;
  reference: string;
  kind: TicketKind;
  state: Generated<TicketState>;
  account_id: number | null;
  order_id: bigint | null;
  name: string;
  email: string;
  language: string;
  subject: string;
  opened_from: string | null;
  opened_at: Date;
  changed_at: Date;
  closed_at: Date | null;
  priority: Generated<TicketPriority>;
  waiting_since: Date | null;
  goal_at: Date | null;
  rating: number | null;
  rating_note: string | null;
  rated_at: Date | null;
};

export type TiersTable = {
  id: Generated<number>;
  name: string;
  reached_at: bigint;
  requests_per_minute: number | null;
  discount_bp: Generated<number>;
};

export type TransfersTable = {
  id: GeneratedAlways<bigint>;
  kind: TransferKind;
  reference: string;
  from_id: bigint;
  to_id: bigint;
  amount: bigint;
  reason: string | null;
  actor: string | null;
  created_at: Generated<Date>;
};

export type TwoFactorsTable = {
  user_id: string;
  secret_sealed: Buffer;
  last_step: Generated<bigint>;
  confirmed_at: Date | null;
  created_at: Generated<Date>;
};

export type UsersTable = {
  id: Generated<string>;
  account_id: number;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  role: Generated<string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  locale: Generated<string>;
  time_zone: Generated<string>;
};

export type VerificationsTable = {
  id: Generated<string>;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type WalletDaysTable = {
  account_id: number;
  day: string;
  kind: TransferKind;
  count: number;
  received: bigint;
  paid: bigint;
};

export type WalletMarksTable = {
  account_id: number;
  transfer_id: bigint;
  balance: bigint;
  earliest_at: Date;
  latest_at: Date;
};

export type WalletsTable = {
  id: bigint;
  balance: Generated<bigint>;
  credit_limit: Generated<bigint>;
};

export type WebhookAttemptsTable = {
  id: GeneratedAlways<bigint>;
  delivery_id: bigint;
  number: number;
  url: string;
  at: Date;
  took_ms: number;
  status: number | null;
  error: string | null;
  answer: string | null;
};

export type WebhookCursorTable = {
  id: Generated<number>;
  xid: string;
};

export type WebhookDeliveriesTable = {
  id: GeneratedAlways<bigint>;
  endpoint_id: number;
  message: string;
  status: Generated<DeliveryStatus>;
  attempts: Generated<number>;
  attempts_before: Generated<number>;
  due_at: Date;
  leased: Generated<boolean>;
  created_at: Date;
  finished_at: Date | null;
};

export type WebhookEndpointsTable = {
  id: Generated<number>;
  account_id: number;
  key_id: number | null;
  url: string;
  events: string[];
  secret_sealed: Buffer;
  old_secret_sealed: Buffer | null;
  old_secret_until: Date | null;
  since_xid: Generated<string>;
  created_at: Generated<Date>;
  failing_since: Date | null;
  warned_at: Date | null;
  paused_until: Date | null;
  disabled_at: Date | null;
  disabled_reason: string | null;
  removed_at: Date | null;
};

export type WebhookMessagesTable = {
  id: string;
  type: string;
  body: string;
  created_at: Date;
};

export type WorkersTable = {
  name: string;
  started_at: Date;
  seen_at: Date;
};

export type Schema = {
  account_closings: AccountClosingsTable;
  account_events: AccountEventsTable;
  account_rates: AccountRatesTable;
  accounts: AccountsTable;
  affiliate_clicks: AffiliateClicksTable;
  affiliate_cursor: AffiliateCursorTable;
  affiliate_entries: AffiliateEntriesTable;
  affiliate_payouts: AffiliatePayoutsTable;
  affiliate_referrals: AffiliateReferralsTable;
  affiliate_rules: AffiliateRulesTable;
  affiliates: AffiliatesTable;
  api_keys: ApiKeysTable;
  attempts: AttemptsTable;
  billing_details: BillingDetailsTable;
  billing_progress: BillingProgressTable;
  bonuses: BonusesTable;
  cancel_wishes: CancelWishesTable;
  categories: CategoriesTable;
  content_versions: ContentVersionsTable;
  coupon_uses: CouponUsesTable;
  coupons: CouponsTable;
  credentials: CredentialsTable;
  delivered_months: DeliveredMonthsTable;
  delivered_progress: DeliveredProgressTable;
  deposit_codes: DepositCodesTable;
  deposit_coupon_uses: DepositCouponUsesTable;
  deposit_coupons: DepositCouponsTable;
  display_rates: DisplayRatesTable;
  disputes: DisputesTable;
  document_series: DocumentSeriesTable;
  documents: DocumentsTable;
  drip_feeds: DripFeedsTable;
  faq_entries: FaqEntriesTable;
  follows: FollowsTable;
  gateway_bonuses: GatewayBonusesTable;
  gateways: GatewaysTable;
  giveaway_entries: GiveawayEntriesTable;
  giveaway_prizes: GiveawayPrizesTable;
  giveaway_winners: GiveawayWinnersTable;
  giveaways: GiveawaysTable;
  job_runs: JobRunsTable;
  key_spend: KeySpendTable;
  low_balance_alerts: LowBalanceAlertsTable;
  mail_tokens: MailTokensTable;
  mails: MailsTable;
  mass_batches: MassBatchesTable;
  mass_lines: MassLinesTable;
  migrations: MigrationsTable;
  notices: NoticesTable;
  notification_cursor: NotificationCursorTable;
  notification_letters: NotificationLettersTable;
  notification_lines: NotificationLinesTable;
  notification_preferences: NotificationPreferencesTable;
  notifications: NotificationsTable;
  operator_identity: OperatorIdentityTable;
  order_events: OrderEventsTable;
  order_evidence: OrderEvidenceTable;
  order_progress: OrderProgressTable;
  order_risks: OrderRisksTable;
  order_templates: OrderTemplatesTable;
  order_views: OrderViewsTable;
  orders: OrdersTable;
  passkeys: PasskeysTable;
  payment_credits: PaymentCreditsTable;
  payment_events: PaymentEventsTable;
  payment_refunds: PaymentRefundsTable;
  payments: PaymentsTable;
  posts: PostsTable;
  price_rules: PriceRulesTable;
  provider_balances: ProviderBalancesTable;
  provider_breakers: ProviderBreakersTable;
  provider_calls: ProviderCallsTable;
  provider_exchange_rates: ProviderExchangeRatesTable;
  provider_offers: ProviderOffersTable;
  provider_statements: ProviderStatementsTable;
  provider_topups: ProviderTopupsTable;
  providers: ProvidersTable;
  rate_windows: RateWindowsTable;
  receivables: ReceivablesTable;
  recovery_codes: RecoveryCodesTable;
  refills: RefillsTable;
  request_events: RequestEventsTable;
  request_gaps: RequestGapsTable;
  request_hours: RequestHoursTable;
  request_log: RequestLogTable;
  route_changes: RouteChangesTable;
  saved_links: SavedLinksTable;
  scheduled_orders: ScheduledOrdersTable;
  scheduled_tasks: ScheduledTasksTable;
  scorecards: ScorecardsTable;
  service_changes: ServiceChangesTable;
  service_marks: ServiceMarksTable;
  service_measures: ServiceMeasuresTable;
  service_routes: ServiceRoutesTable;
  services: ServicesTable;
  sessions: SessionsTable;
  settings: SettingsTable;
  shop: ShopTable;
  sign_ins: SignInsTable;
  spend_limits: SpendLimitsTable;
  statement_differences: StatementDifferencesTable;
  status_incidents: StatusIncidentsTable;
  status_notes: StatusNotesTable;
  status_probes: StatusProbesTable;
  status_rollups: StatusRollupsTable;
  subscriptions: SubscriptionsTable;
  supply_runs: SupplyRunsTable;
  system_ledgers: SystemLedgersTable;
  tax_rules: TaxRulesTable;
  throttles: ThrottlesTable;
  ticket_files: TicketFilesTable;
  ticket_goals: TicketGoalsTable;
  ticket_links: TicketLinksTable;
  ticket_messages: TicketMessagesTable;
  tickets: TicketsTable;
  tiers: TiersTable;
  transfers: TransfersTable;
  two_factors: TwoFactorsTable;
  users: UsersTable;
  verifications: VerificationsTable;
  wallet_days: WalletDaysTable;
  wallet_marks: WalletMarksTable;
  wallets: WalletsTable;
  webhook_attempts: WebhookAttemptsTable;
  webhook_cursor: WebhookCursorTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_messages: WebhookMessagesTable;
  workers: WorkersTable;
};
