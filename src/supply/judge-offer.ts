import { isDeepStrictEqual } from 'node:util';
import {
  costOf,
  inOrder,
  type ServicePatch,
  type Supplied,
  type SuppliedRoute,
} from '#catalog/index.ts';
import {
  asMoney,
  discountRate,
  formatMoney,
  formatRate,
  parseRate,
  type BasisPoints,
  type Rate,
} from '#lib/money.ts';
import type { Offer, Provider } from '#providers/index.ts';
import { heldOfferOf, type HeldOffer, type HoldCause } from './held-offer.ts';
import { isAlone, isUsable, nextLimits } from './next-limits.ts';
import { priceFor, type PriceRule } from './price-rule.ts';
import { costPer1000, limitsOf, lossAt, termsOf, typeNamed, type Terms } from './terms.ts';

/** What a sync knows of one service and the provider whose list it has just read. */
export type Situation = {
  service: Supplied;
  provider: Pick<
    Provider,
    'id' | 'name' | 'exchangeRate' | 'packagesPerOrder' | 'refill' | 'cancel'
  >;
  /** Null: it is not in the list. */
  offer: Offer | null;
  /** As the list had it the last time; null: not known. */
  last: Offer | null;
  /** It was missing twice, in lists that are believed. */
  isGone: boolean;
  rules: readonly PriceRule[];
  /** A change of cost by more, up or down, is the operator's to decide. */
  holdAboveBp: BasisPoints;
  /** What the best tier takes off. */
  topDiscountBp: BasisPoints;
};

export type RoutePatch = Partial<
  Pick<SuppliedRoute, 'costRate' | 'costBasis' | 'pausedReason' | 'pausedCauses'>
>;

/** What becomes of the service and of its route to the provider; undefined: nothing. */
export type Verdict = {
  route?: RoutePatch;
  service?: Omit<ServicePatch, 'id' | 'hold'>;
  /** Null releases it. */
  hold?: { offer: HeldOffer; reason: string } | null;
};

type Finding = { cause: HoldCause; text: string };
type Changes = NonNullable<Verdict['service']>;

/**
 * Decides what a provider's list means for a service: costs and limits are followed, prices by the
 * rules. What changes too much or would be sold under cost stops: the route, where another one
 * goes on, else the service. Pure.
 */
export function judgeOffer(situation: Situation): Verdict {
  const { service, provider, offer, isGone } = situation;
  const route = service.routes.find((one) => one.providerId === provider.id);
  if (!route) return {};
  if (!offer) {
    const text = `no longer offers its service ${route.providerService}`;
    // What is switched off needs no stopping; it would only ask for a decision that was made.
    return isGone && service.active
      ? stop(situation, route, { findings: [{ cause: 'vanished', text }] })
      : {};
  }
  const terms = termsOf(provider, offer);
  const limits = nextLimits(service, provider.id, { offer, last: situation.last });
  const sold = { ...service, ...limits };
  const priced = newRate(situation, route, terms, sold);
  const findingsAt = (rate: Rate): Finding[] => [
    ...costFindings(situation, route, terms, sold, rate),
    ...(limits ? [] : [limitsFinding(service, offer)]),
    ...typeFindings(situation, offer),
  ];
  const found = findingsAt(priced ?? rateToBe(service));
  // Where another route goes on, the price does not move with this one.
  const stays = found.length > 0 && goesOnWithout(service, route) ? findingsAt(service.rate) : [];
  const findings = stays.length > 0 ? stays : found;
  const changes: Changes = {
    ...flagChanges(situation, offer),
    ...(sold.min === service.min ? {} : { min: sold.min }),
    ...(sold.max === service.max ? {} : { max: sold.max }),
    ...(priced === undefined ? {} : { rate: priced }),
  };
  const cost = isSameCost(route, terms) ? {} : terms;
  const verdict =
    findings.length > 0
      ? stop(situation, route, { findings, changes, offer, hasMoved: !isSameCost(route, terms) })
      : goOn(situation, route, changes);
  return Object.keys(cost).length === 0
    ? verdict
    : { ...verdict, route: { ...cost, ...verdict.route } };
}

