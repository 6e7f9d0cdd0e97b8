import type { RouterContext } from 'react-router';
import type { Visitor } from '#auth/index.ts';
import type { App } from '#platform/app.ts';
import type { Locale } from '#lib/locales.ts';
import type { Preferences } from './preferences.ts';

/** What every page needs to know of the shop. */
export type Site = {
  readonly name: string;
  /** Where visitors reach it, without a slash at the end. */
  readonly url: string;
  readonly demo: boolean;
  readonly currency: string;
  readonly release: string;
  /** Shows what only developers of the panel look at. */
  readonly dev: boolean;
};

export type { Visitor };

/** One request, as loaders and actions see it. */
export type Page = {
  readonly app: App;
  readonly site: Site;
  readonly locale: Locale;
  /** The address without host and language, such as `/services?q=ads`. */
  readonly path: string;
  readonly preferences: Preferences;
  readonly visitor: Visitor | null;
  /** Of the caller, for limits. */
  readonly ip: string;
  /** Allows the scripts of pages that hydrate; cached pages have none. */
  readonly nonce: string | undefined;
};

/** The key of `Page` in React Router's context, which compares keys by identity only. */
export const PAGE: RouterContext<Page> = {};

type Context = { get(key: RouterContext<Page>): Page };

/** The request that a loader or an action answers. */
export const pageOf = (context: Context): Page => context.get(PAGE);
