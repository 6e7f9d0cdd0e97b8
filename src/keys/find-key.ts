import { recentMap } from '#lib/recent-map.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { reading } from '#platform/db/statement.ts';
import { HOLDER_SELECT, toHolder, type HolderRow } from './holder-row.ts';
import type { KeyHolder } from './key.ts';
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

const HOLDERS = reading<HolderRow>(
  'key_holders',
  `${HOLDER_SELECT}
    where k.hash = any ($1::bytea[]) and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > $2)`,
);

async function readHolders(app: App, hashes: string[], now: number) {
  const wanted = [...new Set(hashes)].map(hashBytes);
  const rows = await app.db.rows(HOLDERS, [wanted, new Date(now)]);
  return new Map(rows.map((row) => [row.hash.toString('latin1'), toHolder(row)]));
}
