import { BlockList, isIPv6 } from 'node:net';
import { asMoney } from '#lib/money.ts';
import type { Dialect, KeyHolder, Scope } from './key.ts';

export type HolderRow = {
  hash: Buffer;
  key_id: number;
  account_id: number;
  dialect: Dialect;
  requests_per_minute: number | null;
  scopes: Scope[];
  allowed_ips: string[];
  daily_spend_cap: bigint | null;
  spend_key_id: number;
  repeat_window_s: number;
  expires_at: Date | null;
  suspended: boolean;
  tier_id: number;
  tier_name: string;
  tier_requests_per_minute: number | null;
  tier_discount_bp: number;
};

export const HOLDER_SELECT = `select k.hash, k.id as key_id, k.account_id, k.dialect, k.requests_per_minute, k.scopes,
          k.allowed_ips::text[] as allowed_ips, k.daily_spend_cap, k.repeat_window_s, k.expires_at,
          coalesce(k.spend_key_id, k.id) as spend_key_id,
          a.suspended_at is not null as suspended,
          t.id as tier_id, t.name as tier_name, t.discount_bp as tier_discount_bp,
          t.requests_per_minute as tier_requests_per_minute
     from api_keys k
     join accounts a on a.id = k.account_id
     join tiers t on t.id = a.tier_id`;

export const toHolder = (row: HolderRow): KeyHolder => ({
  keyId: row.key_id,
  accountId: row.account_id,
  dialect: row.dialect,
  requestsPerMinute: row.requests_per_minute,
  scopes: new Set(row.scopes),
  allowedIps: row.allowed_ips.length === 0 ? null : networks(row.allowed_ips),
  dailySpendCap: row.daily_spend_cap === null ? null : asMoney(row.daily_spend_cap),
  spendKeyId: row.spend_key_id,
  repeatWindowS: row.repeat_window_s,
  expiresAt: row.expires_at,
  suspended: row.suspended,
  tier: {
    id: row.tier_id,
    name: row.tier_name,
    requestsPerMinute: row.tier_requests_per_minute,
    discountBp: row.tier_discount_bp,
  },
});

function networks(texts: string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}
