import type { Combination } from './combinations.ts';
import type { PageRow, Places } from './pages.ts';

export type ChosenPicture = Combination & {
  name: string;
  by?: PageRow['by'];
  at: (places: Places) => string;
  /** From the top of the page, px. */
  height: number;
};

const wide = { locale: 'en', theme: 'light', width: 1440 } as const;
const dark = { ...wide, theme: 'dark' } as const;
const desk = { ...wide, by: 'customer' } as const;
const phone = { locale: 'en', theme: 'light', width: 360 } as const;

/** What the README and docs/product/screenshots show; together they stay below 4 MB. */
export const CHOSEN: readonly ChosenPicture[] = [
  { ...wide, name: 'landing', at: () => '/', height: 1_620 },
  { ...dark, name: 'landing-arabic', at: () => '/', locale: 'ar', height: 900 },
  { ...dark, name: 'services', at: () => '/services', height: 900 },
  { ...wide, name: 'service', at: ({ serviceId }) => `/services/${serviceId}`, height: 1_780 },
  { ...wide, name: 'pricing', at: () => '/pricing', height: 1_340 },
  { ...wide, name: 'docs', at: () => '/developers/add-order', height: 900 },
  { ...dark, name: 'docs-errors', at: () => '/developers/errors', height: 900 },
  { ...wide, name: 'status', at: () => '/status', height: 1_000 },
  { ...dark, name: 'giveaway', at: () => '/giveaway', height: 1_000 },
  { ...wide, name: 'why', at: () => '/why', height: 900 },
  { ...phone, name: 'phone-landing', at: () => '/', height: 1_300 },
  {
    ...phone,
    name: 'phone-services-arabic',
    at: () => '/services',
    locale: 'ar',
    theme: 'dark',
    height: 1_300,
  },
  { ...phone, name: 'phone-docs', at: () => '/developers/refill', height: 1_300 },
  {
    ...desk,
    name: 'dashboard-new-order',
    at: ({ serviceId }) => `/dashboard/new?service=${serviceId}`,
    height: 900,
  },
  { ...desk, name: 'dashboard-usage', at: () => '/dashboard/api/usage', height: 1_000 },
];
