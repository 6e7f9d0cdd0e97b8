// Generated from the migrated database by `npm run schema`. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type AttemptOutcome = 'accepted' | 'refused' | 'unclassified' | 'never_sent' | 'unknown';

export type DeliveryMethod = 'paid_ads' | 'creator_placement' | 'content_work' | 'audience_network' | 'other';

export type Dialect = 'notpanel' | 'classic';

export type OrderKind = 'single' | 'drip_feed' | 'run' | 'subscription' | 'post';

export type OrderStatus = 'pending' | 'submitting' | 'unknown' | 'processing' | 'in_progress' | 'completed' | 'partial' | 'canceled';

export type RefillStatus = 'pending' | 'in_progress' | 'completed' | 'rejected';

export type ServiceType = 'Default' | 'Package' | 'SEO' | 'Custom Comments' | 'Custom Comments Package' | 'Mentions with Hashtags' | 'Mentions Custom List' | 'Mentions Hashtag' | 'Mentions User Followers' | 'Mentions Media Likers' | 'Comment Likes' | 'Comment Replies' | 'Poll' | 'Invites from Groups' | 'Subscriptions' | 'Web Traffic';

export type SubscriptionStatus = 'active' | 'paused' | 'completed' | 'expired' | 'canceled';

export type TransferKind = 'deposit' | 'adjustment' | 'order.hold' | 'order.coupon' | 'order.earn' | 'order.refund' | 'order.coupon_return';

export type WishStatus = 'requested' | 'sent' | 'accepted' | 'refused' | 'done';

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

export type DripFeedsTable = {
  order_id: number;
  runs: number;
  interval_minutes: number;
  run_quantity: number;
  runs_started: Generated<number>;
  next_run_at: Date | null;
};

export type KeySpendTable = {
  key_id: number;
  day: string;
  amount: bigint;
};

export type MigrationsTable = {
  name: string;
  hash: string;
  applied_at: Generated<Date>;
};

export type OrderEventsTable = {
  id: GeneratedAlways<bigint>;
  order_id: number;
  account_id: number;
  type: string;
  source: string;
  data: Json | null;
  at: Generated<Date>;
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
};

export type RateWindowsTable = {
  subject: string;
  minute: number;
  used: number;
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

export type ServiceRoutesTable = {
  service_id: number;
  provider_id: number;
  provider_service: string;
  cost_rate: bigint | null;
  priority: Generated<number>;
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
};

export type SystemLedgersTable = {
  id: bigint;
  name: string;
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
};

export type VerificationsTable = {
  id: Generated<string>;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
};

export type WalletsTable = {
  id: bigint;
  balance: Generated<bigint>;
  credit_limit: Generated<bigint>;
};

export type Schema = {
  account_rates: AccountRatesTable;
  accounts: AccountsTable;
  api_keys: ApiKeysTable;
  attempts: AttemptsTable;
  cancel_wishes: CancelWishesTable;
  categories: CategoriesTable;
  coupon_uses: CouponUsesTable;
  coupons: CouponsTable;
  credentials: CredentialsTable;
  drip_feeds: DripFeedsTable;
  key_spend: KeySpendTable;
  migrations: MigrationsTable;
  order_events: OrderEventsTable;
  orders: OrdersTable;
  providers: ProvidersTable;
  rate_windows: RateWindowsTable;
  refills: RefillsTable;
  service_routes: ServiceRoutesTable;
  services: ServicesTable;
  sessions: SessionsTable;
  settings: SettingsTable;
  shop: ShopTable;
  subscriptions: SubscriptionsTable;
  system_ledgers: SystemLedgersTable;
  tiers: TiersTable;
  transfers: TransfersTable;
  users: UsersTable;
  verifications: VerificationsTable;
  wallets: WalletsTable;
};
