import { splitLocale } from '#lib/locales.ts';
import { CARD, type Card } from '../pictures/draw-card.ts';
import type { Renderer } from '../pictures/open-renderer.ts';
import { headOf } from './page-head.ts';
import type { ProgramFile, Sources } from './program-file.ts';

const HOUR_S = 3_600;

/**
 * The picture of a page, made from what the page says of itself: only pages that are there have
 * one, and nobody else's words get into it. Null for what is no page or has no picture.
 */
export async function pagePicture(
  { site, show }: Sources,
  renderer: Renderer,
  address: string,
): Promise<ProgramFile | null> {
  const path = address === '/index' ? '/' : address.replace(/\/index$/, '');
  const { status, html } = await show(path);
  if (status !== 200) return null;
  const head = headOf(html);
  if (head.image !== `${site.url}/og${address}.png` || head.title === undefined) return null;
  const { locale } = splitLocale(path);
  const card: Card = {
    locale,
    shop: site.name,
    host: new URL(site.url).host,
    title: withoutShop(head.title, site.name),
    text: head.facts.length > 0 ? '' : (head.description ?? ''),
    lines: head.facts,
  };
  const body = await renderer.render({ card }, CARD.width);
  return { type: 'image/png', body, seconds: HOUR_S };
}

/** The picture has the shop's name beside its mark. */
const withoutShop = (title: string, shop: string): string =>
  title.startsWith(`${shop} · `) ? title.slice(shop.length + 3) : title;
