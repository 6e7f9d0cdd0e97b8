import type { Command } from 'commander';
import { findAccount } from '#accounts/index.ts';
import {
  CAST,
  countMigrations,
  RELEASE,
  suggestOrder,
  DEMO_CUSTOMER,
  isEmpty,
  type DemoAccess,
  type Ready,
  type RunOptions,
} from '../start/index.ts';
import type { Answer, Cli } from './cli.ts';
import { bold, dim, receipt } from './text.ts';

type Options = { worker?: boolean; dev?: boolean };

const LINGER_MS = 100;

export function addServeCommands(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('set up what is missing, then serve and work: what npm start runs')
    .option('--dev', 'pages straight from their sources, for developers of the panel')
    .action(({ dev = false }: Options) => run(cli, { http: true, worker: true, dev }));
  program
    .command('serve')
    .description('the same as start; with --no-worker only the API and the pages')
    .option('--no-worker', 'leave the orders to processes that run notpanel worker')
    .action(({ worker = true }: Options) => run(cli, { http: true, worker, dev: false }));
  program
    .command('worker')
    .description('only send orders to providers and follow them')
    .action(() => run(cli, { http: false, worker: true, dev: false }));
}

async function run(cli: Cli, parts: Omit<RunOptions, 'onReady'>): Promise<void> {
  // Loaded only here, so that other commands answer sooner.
  const { runPanel } = await import('../start/run-panel.ts');
  const code = await runPanel(cli.config, {
    ...parts,
    onReady: async (ready) => cli.print(await describe(ready)),
  });
  process.exitCode = code;
  // A provider's connection may still be open; nothing of ours waits for it any more.
  setTimeout(() => process.exit(code), LINGER_MS).unref();
}

async function describe(ready: Ready): Promise<Answer> {
  const { panel, url, access } = ready;
  const order = url && panel.shop.demo ? await orderCall(ready, url) : undefined;
  const isUnused = !panel.shop.demo && (await isEmpty(panel.app));
  return {
    json: {
      ok: true,
      release: RELEASE,
      url: url ?? null,
      worker: ready.worker,
      demo: panel.shop.demo,
      data: panel.storage.dataDir,
      migrations: panel.applied,
      first_run: access ?? null,
      order: order ?? null,
      ready_ms: Math.round(ready.tookMs),
    },
    text: [
      headline(ready),
      await whatWasDone(ready),
      ...(url ? [whereToLook(url)] : []),
      ...(ready.demoProviders.length > 0 ? [whoDelivers(ready)] : []),
      ...(access ? [whoIsThere(access)] : []),
      ...(order ? [tryIt(order, await aKey(ready))] : []),
      ...(isUnused ? [NEXT_STEPS] : []),
      dim('Ctrl-C stops.'),
    ].join('\n\n'),
  };
}

// The same as under "Running a shop" in the README.
const NEXT_STEPS = `${bold('Nobody has an account yet; running a shop begins with')}

  npx notpanel account create --email you@example.com --password-stdin
  npx notpanel wallet credit 1 25.00 --reason 'bank transfer' --reference wire-4711
  npx notpanel key create 1 --dialect classic --name 'my other panel'
  npx notpanel provider add https://provider.example/api/v2 their-key
  npx notpanel service import services.csv
  npx notpanel service route 1 1 4711 --cost 0.90`;

const headline = ({ panel, tookMs }: Ready): string =>
  `${bold(`notpanel ${RELEASE}`)} ${panel.shop.demo ? 'demo shop' : 'shop'}, ` +
  `ready in ${(tookMs / 1000).toFixed(1)} s`;

async function whatWasDone({ panel, worker, url, access }: Ready): Promise<string> {
  const { applied, storage } = panel;
  const all = await countMigrations();
  return receipt('What it did', [
    ['database', storage.found],
    ...storage.notes.map((note) => ['note', note] as const),
    ['migrations', applied.length === 0 ? `all ${all} were there` : `${applied.length} applied`],
    ...(access
      ? [['first run', `${access.services.toLocaleString('en-US')} services, two people`] as const]
      : []),
    ['runs', [url && 'the API and the pages', worker && 'the worker'].filter(Boolean).join(', ')],
  ]);
}

const whereToLook = (url: string): string =>
  receipt('Where to look', [
    ['pages', `${url}/`],
    ['sign in', `${url}/sign-in`],
    ['developer docs', `${url}/developers`],
    ['API', `${url}/api/v2`],
    ['API document', `${url}/api/openapi.json`],
    ['health', `${url}/healthz, ${url}/readyz`],
  ]);

const whoDelivers = ({ demoProviders }: Ready): string =>
  [
    receipt(
      'Who delivers',
      demoProviders.map(({ role }) => [CAST[role].name, CAST[role].says]),
    ),
    dim('  What the shop makes of them: npx notpanel overview'),
  ].join('\n');

const whoIsThere = ({ operator, customer }: DemoAccess): string =>
  [
    receipt('Who is there (shown this once, only hashes are kept)', [
      ['operator', `${operator.email}  ${operator.password}`],
      ['customer', `${customer.email}  ${customer.password}`],
      ['the customer’s API key', customer.key],
    ]),
    dim('  Until operators have pages of their own, npx notpanel --help is their desk.'),
    dim(`  A lost password: npx notpanel account password ${customer.account} --password-stdin`),
  ].join('\n');

async function orderCall({ panel, access }: Ready, url: string): Promise<string | undefined> {
  const suggested = await suggestOrder(panel.app);
  if (!suggested) return undefined;
  const { service, quantity } = suggested;
  return [
    `curl ${url}/api/v2 \\`,
    `  -d key=${access?.customer.key ?? '$KEY'} \\`,
    `  -d action=add -d request_id=${access ? 'my-first-order' : 'order-$(date +%s)'} \\`,
    `  -d service=${service.id} -d link=https://example.com/post -d quantity=${quantity}`,
  ].join('\n');
}

/** How to come by a key for it, where none was shown. */
async function aKey({ panel, access }: Ready): Promise<string | undefined> {
  const customer = access ? undefined : await findAccount(panel.app.db, DEMO_CUSTOMER);
  return (
    customer && `KEY=$(npx notpanel key create ${customer.id} --json | grep -o 'np_live_\\w*')`
  );
}

const tryIt = (order: string, key: string | undefined): string =>
  [
    bold('Place an order; within a minute it is delivered'),
    ...(key ? [`  ${key}`] : []),
    order.replace(/^/gm, '  '),
    dim('  Then ask for it with -d action=status -d order=<what was answered>.'),
  ].join('\n\n');
