import { signIn } from '#auth/index.ts';
import { content, showPosts } from '#content/index.ts';
import { openBrowser as openClient, openPerson, type Person } from '#test/support/sign-in-desk.ts';
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
  const { giveawayId, ticket } = await seedLife(app, clock, services);
  const [post] = showPosts(await content(app), new Date(clock.now()));
  const held = opened.move();
  return {
    ...site,
    places: { serviceId: services[0]?.id ?? 0, postSlug: post?.slug ?? '', giveawayId, ticket },
    cookies: { customer: await signInAs(site, await openPerson(app)), developer: [] },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The cookies of somebody who has just signed in. */
export async function signInAs({ app, origin }: TestSite, person: Person): Promise<Cookies> {
  const outcome = await signIn(app, { name: 'notpanel', url: origin }, openClient(), person);
  if (!('cookies' in outcome)) throw new Error(`could not sign in: ${outcome.kind}`);
  return outcome.cookies.map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    return { name, value, url: origin };
  });
}
