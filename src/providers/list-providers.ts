import type { Db } from '#platform/db/types.ts';
import type { Provider } from './provider.ts';

/** Every provider whose protocol this release speaks, keys sealed. */
export async function listProviders(db: Db): Promise<Provider[]> {
  const rows = await db
    .selectFrom('providers')
    .selectAll()
    .where('kind', '=', 'v2')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    url: row.url,
    kind: 'v2',
    keySealed: row.key_sealed,
    concurrency: row.concurrency,
    timeoutMs: row.timeout_ms,
    paused: row.paused,
  }));
}
