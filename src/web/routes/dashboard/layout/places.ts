import type { IconName } from '../../../ui/icons.ts';

type Place = { name: PlaceName; href: string; icon: IconName };

export type PlaceName =
  | 'home'
  | 'new'
  | 'mass'
  | 'orders'
  | 'dripFeeds'
  | 'subscriptions'
  | 'refills'
  | 'services'
  | 'wallet'
  | 'api'
  | 'webhooks'
  | 'tickets'
  | 'affiliates'
  | 'notifications'
  | 'settings';

/** Where one can go, in groups. */
export const PLACES: readonly (readonly Place[])[] = [
  [
    { name: 'home', href: '/dashboard', icon: 'home' },
    { name: 'new', href: '/dashboard/new', icon: 'plus' },
    { name: 'mass', href: '/dashboard/mass', icon: 'rows' },
    { name: 'orders', href: '/dashboard/orders', icon: 'list' },
    { name: 'dripFeeds', href: '/dashboard/drip-feeds', icon: 'drops' },
    { name: 'subscriptions', href: '/dashboard/subscriptions', icon: 'subscription' },
    { name: 'refills', href: '/dashboard/refills', icon: 'refill' },
    { name: 'services', href: '/services', icon: 'services' },
  ],
  [
    { name: 'wallet', href: '/dashboard/wallet', icon: 'wallet' },
    { name: 'affiliates', href: '/dashboard/affiliates', icon: 'people' },
  ],
  [
    { name: 'api', href: '/dashboard/api', icon: 'key' },
    { name: 'webhooks', href: '/dashboard/webhooks', icon: 'hook' },
  ],
  [
    { name: 'tickets', href: '/dashboard/tickets', icon: 'chat' },
    { name: 'notifications', href: '/dashboard/notifications', icon: 'bell' },
    { name: 'settings', href: '/dashboard/settings', icon: 'gear' },
  ],
];

/** What a thumb reaches; the rest is behind the menu. */
export const TABS: readonly Place[] = (['home', 'new', 'orders', 'wallet'] as const).flatMap(
  (name) => PLACES.flat().filter((place) => place.name === name),
);

/** Whether an address is a place, or below it. */
export function isAt(path: string, href: string): boolean {
  const [here = ''] = path.split('?');
  return here === href || (href !== '/dashboard' && here.startsWith(`${href}/`));
}
