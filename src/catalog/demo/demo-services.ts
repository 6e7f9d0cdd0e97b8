import type { NewService } from '../new-service.ts';
import { AUDIENCES, type Audience } from './audiences.ts';
import { META } from './offers-meta.ts';
import { SOCIAL } from './offers-social.ts';
import { VIDEO_AND_AUDIO } from './offers-video.ts';
import { WEB } from './offers-web.ts';
import { UNITS, type DemoCategory, type Offer } from './offer.ts';
import { openRandom, type Random } from './random.ts';

const SEED = 20_261_122; // any number; another one makes another shop
const PER_CATEGORY = 75; // 40 categories make 3,000 services

const CATEGORIES: readonly DemoCategory[] = [...META, ...VIDEO_AND_AUDIO, ...SOCIAL, ...WEB];

/** The rate card of the demo shop: the same services for the same seed, on every machine. */
export function demoServices(seed = SEED): NewService[] {
  const random = openRandom(seed);
  return CATEGORIES.flatMap(({ name, platform, offers }) => {
    const shares = shareOut(offers.map((offer) => variants(offer)));
    return offers.flatMap((offer, index) => {
      const { all, count } = shares[index] as Share;
      return random.some(all, count).map((audiences) => ({
        category: name,
        platform,
        ...asService(offer, audiences, random),
      }));
    });
  });
}

/** Every combination of the offer's forms and audiences. */
function variants(offer: Offer): Audience[][] {
  const forms = offer.forms?.map((form, index, { length }) => ({
    name: form,
    sentence: `Form: ${form}.`,
    factor: length === 1 ? 1 : 0.85 + (0.5 * index) / (length - 1), // forms are listed by effort
  }));
  const axes = [forms, ...offer.across.map((axis) => AUDIENCES[axis])];
  return axes.reduce<Audience[][]>(
    (made, axis) => (axis ? made.flatMap((one) => axis.map((next) => [...one, next])) : made),
    [[]],
  );
}

type Share = { all: Audience[][]; count: number };

/** An equal part of the category for each offer; what one cannot fill goes to the others. */
function shareOut(offers: Audience[][][]): Share[] {
  const shares = offers.map((all) => ({ all, count: 0 }));
  for (let left = PER_CATEGORY; left > 0;) {
    const open = shares.filter(({ all, count }) => count < all.length).slice(0, left);
    if (open.length === 0) break;
    for (const share of open) share.count += 1;
    left -= open.length;
  }
  return shares;
}

function asService(offer: Offer, audiences: Audience[], random: Random) {
  const { type = 'Default', size, guaranteeDays } = offer;
  return {
    name: `${[offer.name, ...audiences.map(({ name }) => name)].join(', ')} (${offer.via})`,
    type,
    rate: rateOf(offer, audiences, random),
    min: size[0],
    max: size[1],
    refill: guaranteeDays !== undefined,
    cancel: offer.cancel ?? false,
    dripfeed: offer.dripfeed ?? false,
    guaranteeDays: guaranteeDays ?? null,
    delivery: offer.delivery,
    deliveryNote: offer.deliveryNote ?? null,
    description: describe(offer, audiences),
  } satisfies Partial<NewService>;
}

function rateOf(offer: Offer, audiences: Audience[], random: Random): string {
  const factor = audiences.reduce((product, audience) => product * audience.factor, 1);
  const price = random.between(...offer.price) * factor;
  // The price of a piece is in whole cents, like any price that people read.
  return UNITS[offer.unit].each ? String(Math.round(price * 100) * 10) : price.toFixed(2);
}

function describe(offer: Offer, audiences: Audience[]): string {
  const { guaranteeDays: days, cancel, delivery } = offer;
  const bought = delivery === 'paid_ads' || delivery === 'audience_network';
  return [
    offer.what,
    ...audiences.map(({ sentence }) => sentence),
    UNITS[offer.unit].counts,
    `Link: ${offer.link}.`,
    days && `If the report shows less than was ordered, the rest is delivered within ${days} days.`,
    cancel && 'What has not been delivered yet can be canceled.',
    bought && 'What people do after they saw it is up to them and no part of the service.',
  ]
    .filter(Boolean)
    .join(' ');
}
