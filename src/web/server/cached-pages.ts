/** What a guest's copy of a page depends on. */
export type CachedPage = {
  /** Without language; `:` matches one part. */
  readonly path: string;
  /** The query parameters that change it; every other one is left out of its key. */
  readonly query: readonly string[];
  /** Kept this long at most: figures on it may change without a notification. */
  readonly seconds: number;
};

const page = (path: string, seconds: number, query: readonly string[] = []): CachedPage => ({
  path,
  query,
  seconds,
});

const CHANGE_FILTERS = ['kind', 'platform', 'service', 'before'];

/** The pages that guests are given copies of; what is not here is rendered for each visit. */
export const CACHED_PAGES: readonly CachedPage[] = [
  page('/', 5),
  page('/pricing', 5, ['service', 'quantity', 'tier']),
  page('/giveaway', 10),
  page('/giveaway/:id/entries.json', 10),
  page('/giveaway/verify.mjs', 300),
  page('/status', 15),
  page('/status.json', 15),
  page('/changes', 60, CHANGE_FILTERS),
  page('/changes.rss', 60, CHANGE_FILTERS),
  page('/changes.json', 60, CHANGE_FILTERS),
  page('/why', 300),
  page('/developers', 60, ['lang']),
  page('/developers.md', 60),
  page('/developers/search', 60, ['q']),
  page('/developers/:page', 60, ['lang']),
  page('/llms.txt', 60),
  page('/llms-full.txt', 60),
  ...['/about', '/terms', '/privacy', '/refunds', '/acceptable-use'].map((path) => page(path, 300)),
  page('/faq', 300, ['q']),
  // A post may wait for its hour.
  page('/blog', 60),
  page('/blog/:slug', 60),
  page('/services', 60, [
    ...['q', 'platform', 'category', 'delivery', 'type', 'refill', 'cancel', 'dripfeed'],
    ...['from', 'to', 'sort', 'page'],
  ]),
  page('/services/:id', 60),
];

/** Notifications after which no copy is good any more. */
export const CLEARED_BY: readonly string[] = ['catalog', 'content', 'currencies'];

const PATTERNS = CACHED_PAGES.map((one) => ({
  one,
  parts: one.path.split('/'),
}));

/** The row of a path, if guests are given copies of it. */
export function cachedPageAt(path: string): CachedPage | undefined {
  const parts = path.split('/');
  return PATTERNS.find(
    (pattern) =>
      pattern.parts.length === parts.length &&
      pattern.parts.every((part, at) =>
        part.startsWith(':') ? parts[at] !== '' : part === parts[at],
      ),
  )?.one;
}
