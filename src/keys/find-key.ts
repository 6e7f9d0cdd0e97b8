import { BlockList, isIPv6 } from 'node:net';
import { asMoney } from '#lib/money.ts';
import { recentMap } from '#lib/recent-map.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { reading } from '#platform/db/statement.ts';
import type { Dialect, KeyHolder, Scope } from './key.ts';
import { hashBytes, hashKey } from './key-text.ts';

const MOST_REMEMBERED = 50_000; // some 40 MB when every one of them is in use
const TRUST_MS = 1_000; // contract 6 and issue 2: how long a change may take to be known

/**
 * The holder of a key, from memory when it is known there. A missing, malformed, unknown, revoked
 * or expired key is undefined, by one path with one read, so that time tells them apart for nobody.
 */
export async function findKey(app: App, text: string | undefined): Promise<KeyHolder | undefined> {
  const memory = memoryOf(app);
  const hash = hashKey(text ?? '');
  const entry = memory.known.get(hash);
  if (entry !== undefined && isCurrent(app, entry)) return entry.holder;
  return memory.read(hash);
}

type Entry = { readonly holder: KeyHolder; readonly readAt: number };

/** While notifications may be getting lost an entry is believed for a second, no longer. */
function isCurrent(app: App, { holder, readAt }: Entry): boolean {
  const now = app.clock.now();
  if (holder.expiresAt !== null && holder.expiresAt.getTime() <= now) return false;
  return app.listener.connected || (now >= readAt && now - readAt < TRUST_MS);
}

const memoryOf = perApp((app) => {
  const known = recentMap<string, Entry>(MOST_REMEMBERED);
  let changes = 0;
  const forget = (what: string | null) => {
    changes += 1;
    if (what === null) known.clear();
    else
      for (const [hash, { holder }] of known.entries()) if (isOf(holder, what)) known.delete(hash);
  };
  app.listener.on('keys', forget);
  app.listener.on('tiers', () => forget(null));

  const read = batch<string, KeyHolder | undefined>({
    async run(hashes) {
      const before = changes;
      const readAt = app.clock.now();
      const found = await readHolders(app, hashes, readAt);
      // What was read before a change was heard of may be older than the change: not kept.
      if (before === changes)
        for (const [hash, holder] of found) known.set(hash, { holder, readAt });
      return hashes.map((hash) => found.get(hash));
    },
  });
  return { known, read };
});

const isOf = (holder: KeyHolder, what: string): boolean =>
  what.startsWith('account/')
    ? what === `account/${holder.accountId}`
    : what === String(holder.keyId);

type Row = {
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

const HOLDERS = reading<Row>(
  'key_holders',
  `select k.hash, k.id as key_id, k.account_id, k.dialect, k.requests_per_minute, k.scopes,
          k.allowed_ips::text[] as allowed_ips, k.daily_spend_cap, k.repeat_window_s, k.expires_at,
          coalesce(k.spend_key_id, k.id) as spend_key_id,
          a.suspended_at is not null as suspended,
          t.id as tier_id, t.name as tier_name, t.discount_bp as tier_discount_bp,
          t.requests_per_minute as tier_requests_per_minute
     from api_keys k
     join accounts a on a.id = k.account_id
     join tiers t on t.id = a.tier_id
    where k.hash = any ($1::bytea[]) and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > $2)`,
);

async function readHolders(app: App, hashes: string[], now: number) {
  const wanted = [...new Set(hashes)].map(hashBytes);
  const rows = await app.db.rows(HOLDERS, [wanted, new Date(now)]);
  return new Map(rows.map((row) => [row.hash.toString('latin1'), toHolder(row)]));
}

const toHolder = (row: Row): KeyHolder => ({
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
