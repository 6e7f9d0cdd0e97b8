import {
  catalog,
  listPublicChanges,
  PUBLIC_CHANGE_KINDS,
  type PublicChange,
  type PublicChangeKind,
} from '#catalog/index.ts';
import type { App } from '#platform/app.ts';

/** What a visitor wants to see of the changes. */
export type ChangesQuery = {
  kind: PublicChangeKind | undefined;
  platform: string | undefined;
  service: number | undefined;
  before: bigint | undefined;
};

export const CHANGES_PAGE = 50;

const LARGEST_ID = 2_147_483_647;

/** Reads the filters of an address; what makes no sense is as if it were not there. */
export function readChangesQuery(query: URLSearchParams): ChangesQuery {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const kind = text('kind');
  const platform = text('platform');
  const service = Number(text('service')?.replace(/^#/, ''));
  const before = text('before') ?? '';
  return {
    kind: PUBLIC_CHANGE_KINDS.find((one) => one === kind),
    platform: platform !== undefined && platform.length <= 40 ? platform : undefined,
    service:
      Number.isInteger(service) && service > 0 && service <= LARGEST_ID ? service : undefined,
    before: /^[1-9]\d{0,17}$/.test(before) ? BigInt(before) : undefined,
  };
}

/** One page of changes, whether there are older ones, and the platforms to choose from. */
export async function readChanges(
  app: App,
  query: ChangesQuery,
): Promise<{ changes: PublicChange[]; isLast: boolean; platforms: string[] }> {
  const { kind, platform, service, before } = query;
  const found = await listPublicChanges(app.db, {
    ...(kind && { kind }),
    ...(platform !== undefined && { platform }),
    ...(service !== undefined && { serviceId: service }),
    ...(before !== undefined && { beforeId: before }),
    limit: CHANGES_PAGE + 1,
  });
  const { services } = await catalog(app);
  const platforms = [...new Set([...services.values()].map((one) => one.platform))].sort();
  return {
    changes: found.slice(0, CHANGES_PAGE),
    isLast: found.length <= CHANGES_PAGE,
    platforms,
  };
}
