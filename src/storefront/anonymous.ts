/** How an order may be named in public: the narrowest group in which enough others ordered too. */
export type PublicName = {
  /** Of the service, its category or its platform. */
  name: string;
  platform: string;
  /** Where the service itself may be named. */
  serviceId: number | null;
};

/** What is known of an order and of its service when it is to be named. */
export type Ordered = {
  accountId: number;
  service: { id: number; name: string; category: string; platform: string; onSale: boolean };
};

// Whoever is one of few can be guessed: a name needs that many orders, of that many accounts.
export const LEAST_ORDERS = 5;
export const LEAST_ACCOUNTS = 3;

type Group = { orders: number; accounts: Set<number> };

/**
 * Names orders so that nobody can be told by them, judged by the orders themselves: by service
 * where enough accounts ordered it, else by category, else by platform, else not at all (null).
 */
export function namesOf(orders: readonly Ordered[]): (PublicName | null)[] {
  const groups = new Map<string, Group>();
  for (const order of orders) for (const key of keysOf(order)) join(groups, key, order.accountId);
  return orders.map((order) => {
    const [service, category, platform] = keysOf(order).map((key) => isCrowd(groups.get(key)));
    const of = order.service;
    if (service && of.onSale) return { name: of.name, platform: of.platform, serviceId: of.id };
    if (category) return { name: of.category, platform: of.platform, serviceId: null };
    if (platform) return { name: of.platform, platform: of.platform, serviceId: null };
    return null;
  });
}

const keysOf = ({ service }: Ordered): [string, string, string] => [
  `service ${service.id}`,
  `category ${service.category}`,
  `platform ${service.platform}`,
];

function join(groups: Map<string, Group>, key: string, accountId: number): void {
  const group = groups.get(key) ?? { orders: 0, accounts: new Set() };
  group.orders += 1;
  group.accounts.add(accountId);
  groups.set(key, group);
}

const isCrowd = (group: Group | undefined): boolean =>
  group !== undefined && group.orders >= LEAST_ORDERS && group.accounts.size >= LEAST_ACCOUNTS;

const HOUR = 60;
const DAY = 24 * HOUR;

/** How long something took, in minutes, and above an hour no closer than five, a day, an hour. */
export function coarseMinutes(ms: number): number {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < HOUR) return minutes;
  const step = minutes < DAY ? 5 : HOUR;
  return Math.round(minutes / step) * step;
}

/** How long ago it was, rounded up: to a quarter of an hour, above one to an hour, then to a day. */
export function coarseAge(ms: number): number {
  const minutes = Math.max(1, ms / 60_000);
  const step = minutes <= HOUR ? 15 : minutes <= DAY ? HOUR : DAY;
  return Math.ceil(minutes / step) * step;
}