/** The price that a held service would be sold at, else its own. */
function rateToBe(service: Supplied): Rate {
  const offered = heldOfferOf(service)?.rate;
  return offered === undefined || service.ratePinned ? service.rate : parseRate(offered);
}

const isSameCost = (route: SuppliedRoute, terms: Terms): boolean =>
  route.costRate === terms.costRate && route.costBasis === terms.costBasis;

/** What the only provider has lost or gained follows where it was as he had it. */
function flagChanges({ service, last, provider }: Situation, offer: Offer): Changes {
  const changes: Changes = {};
  if (!last || !isAlone(service, provider.id)) return changes;
  for (const flag of ['refill', 'cancel'] as const) {
    const now = offer[flag] && provider[flag];
    if (service[flag] === (last[flag] && provider[flag]) && service[flag] !== now) {
      changes[flag] = now;
    }
  }
  return changes;
}

/** By the rules, when the cost of the route that is taken first has changed; else undefined. */
function newRate(
  { service, provider, rules }: Situation,
  route: SuppliedRoute,
  terms: Terms,
  sold: Supplied,
): Rate | undefined {
  const moved = route.costRate !== null && !isSameCost(route, terms);
  if (!moved || service.ratePinned || !route.active) return undefined;
  const others = service.routes.filter((one) => one !== route && isUsable(one));
  const [first] = inOrder([...others, { ...route, ...terms }], sold.min);
  if (first?.providerId !== provider.id) return undefined;
  const about = { providerId: provider.id, category: service.category };
  return priceFor(costPer1000(terms, sold), about, rules)?.rate;
}

function costFindings(
  { service, holdAboveBp, topDiscountBp }: Situation,
  route: SuppliedRoute,
  terms: Terms,
  sold: Supplied,
  rate: Rate,
): Finding[] {
  const found: Finding[] = [];
  const { costRate: before } = route;
  const isComparable = before !== null && route.costBasis === terms.costBasis;
  if (isComparable && isFar(before, terms.costRate, holdAboveBp)) {
    const percent = before === 0n ? '' : ` (${percentOf(before, terms.costRate)})`;
    const unit = terms.costBasis === 'per_order' ? 'an order' : 'per 1,000';
    const text = `asks ${formatRate(terms.costRate)} ${unit} now, ${formatRate(before)} before`;
    found.push({ cause: 'cost', text: text + percent });
  }
  const { lossAccepted } = service;
  if (lossAccepted !== null && costPer1000(terms, sold) <= lossAccepted) return found;
  const loss = lossAt(sold, rate, terms);
  if (loss !== undefined) {
    found.push({ cause: 'under_cost', text: lossText(loss, rate, terms) });
  } else if (before !== null && !isSameCost(route, terms)) {
    const lowest = discountRate(rate, [topDiscountBp]);
    const lossOfTier = lossAt(sold, lowest, terms);
    const lost = lossAt(service, discountRate(service.rate, [topDiscountBp]), route) !== undefined;
    if (lossOfTier !== undefined && !lost) {
      const text = `${lossText(lossOfTier, lowest, terms)} to the best tier`;
      found.push({ cause: 'tier_under_cost', text });
    }
  }
  return found;
}

function lossText(quantity: number, rate: Rate, terms: Terms): string {
  const cost = costOf(terms, quantity);
  const of = quantity.toLocaleString('en-US');
  const charge = formatMoney(asMoney(rate * BigInt(quantity)));
  return `takes ${cost === null ? '?' : formatMoney(cost)} for an order of ${of}, sold at ${charge}`;
}

const isFar = (before: bigint, now: bigint, limitBp: BasisPoints): boolean =>
  (now > before ? now - before : before - now) * 10_000n > before * BigInt(limitBp);

function percentOf(before: bigint, now: bigint): string {
  const percent = ((now - before) * 100n) / before;
  return `${percent > 0n ? '+' : percent < 0n ? '−' : '±'}${percent < 0n ? -percent : percent} %`;
}

