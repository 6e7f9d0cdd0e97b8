import { content, showPosts } from '#content/index.ts';
import type { Cookies } from './browse.ts';
import type { PageRow, Places } from './pages.ts';
import { HISTORY_MS, seedHistory } from './seed-history.ts';
import { DAY_MS, playGiveaway, seedLife } from './seed-life.ts';
import { openSite, type TestSite } from './site.ts';

export type FullSite = TestSite & {
  readonly places: Places;
  /** Of those who may see what not everybody may. */
  readonly cookies: Record<NonNullable<PageRow['by']>, Cookies>;
};

/** A shop with something of everything to see: a catalogue, orders in every state, content. */
export async function openFullSite(): Promise<FullSite> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await openSite({ agoMs: DAY_MS + HISTORY_MS, dev: true }));
  const { app, clock, simulator } = site;
  await playGiveaway(app, clock);
  const { services } = await seedHistory(app, clock, simulator);
  const { giveawayId } = await seedLife(app, clock, services);
  const [post] = showPosts(await content(app), new Date(clock.now()));
  const held = opened.move();
  return {
    ...site,
    places: { serviceId: services[0]?.id ?? 0, postSlug: post?.slug ?? '', giveawayId },
    cookies: { customer: [], developer: [] },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
