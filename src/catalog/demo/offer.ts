import type { DeliveryMethod, ServiceType } from '../service.ts';
import type { Axis } from './audiences.ts';

/** What one piece of the quantity is. Those sold one by one are priced per piece, not per 1000. */
export const UNITS = {
  view: { counts: 'One piece is one view as the ad system counts it.', each: false },
  impression: { counts: 'One piece is one time that the ad was shown.', each: false },
  click: { counts: 'One piece is one click through to your link.', each: false },
  visit: { counts: 'One piece is one page load after a click on the ad.', each: false },
  listen: { counts: 'One piece is one ad played to its end.', each: false },
  reader: { counts: 'One piece is one delivery to a subscribed reader.', each: false },
  member: { counts: 'One piece is one group member to whom the post was shown.', each: false },
  invitation: { counts: 'One piece is one invitation that was delivered.', each: false },
  install: { counts: 'One piece is one installation that the ad system reports.', each: true },
  post: { counts: 'One piece is one published post.', each: true },
  comment: { counts: 'One piece is one comment, one per line of your list.', each: true },
  reply: { counts: 'One piece is one answer, one per line of your list.', each: true },
  article: { counts: 'One piece is one published article of about 900 words.', each: true },
  work: {
    counts: 'One piece is one finished piece of work, with two rounds of changes.',
    each: true,
  },
  package: { counts: 'The price is for one whole package.', each: true },
} as const;

export type Offer = {
  name: string;
  /** Who or what delivers it, as it stands in the name. */
  via: string;
  type?: ServiceType;
  delivery: DeliveryMethod;
  deliveryNote?: string;
  unit: keyof typeof UNITS;
  /** Lowest and highest price in a market of factor 1, per 1000 or per piece as the unit says. */
  price: readonly [low: number, high: number];
  size: readonly [min: number, max: number];
  across: readonly Axis[];
  forms?: readonly string[];
  /** Days in which a shortfall is delivered again; absent: not offered. */
  guaranteeDays?: number;
  cancel?: boolean;
  dripfeed?: boolean;
  /** One or two sentences: what is delivered, and how. */
  what: string;
  /** What the link has to be. */
  link: string;
};

export type DemoCategory = { name: string; platform: string; offers: readonly Offer[] };

type Words = Pick<Offer, 'name' | 'via' | 'price' | 'what' | 'link'> & Partial<Offer>;

/** Bought from an official ad system; the ad account's report is the proof of delivery. */
const paid =
  (unit: Offer['unit'], size: Offer['size']) =>
  (words: Words): Offer => ({
    delivery: 'paid_ads',
    unit,
    size,
    across: ['market', 'interest'],
    guaranteeDays: 30,
    cancel: true,
    dripfeed: (words.type ?? 'Default') === 'Default',
    ...words,
  });

export const adViews = paid('view', [500, 1_000_000]);
export const adImpressions = paid('impression', [1_000, 5_000_000]);
export const adClicks = paid('click', [20, 50_000]);
export const adVisits = paid('visit', [50, 100_000]);
export const adListens = paid('listen', [500, 500_000]);

/** Published by creators who are paid for it and say so. */
export const creatorPosts = (words: Words): Offer => ({
  delivery: 'creator_placement',
  unit: 'post',
  size: [1, 50],
  across: ['market', 'interest'],
  guaranteeDays: 30,
  cancel: true,
  ...words,
});

/** Made by people: writing, design, editing, looking after a community. */
export const work = (words: Words): Offer => ({
  delivery: 'content_work',
  unit: 'work',
  size: [1, 100],
  across: ['language'],
  cancel: true,
  ...words,
});

/** Shown to subscribers and members of a network that agreed to sponsored messages. */
export const network = (words: Words): Offer => ({
  delivery: 'audience_network',
  unit: 'reader',
  size: [1_000, 500_000],
  across: ['market', 'interest'],
  guaranteeDays: 14,
  cancel: true,
  ...words,
});
