import { chargeFor, parseRate, type Money } from '#lib/money.ts';

/** A service as the simulated provider sells it. */
export type SimulatedService = {
  service: string;
  name?: string;
  type?: string;
  category?: string;
  /** Decimal text in the provider's currency, per 1000; of a package, for one of it. */
  rate?: string;
  min?: number;
  max?: number;
  refill?: boolean;
  cancel?: boolean;
  dripfeed?: boolean;
  /** Other rates from a moment on, milliseconds since the epoch. */
  prices?: readonly { at: number; rate: string }[];
  /** When it is gone. */
  until?: number;
};

export type Offered = Required<Omit<SimulatedService, 'prices' | 'until'>>;

export type PriceList = {
  /** What it offers at a moment. */
  at(now: number): Offered[];
  find(service: string, now: number): Offered | undefined;
  set(service: SimulatedService): void;
  /** From `at` on the service costs so much. */
  reprice(service: string, rate: string, at: number): void;
  vanish(service: string, at: number): void;
};

const PLAIN = {
  type: 'Default',
  category: 'Simulator',
  rate: '0.50',
  min: 1,
  max: 1_000_000,
  refill: true,
  cancel: true,
  dripfeed: false,
};

/** Without a list of its own a provider takes any service; it then shows those that are scripted. */
export function openPriceList(
  given: readonly SimulatedService[] | undefined,
  scripted: () => Iterable<string>,
): PriceList {
  const services = new Map((given ?? []).map((one) => [one.service, one]));
  const takesAny = given === undefined;
  const entry = (service: string): SimulatedService | undefined =>
    services.get(service) ?? (takesAny ? { service } : undefined);
  const find = (service: string, now: number) => {
    const one = entry(service);
    return one && (one.until ?? Infinity) > now ? offered(one, now) : undefined;
  };
  const change = (service: string, how: (one: SimulatedService) => SimulatedService) => {
    const one = entry(service);
    if (one) services.set(service, how(one));
  };
  return {
    find,
    at(now) {
      const shown = new Set([...services.keys(), ...(takesAny ? scripted() : [])]);
      return [...shown].filter((one) => one !== '*').flatMap((one) => find(one, now) ?? []);
    },
    set: (service) => void services.set(service.service, service),
    reprice: (service, rate, at) =>
      change(service, (one) => ({ ...one, prices: [...(one.prices ?? []), { at, rate }] })),
    vanish: (service, until) => change(service, (one) => ({ ...one, until })),
  };
}

function offered({ prices = [], until: _, ...service }: SimulatedService, now: number): Offered {
  const due = prices.filter((price) => price.at <= now).sort((a, b) => a.at - b.at);
  const rate = due.at(-1)?.rate ?? service.rate ?? PLAIN.rate;
  return { name: `Simulated service ${service.service}`, ...PLAIN, ...service, rate };
}

const isPackage = ({ type }: Offered): boolean => /package$/i.test(type);

/** What the provider takes for an order; a package has one price, whatever is in it. */
export const chargeOf = (service: Offered, quantity: number): Money =>
  chargeFor(parseRate(service.rate), isPackage(service) ? 1_000 : quantity);
