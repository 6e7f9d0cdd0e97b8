/** What the shop stores of a customer in one table, what of it they get, and what closing does. */
export type Rule = {
  readonly table: string;
  /** Which rows are the customer's; $1 is the account. */
  readonly where: string;
  /** What a copy holds. Without it there is none: it would let somebody in, or says nothing. */
  readonly copied?: readonly string[];
  /** A unique number that a long table is read by; one without is short. */
  readonly by?: string;
  /** What is left when the account is erased: no row, a row without these columns, or all of it. */
  readonly erased: 'row' | 'kept' | Readonly<Record<string, string>>;
  readonly why: string;
};

const ACCOUNT = 'account_id = $1';
const USER = 'user_id in (select id from users where account_id = $1)';

const way = (table: string): Rule => ({
  ...{ table, where: USER, erased: 'row' },
  why: 'a way in, or a try',
});
const wish = (table: string, copied: readonly string[]): Rule => ({
  ...{ table, where: ACCOUNT, copied, erased: 'row' },
  why: 'the customer’s own settings',
});
const book = (table: string, copied: readonly string[], by = 'id'): Rule => ({
  ...{ table, where: ACCOUNT, copied, ...(by && { by }), erased: 'kept' },
  why: 'financial records, kept as long as the law asks, without name or address',
});

/**
 * Every table with something of a customer's in it. A test holds it against the schema, so that no
 * table is forgotten by the copy of one's data or by the end of an account.
 */
