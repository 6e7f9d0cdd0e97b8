import { isOnSale, QUANTITY_FROM, takesRuns, type Service } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Json } from '#platform/db/schema.ts';
import { guardLink, isWebLink } from './link.ts';
import type { OrderParams } from './order-params.ts';

/** An order that fits its service, not yet priced for anybody. */
export type OrderDraft = {
  service: Service;
  link: string;
  /** Normalised, where the service refuses a second open order on one link. */
  guardedLink: string | null;
  /** All pieces, over every run of a drip-feed. */
  quantity: number;
  dripFeed: { runs: number; intervalMinutes: number; runQuantity: number } | null;
  subscription: SubscriptionDraft | null;
  coupon: string | null;
  /** What the provider needs beside link and quantity, under the v2 names. */
  details: Json;
};

export type SubscriptionDraft = {
  username: string;
  min: number;
  max: number;
  delayMinutes: number;
  posts: number | null;
  oldPosts: number;
  expiresOn: string | null;
};

const MAX_RUNS = 1_000; // contract 5
const MAX_INTERVAL_MINUTES = 10_080; // contract 5: a week
const LARGEST_QUANTITY = 2_147_483_647; // an integer column

/**
 * Holds parameters against the service they ask for. Refuses with `missing_parameter`,
 * `invalid_parameter`, `invalid_link`, `quantity_too_small`, `quantity_too_large`,
 * `comments_missing` or, when the service is off, `service_not_found`.
 */
export function draftOrder(service: Service, params: OrderParams): OrderDraft {
  if (!isOnSale(service)) throw new AppError('service_not_found', 'Service not found');
  const subscription = isStanding(service) ? draftSubscription(service, params) : null;
  const link = linkOf(service, params);
  return {
    service,
    link,
    guardedLink: service.linkGuard && link !== '' ? guardLink(link) : null,
    ...measureOrder(service, params),
    subscription,
    coupon: params.coupon ?? null,
    details: detailsOf(params),
  };
}

/** Everything for which `draftOrder` refuses parameters of which some may still be missing. */
export function draftFaults(service: Service, params: OrderParams): AppError[] {
  const checks = [
    () => linkOf(service, params),
    () => measureOrder(service, params),
    () => (isStanding(service) ? draftSubscription(service, params) : null),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof AppError) return [error];
      throw error;
    }
  });
}

/**
 * How much is ordered, which is all that a charge needs beside the price. Refuses what
 * `draftOrder` does of quantity, lines and runs.
 */
export function measureOrder(
  service: Service,
  params: OrderParams,
): Pick<OrderDraft, 'quantity' | 'dripFeed'> {
  const pieces = isStanding(service) ? 0 : piecesOf(service, params);
  const dripFeed = draftDripFeed(service, params, pieces);
  const quantity = dripFeed ? dripFeed.runs * pieces : pieces;
  if (quantity > LARGEST_QUANTITY) {
    throw new AppError('quantity_too_large', 'fewer runs, or less in each', {
      parameter: 'quantity',
    });
  }
  return { quantity, dripFeed };
}

const isStanding = ({ type }: Service): boolean => QUANTITY_FROM[type] === 'none';

/** A standing order may have none: the profile is its username. */
function linkOf(service: Service, params: OrderParams): string {
  const link = isStanding(service) ? (params.link ?? '') : required('link', params.link);
  if (link === '' || isWebLink(link)) return link;
  throw new AppError('invalid_link', 'an http or https address of at most 1000 characters', {
    parameter: 'link',
  });
}

function piecesOf(service: Service, params: OrderParams): number {
  const source = QUANTITY_FROM[service.type];
  if (source === 'min') {
    if (service.type === 'Custom Comments Package') comments(params);
    return service.min;
  }
  const parameter = source === 'given' || source === 'none' ? 'quantity' : source;
  const pieces = count(parameter, params);
  if (pieces < service.min) {
    throw new AppError('quantity_too_small', `at least ${service.min}`, { parameter });
  }
  if (pieces > service.max) {
    throw new AppError('quantity_too_large', `at most ${service.max}`, { parameter });
  }
  return pieces;
}

function count(parameter: 'quantity' | 'comments' | 'usernames', params: OrderParams): number {
  if (parameter === 'comments') return comments(params).length;
  if (parameter === 'usernames') return lines(parameter, params.usernames).length;
  return required(parameter, params.quantity);
}

function draftDripFeed(service: Service, params: OrderParams, pieces: number) {
  const { runs = 0, interval = 0 } = params;
  if (!takesRuns(service.type)) return null;
  // Old clients always send both and mean "no drip-feed" by zero.
  if (runs === 0 && interval === 0) return null;
  if (!service.dripfeed) {
    throw new AppError('invalid_parameter', 'this service takes no runs and no interval', {
      parameter: runs === 0 ? 'interval' : 'runs',
    });
  }
  if (runs < 1) throw missing('runs');
  if (interval < 1 && runs > 1) throw missing('interval');
  inRange('runs', runs, 1, MAX_RUNS);
  if (runs === 1) return null;
  inRange('interval', interval, 1, MAX_INTERVAL_MINUTES);
  return { runs, intervalMinutes: interval, runQuantity: pieces };
}

function draftSubscription(service: Service, params: OrderParams): SubscriptionDraft {
  const username = required('username', params.username);
  const min = required('min', params.min);
  const max = required('max', params.max);
  const delayMinutes = required('delay', params.delay);
  inRange('min', min, service.min, service.max);
  inRange('max', max, min, service.max);
  return {
    username,
    min,
    max,
    delayMinutes,
    posts: params.posts ?? null,
    oldPosts: params.oldPosts ?? 0,
    expiresOn: params.expiry ?? null,
  };
}

/** Only what was sent: most orders carry nothing beside link and quantity. */
function detailsOf(params: OrderParams): Json {
  const details: Record<string, Json> = {};
  const keep = (name: string, value: string | number | readonly string[] | undefined) => {
    if (value !== undefined) details[name] = typeof value === 'object' ? [...value] : value;
  };
  keep('comments', params.comments);
  keep('keywords', params.keywords);
  keep('usernames', params.usernames);
  keep('hashtags', params.hashtags);
  keep('groups', params.groups);
  keep('hashtag', params.hashtag);
  keep('username', params.username);
  keep('media', params.media);
  keep('answer_number', params.answerNumber);
  keep('country', params.country);
  keep('device', params.device);
  keep('type_of_traffic', params.typeOfTraffic);
  keep('google_keyword', params.googleKeyword);
  keep('referring_url', params.referringUrl);
  return Object.keys(details).length === 0 ? null : details;
}

function comments(params: OrderParams): readonly string[] {
  if (params.comments === undefined || params.comments.length === 0) {
    throw new AppError('comments_missing', 'Missing required parameter: comments', {
      parameter: 'comments',
    });
  }
  return params.comments;
}

function lines(parameter: string, value: readonly string[] | undefined): readonly string[] {
  if (value === undefined || value.length === 0) throw missing(parameter);
  return value;
}

function required<T>(parameter: string, value: T | undefined): T {
  if (value === undefined) throw missing(parameter);
  return value;
}

const missing = (parameter: string) =>
  new AppError('missing_parameter', `Missing required parameter: ${parameter}`, { parameter });

function inRange(parameter: string, value: number, from: number, to: number): void {
  if (value >= from && value <= to) return;
  throw new AppError('invalid_parameter', `a number from ${from} to ${to}`, { parameter });
}
