import type { ChangesQuery } from 'notpanel/web/server/read-changes.ts';

/** The same as a query string with its question mark, in one order; empty without filters. */
export function changesQueryText({ kind, platform, service, before }: ChangesQuery): string {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (platform !== undefined) query.set('platform', platform);
  if (service !== undefined) query.set('service', String(service));
  if (before !== undefined) query.set('before', String(before));
  return query.size === 0 ? '' : `?${query}`;
}
