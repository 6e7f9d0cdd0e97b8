import { createContext, use } from 'react';
import type { Site, Visitor } from 'notpanel/web/server/context.ts';
import type { Locale } from 'notpanel/lib/locales.ts';
import type { DisplayRate } from 'notpanel/lib/display-amount.ts';
import type { Theme } from 'notpanel/web/server/preferences.ts';

/** What every component may know of the shop, the visitor and the address. */
export type Frame = {
  site: Site;
  locale: Locale;
  direction: 'ltr' | 'rtl';
  /** Without host and language. */
  path: string;
  theme: Theme | undefined;
  /** The currency that the visitor chose to see prices in as well. */
  display: DisplayRate | undefined;
  /** All that may be chosen, by code. */
  currencies: readonly string[];
  visitor: Pick<Visitor, 'name' | 'email' | 'role'> | null;
  nonce: string | undefined;
};

export const FrameContext = createContext<Frame | undefined>(undefined);

/** The page's frame; every page is rendered inside one. */
export function useFrame(): Frame {
  const frame = use(FrameContext);
  if (!frame) throw new Error('This is rendered outside of a page');
  return frame;
}
