import type { Cookies } from './browse.ts';
import type { PageRow, Places } from './pages.ts';
import { HISTORY_MS, seedHistory } from './seed-history.ts';
import { openSite, type TestSite } from './site.ts';

export type FullSite = TestSite & {
  readonly places: Places;
  /** Of those who may see what not everybody may. */
  readonly cookies: Record<NonNullable<PageRow['by']>, Cookies>;
};

/** A shop with something of everything to see: a catalogue, orders in every state, content. */
export async function openFullSite(): Promise<FullSite> {
  const site = await openSite({ agoMs: HISTORY_MS, dev: true });
  const { services } = await seedHistory(site.app, site.clock, site.simulator);
  return {
    ...site,
    places: { serviceId: services[0]?.id ?? 0, postSlug: 'none' },
    cookies: { customer: [], developer: [] },
  };
}
