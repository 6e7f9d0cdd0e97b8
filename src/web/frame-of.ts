import { directionOf } from 'notpanel/lib/locales.ts';
import { displayRates } from 'notpanel/storefront/index.ts';
import type { Page } from 'notpanel/web/server/context.ts';
import type { Frame } from './frame.ts';

/** The frame of a request, for loaders. */
export async function frameOf(page: Page): Promise<Frame> {
  const { app, site, locale, path, preferences, visitor, nonce } = page;
  const rates = await displayRates(app);
  return {
    site,
    locale,
    direction: directionOf(locale),
    path,
    theme: preferences.theme,
    display: rates.find(({ currency }) => currency === preferences.currency),
    currencies: rates.map(({ currency }) => currency),
    visitor: visitor && { name: visitor.name, email: visitor.email, role: visitor.role },
    nonce,
  };
}
