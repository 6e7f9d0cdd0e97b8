import type {
  DeliveryMethod as StoredMethod,
  ServiceType as StoredType,
} from '#platform/db/schema.ts';
import { asRate, type Rate } from '#lib/money.ts';
import type { Route } from './route.ts';

export type ServiceType = StoredType;
export type DeliveryMethod = StoredMethod;

/** What is sold, with all that pricing, ordering and the public lists need to know of it. */
export type Service = {
  readonly id: number;
  readonly name: string;
  readonly type: ServiceType;
  readonly category: string;
  readonly platform: string;
  /** Base rate; what a caller pays is pricing's word. */
  readonly rate: Rate;
  readonly min: number;
  readonly max: number;
  readonly refill: boolean;
  readonly cancel: boolean;
  readonly dripfeed: boolean;
  readonly guaranteeDays: number | null;
  readonly refillCap: number;
  readonly delivery: DeliveryMethod;
  readonly deliveryNote: string | null;
  readonly description: string;
  readonly linkGuard: boolean;
  /** The operator's switch. */
  readonly active: boolean;
  /** Why it is not sold until the operator decides, whatever the switch says; null: it is not held. */
  readonly heldReason: string | null;
  /** Median minutes to completion of recent own orders; null until it was measured. */
  readonly averageMinutes: number | null;
  /** Those that may be taken now, the preferred one first. */
  readonly routes: readonly Route[];
  /** The provider of the first route; null when there is none. */
  readonly providerId: number | null;
};

export type Catalog = {
  /** Hash of the content: equal versions are equal catalogues, in every process. */
  readonly version: string;
  /** On sale or not. */
  readonly services: ReadonlyMap<number, Service>;
  /** Those on sale, in the order in which they are shown. */
  readonly list: readonly Service[];
};

/**
 * Where the quantity of an order comes from: the caller, the lines of a list, the service's own
 * `min` (a package), or nowhere (a standing order, whose posts have theirs).
 */
export type QuantitySource = 'given' | 'comments' | 'usernames' | 'min' | 'none';

export const QUANTITY_FROM: Record<ServiceType, QuantitySource> = {
  Default: 'given',
  Package: 'min',
  SEO: 'given',
  'Custom Comments': 'comments',
  'Custom Comments Package': 'min',
  'Mentions with Hashtags': 'given',
  'Mentions Custom List': 'usernames',
  'Mentions Hashtag': 'given',
  'Mentions User Followers': 'given',
  'Mentions Media Likers': 'given',
  'Comment Likes': 'given',
  'Comment Replies': 'comments',
  Poll: 'given',
  'Invites from Groups': 'given',
  Subscriptions: 'none',
  'Web Traffic': 'given',
};

export const SERVICE_TYPES = Object.keys(QUANTITY_FROM) as [ServiceType, ...ServiceType[]];

/** Only these take `runs` and `interval` (contract 5). */
export const takesRuns = (type: ServiceType): boolean =>
  type === 'Default' || type === 'Web Traffic';

/** It can be ordered: switched on, and not held. */
export const isOnSale = ({ active, heldReason }: Pick<Service, 'active' | 'heldReason'>): boolean =>
  active && heldReason === null;

/** Those on sale whose orders wait, because no route says who delivers them. */
export const withoutProvider = (services: readonly Service[]): Service[] =>
  services.filter((service) => isOnSale(service) && service.providerId === null);

/** How customers read the delivery methods. `other` is always described in words of its own. */
export const DELIVERY_WORDS: Record<DeliveryMethod, string> = {
  paid_ads: 'Paid ads',
  creator_placement: 'Creator placement',
  content_work: 'Content work',
  audience_network: 'Audience network',
  other: 'Other',
};

export const DELIVERY_METHODS = Object.keys(DELIVERY_WORDS) as [
  DeliveryMethod,
  ...DeliveryMethod[],
];

/**
 * 10⁹ per 1000: far above any price, and the largest surcharge on top of it, in micro-units, is
 * still within 64 bits.
 */
export const LARGEST_RATE = asRate(10n ** 15n);
