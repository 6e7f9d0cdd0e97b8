import { sql } from 'kysely';
import type { KeySettings } from './key.ts';

/** Settings as columns. An absent one leaves its column out: as it is, or the table's default. */
export function settingColumns(settings: KeySettings) {
  const { name, dialect, requestsPerMinute, scopes, allowedIps, repeatWindowS } = settings;
  const { dailySpendCap, expiresAt } = settings;
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(dialect && { dialect }),
    ...(requestsPerMinute !== undefined && { requests_per_minute: requestsPerMinute }),
    ...(scopes && { scopes: [...scopes] }),
    ...(allowedIps && { allowed_ips: asNetworks(allowedIps) }),
    ...(repeatWindowS !== undefined && { repeat_window_s: repeatWindowS }),
    ...(dailySpendCap !== undefined && { daily_spend_cap: dailySpendCap }),
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
  };
}

/** Host bits are cleared. */
const asNetworks = (texts: readonly string[]) =>
  sql<string[]>`array(select network(address) from unnest(${texts}::inet[]) as address)`;