export const REGISTER: readonly Rule[] = [
  {
    table: 'accounts',
    where: 'id = $1',
    copied: ['id', 'email', 'tier_id', 'lifetime_deposits', 'created_at'],
    erased: { email: `'closed-' || id || '@erased.invalid'` },
    why: 'the number that the books go by',
  },
  {
    table: 'users',
    where: ACCOUNT,
    copied: ['name', 'email', 'email_verified', 'locale', 'time_zone', 'created_at'],
    erased: {
      email: `'closed-' || id || '@erased.invalid'`,
      name: `''`,
      image: 'null',
      time_zone: `'UTC'`,
    },
    why: 'who signed in; the row stays for what refers to it',
  },
  way('credentials'),
  { ...way('passkeys'), copied: ['name', 'created_at', 'used_at'] },
  way('recovery_codes'),
  way('two_factors'),
  { ...way('sessions'), copied: ['created_at', 'seen_at', 'ip_address', 'user_agent', 'method'] },
  { ...way('sign_ins'), copied: ['at', 'outcome', 'method', 'address', 'client'], by: 'id' },
  way('mail_tokens'),
  {
    table: 'mails',
    where: 'lower(recipient) in (select lower(email) from users where account_id = $1)',
    copied: ['kind', 'recipient', 'subject', 'created_at', 'sent_at'],
    by: 'id',
    erased: 'row',
    why: 'what the customer was told',
  },
  {
    table: 'api_keys',
    where: ACCOUNT,
    copied: [
      ...['id', 'name', 'hint', 'dialect', 'requests_per_minute', 'scopes', 'allowed_ips'],
      ...['daily_spend_cap', 'expires_at', 'revoked_at', 'last_used_at', 'last_used_ip'],
      'created_at',
    ],
    erased: { name: `'API key'`, allowed_ips: `'{}'`, last_used_ip: 'null' },
    why: 'orders name the key that placed them',
  },
  {
    ...{ table: 'request_log', where: ACCOUNT, erased: 'row' },
    why: 'calls of thirty days, for their page; what they ordered is copied with the orders',
  },
  {
    ...{ table: 'request_hours', where: ACCOUNT, erased: 'row' },
    copied: ['hour', 'key_id', 'action', 'calls', 'failed', 'limited'],
    why: 'how often which action was called',
  },
  {
    ...{ table: 'request_gaps', where: ACCOUNT, erased: 'row' },
    why: 'counts of calls that are not in the log',
  },
  {
    table: 'webhook_endpoints',
    where: ACCOUNT,
    copied: ['id', 'url', 'events', 'created_at', 'removed_at'],
    erased: { url: `'https://erased.invalid/' || id` },
    why: 'deliveries name it, and end by themselves after 30 days',
  },
  {
    table: 'tickets',
    where: ACCOUNT,
    copied: [
      ...['reference', 'kind', 'state', 'name', 'email', 'subject', 'opened_at', 'closed_at'],
      ...['rating', 'rating_note'],
    ],
    by: 'id',
    erased: { name: `''`, email: `'closed@erased.invalid'`, opened_from: 'null' },
    why: 'what was agreed; swept three years after the last message',
  },
  {
    table: 'ticket_messages',
    where: 'ticket_id in (select id from tickets where account_id = $1)',
    copied: ['ticket_id', 'author', 'body', 'at'],
    by: 'id',
    erased: { author_name: `''` },
    why: 'what was agreed; swept with its ticket',
  },
  {
    table: 'ticket_files',
    where: ACCOUNT,
    copied: ['ticket_id', 'name', 'type', 'bytes', 'created_at'],
    erased: 'row',
    why: 'sent with a message; each is on its ticket until then',
  },
  wish('service_marks', ['service_id', 'favourite_at', 'hidden_at', 'used_at', 'note']),
  wish('order_templates', ['name', 'service_id', 'fields', 'saved_at']),
  wish('saved_links', ['name', 'link', 'saved_at']),
  wish('order_views', ['name', 'query', 'created_at']),
  wish('spend_limits', ['daily', 'monthly']),
  wish('low_balance_alerts', ['threshold', 'told_at']),
  wish('notification_preferences', ['event', 'in_app', 'mail']),
  wish('notification_letters', ['pace', 'due_at', 'last_at']),
  { ...wish('notification_lines', ['event', 'subject', 'times', 'last_at']), by: 'id' },
  { ...wish('notifications', ['event', 'subject', 'times', 'first_at', 'read_at']), by: 'id' },
  book('orders', [
    ...['id', 'service_id', 'key_id', 'parent_id', 'kind', 'status', 'quantity', 'remains'],
    ...['start_count', 'rate', 'charge', 'refunded', 'base_rate', 'own_rate', 'own_discount_bp'],
    ...['tier_discount_bp', 'coupon_id', 'coupon_amount', 'request_id', 'link', 'details'],
    ...['created_at', 'started_at', 'finished_at'],
  ]),
  book('refills', ['id', 'order_id', 'status', 'note', 'requested_at', 'finished_at']),
  {
    ...book('transfers', ['id', 'kind', 'reference', 'amount', 'reason', 'created_at']),
    where: '(from_id = $1 or to_id = $1)',
  },
  { ...book('wallets', ['balance']), where: 'id = $1' },
  { ...book('coupon_uses', ['coupon_id', 'order_id', 'used_at']), by: 'order_id' },
  { ...book('account_rates', ['service_id', 'rate', 'discount_bp']), by: 'service_id' },
  { ...book('giveaway_entries', ['giveaway_id', 'ticket', 'created_at']), by: 'giveaway_id' },
  book('payments', [
    ...['id', 'amount', 'fee', 'to_pay', 'currency', 'state', 'received', 'credited', 'bonus'],
    ...['reference', 'created_at', 'paid_at'],
  ]),
  {
    ...book('payment_credits', ['payment_id', 'gross', 'fee', 'credit', 'bonus', 'at'], 'event_id'),
  },
  book('payment_refunds', ['id', 'payment_id', 'amount', 'reason', 'state', 'requested_at']),
  book('bonuses', ['id', 'granted', 'taken', 'granted_at', 'expires_at', 'ended_at']),
  book('disputes', ['id', 'payment_id', 'amount', 'state', 'opened_at', 'verdict_at']),
  book('receivables', ['id', 'payment_id', 'amount', 'paid', 'opened_at']),
  {
    ...book('deposit_coupon_uses', ['payment_id', 'coupon_id', 'code', 'released_at']),
    by: 'payment_id',
  },
  {
    ...book('documents', [
      ...['kind', 'series', 'number', 'period', 'issued_at', 'currency', 'total', 'net', 'tax'],
      'body',
    ]),
    why: 'invoices and receipts name their buyer for as long as the law asks',
  },
  wish('billing_details', ['name', 'company', 'address', 'country', 'tax_number']),
  book('wallet_days', ['day', 'kind', 'count', 'received', 'paid'], ''),
  book('wallet_marks', ['transfer_id', 'balance', 'latest_at'], 'transfer_id'),
  book('delivered_months', ['month', 'service_id', 'orders', 'pieces', 'amount'], ''),
  wish('mass_batches', ['id', 'source', 'created_at', 'confirmed_at']),
  wish('mass_lines', ['batch_id', 'number', 'fields', 'charge', 'order_id']),
  book('affiliates', ['code', 'created_at'], ''),
  book('affiliate_referrals', ['affiliate_id', 'bound_at'], ''),
  {
    ...book('affiliate_payouts', ['id', 'amount', 'paid_at']),
    where: 'affiliate_id = $1',
  },
  { ...book('account_closings', ['closed_at', 'erase_at', 'balance', 'ticket']), by: 'account_id' },
  {
    ...{ table: 'order_events', where: ACCOUNT, erased: 'kept' },
    why: 'says what became of an order, whose row is copied; names nobody',
  },
  {
    ...{ table: 'account_events', where: ACCOUNT, erased: 'row' },
    why: 'what notifications are made of',
  },
  {
    ...{ table: 'scheduled_orders', where: ACCOUNT, copied: ['order_id', 'starts_at'] },
    ...{ by: 'order_id', erased: 'row' },
    why: 'orders that wait for their time',
  },
];