const limitsFinding = (service: Supplied, offer: Offer): Finding => ({
  cause: 'limits',
  text: `takes ${offer.min} to ${offer.max}, the service sells ${service.min} to ${service.max}`,
});

const typeFindings = ({ last }: Situation, offer: Offer): Finding[] =>
  !last || last.type === offer.type
    ? []
    : [{ cause: 'type', text: `delivers it as ${offer.type} now, as ${last.type} before` }];

type Stop = { findings: readonly Finding[]; changes?: Changes; offer?: Offer; hasMoved?: boolean };

/** The route alone where another one goes on, else the service; what was said once is kept. */
function stop(
  situation: Situation,
  route: SuppliedRoute,
  { findings, changes = {}, offer, hasMoved = false }: Stop,
): Verdict {
  const { service, provider } = situation;
  const causes = findings.map((finding) => finding.cause);
  const reason = `${provider.name} ${findings.map((finding) => finding.text).join('; it ')}`;
  if (!route.active || goesOnWithout(service, route)) {
    const isTold = !hasMoved && causes.every((cause) => route.pausedCauses.includes(cause));
    const isOperators = !route.active && route.pausedCauses.length === 0;
    if (isTold || isOperators) return {};
    return { route: { pausedReason: reason, pausedCauses: together(route.pausedCauses, causes) } };
  }
  const held = heldOfferOf(service);
  const { rate, ...limits } = changes;
  const next: HeldOffer = {
    ...(held?.providerId === provider.id ? held : {}),
    providerId: provider.id,
    causes: together(held?.causes ?? [], causes),
    ...(rate === undefined ? {} : { rate: formatRate(rate) }),
    ...(offer ? shapeOf(situation, offer, causes) : {}),
  };
  const isTold = !hasMoved && isDeepStrictEqual(held, next);
  return {
    ...(Object.keys(limits).length === 0 ? {} : { service: limits }),
    ...(isTold ? {} : { hold: { offer: next, reason } }),
  };
}

/** What was wrong before waits for the operator, but for having vanished: that is seen. */
const together = <Cause extends string>(
  older: readonly Cause[],
  causes: readonly Cause[],
): Cause[] => [...new Set([...older.filter((cause) => cause !== 'vanished'), ...causes])];

/** Another route may be taken, and pays at the price as it is. */
const goesOnWithout = (service: Supplied, route: SuppliedRoute): boolean =>
  service.routes.some(
    (one) => one !== route && isUsable(one) && lossAt(service, service.rate, one) === undefined,
  );

function shapeOf({ service }: Situation, offer: Offer, causes: readonly HoldCause[]) {
  const limits = causes.includes('limits') ? limitsOf(offer) : null;
  const type = causes.includes('type') ? typeNamed(offer.type) : undefined;
  return {
    ...limits,
    ...(type === undefined || type === service.type ? {} : { type }),
  };
}

/** Nothing is wrong with it now. What the operator has to decide still waits for him. */
function goOn({ service, provider }: Situation, route: SuppliedRoute, changes: Changes): Verdict {
  const held = heldOfferOf(service);
  const comesBack = route.pausedCauses.length === 1 && route.pausedCauses[0] === 'vanished';
  const resumed = comesBack ? { route: { pausedReason: null, pausedCauses: [] } } : {};
  const { rate, ...others } = changes;
  const kept = rate === undefined || rate === service.rate ? others : changes;
  const followed = (patch: Changes) => (Object.keys(patch).length > 0 ? { service: patch } : {});
  if (service.heldReason === null) return { ...resumed, ...followed(kept) };
  if (held?.providerId === provider.id && held.causes.every((cause) => cause === 'vanished')) {
    return { ...resumed, ...followed(kept), hold: null };
  }
  const waits = { ...resumed, ...followed(others) };
  if (held?.providerId !== provider.id) return waits;
  const offer = {
    ...held,
    causes: held.causes.filter((cause) => cause !== 'vanished'),
    ...(rate === undefined ? {} : { rate: formatRate(rate) }),
  };
  return isDeepStrictEqual(held, offer)
    ? waits
    : { ...waits, hold: { offer, reason: service.heldReason } };
}
