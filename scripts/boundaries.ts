/** Domains, lowest first, and what each may import; a new one adds its line by a decision record. */
export const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  accounts: [],
  ledger: [],
  catalog: [],
  content: [],
  auth: ['accounts'],
  keys: ['accounts'],
  staff: ['accounts'],
  coupons: ['ledger', 'catalog'],
  payments: ['accounts', 'ledger', 'coupons'],
  promotions: ['accounts', 'ledger', 'payments'],
  requests: ['accounts', 'keys'],
  pricing: ['accounts', 'catalog', 'coupons'],
  orders: ['accounts', 'ledger', 'catalog', 'coupons', 'pricing'],
  billing: ['accounts', 'ledger', 'content', 'orders', 'payments'],
  baskets: ['accounts', 'ledger', 'catalog', 'coupons', 'pricing', 'orders'],
  providers: ['catalog'],
  webhooks: ['accounts', 'keys', 'catalog', 'orders'],
  supply: ['catalog', 'pricing', 'providers'],
  fulfilment: ['catalog', 'ledger', 'orders', 'providers'],
  refills: ['catalog', 'orders', 'providers', 'fulfilment'],
  support: ['accounts', 'orders', 'payments'],
  storefront: ['accounts', 'catalog', 'pricing', 'orders', 'fulfilment'],
  status: ['providers', 'fulfilment', 'webhooks'],
  notifications: ['accounts', 'auth', 'orders', 'refills', 'payments', 'support', 'webhooks'],
  privacy: [
    ...['accounts', 'auth', 'keys', 'ledger', 'orders', 'refills', 'payments', 'billing'],
    ...['baskets', 'support', 'webhooks', 'requests', 'promotions', 'notifications'],
  ],
};

const EVERY_DOMAIN = Object.keys(DOMAINS);

/** What a folder of `src` may import besides itself. `main` is src/*.ts, src/cli and src/start. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  platform: ['lib'],
  ...Object.fromEntries(
    Object.entries(DOMAINS).map(([name, allowed]) => [name, ['lib', 'platform', ...allowed]]),
  ),
  simulator: ['lib'],
  'fault-proxy': ['lib'],
  'test-gateway': ['lib'],
  api: ['lib', 'platform', ...EVERY_DOMAIN],
  developers: ['lib', 'platform', 'api', ...EVERY_DOMAIN],
  web: ['lib', 'platform', 'developers', ...EVERY_DOMAIN],
  worker: ['lib', 'platform', ...EVERY_DOMAIN],
  main: [
    'lib',
    'platform',
    'simulator',
    'fault-proxy',
    'test-gateway',
    'api',
    'developers',
    'web',
    'worker',
    'bench',
    ...EVERY_DOMAIN,
  ],
};

/** Folders of `src` that belong to the main layer. */
export const MAIN_FOLDERS: readonly string[] = ['cli', 'start'];

/** Folders beside `src`; they may import everything, and only what is listed imports them. */
export const TOOLS: readonly string[] = ['test', 'bench', 'scripts'];

/** Where each runtime dependency may be imported in `src`. One that is not listed may not be used. */
export const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  '@fontsource-variable/geist': ['web'],
  '@fontsource/noto-sans-arabic': ['web'],
  '@fontsource-variable/geist-mono': ['web'],
  '@react-router/dev': ['web'],
  '@better-auth/passkey': ['auth'],
  '@hono/node-server': ['web', 'main'],
  '@react-router/node': ['web'],
  '@redis/client': ['platform'],
  '@resvg/resvg-wasm': ['support', 'web'],
  'better-auth': ['auth'],
  commander: ['main'],
  'csv-parse': ['catalog', 'baskets', 'main'],
  feed: ['web'],
  'graphile-worker': ['worker', 'platform'],
  hono: ['web', 'main'],
  kysely: ['platform', ...EVERY_DOMAIN],
  'markdown-it': ['content', 'developers', 'web'],
  nodemailer: ['platform'],
  pdfkit: ['billing'],
  pg: ['platform'],
  pino: ['platform'],
  react: ['web'],
  'react-dom': ['web'],
  'react-router': ['web'],
  shiki: ['developers', 'web'],
  stripe: ['payments'],
  uqr: ['auth', 'web'],
  'use-intl': ['web'],
  vite: ['web'],
  zod: ['lib', 'platform', 'api', 'web', 'main', ...EVERY_DOMAIN],
};

/** The only file that imports what was not there when this was checked: the built pages. */
export const LOADER_OF_PAGES = 'src/web/server/open-web.ts';

/** The only file of the product that reads the environment. */
export const ENVIRONMENT_READER = 'src/config.ts';

export const MAX_FILE_LINES = 400;
export const MAX_FUNCTION_LINES = 70;

/** Names of files and folders that fit everything, and of folders that sort by kind, not by use. */
export const NAMES_THAT_SAY_NOTHING = /^(utils?|helpers?|common|misc|shared)$/;
export const FOLDERS_BY_KIND = /^(services|controllers|models)$/;
