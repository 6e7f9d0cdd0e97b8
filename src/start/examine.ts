import { statfs } from 'node:fs/promises';
import { isOnSale, listServices, withoutProvider } from '#catalog/index.ts';
import { checkContent } from '#content/index.ts';
import { checkAllBooks } from '#worker/index.ts';
import { listProviders } from '#providers/index.ts';
import type { App } from '#platform/app.ts';
import { pendingMigrations } from '#platform/db/pending-migrations.ts';
import { reading } from '#platform/db/statement.ts';
import { openRedisStore } from '#platform/limits/index.ts';
import { listWorkers } from '#platform/queue/workers.ts';
import { checkSettings } from '#platform/db/settings-check.ts';
import type { Log } from '#platform/log.ts';
import { openApp, type OpenApp } from '../app.ts';
import type { Config } from '../config.ts';
import { openStorage, requireStorage, type Storage } from './open-storage.ts';
import { readSecret, secretFile } from './read-secret.ts';

export type Finding = { name: string; state: 'ok' | 'warning' | 'wrong'; detail: string };

type Verdict = string | { state: 'warning' | 'wrong'; detail: string };

const OLDEST_NODE = [24, 7] as const; // the first with argon2
const LEAST_FREE_MB = 200; // a checkpoint and a night's orders
const LITTLE_FREE_MB = 2_000; // max_wal_size
const LARGEST_SKEW_MS = 2_000;

const NOW = reading<{ now: Date }>('doctor.now', 'select clock_timestamp() as now');

/**
 * Examines an installation: program, settings, disk, database, secret, clock, books. Never throws
 * and makes no shop; what cannot be examined because something before it is wrong is left out.
 */
export async function examine(
  config: () => Config,
  logOf: (config: Config) => Log,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (name: string, work: () => Promise<Verdict> | Verdict): Promise<boolean> => {
    const finding = await verdictOf(name, work);
    findings.push(finding);
    return finding.state !== 'wrong';
  };
  await look('node', nodeVersion);
  if (!(await look('settings', () => (config(), 'all variables are understood')))) return findings;
  const settings = config();
  let storage: Storage | undefined;
  await using opened = new AsyncDisposableStack();
  await look('database', async () => {
    await requireStorage(settings);
    storage = opened.use(await openStorage(settings, logOf(settings), 'command'));
    return storage.found;
  });
  if (!storage) return findings;
  await lookInto(storage, settings, opened, logOf(settings), look);
  return findings;
}

type Look = (name: string, work: () => Promise<Verdict> | Verdict) => Promise<boolean>;

async function lookInto(
  storage: Storage,
  config: Config,
  opened: AsyncDisposableStack,
  log: Log,
  look: Look,
): Promise<void> {
  await look('disk', () => freeSpace(storage.dataDir));
  await look('durability', () => durability(storage));
  const isMigrated = await look('migrations', () => migrations(storage));
  let secret: string | undefined;
  await look('secret', async () => {
    secret = await readSecret(storage.dataDir, config.secret);
    return config.secret ? 'from NOTPANEL_SECRET' : `in ${secretFile(storage.dataDir)}, 0600`;
  });
  if (!isMigrated || secret === undefined) return;
  const { appUrl: databaseUrl } = storage;
  const { limits, egressAllow: allow, egressDeny: deny } = config;
  const options = { databaseUrl, secret, log, limits, small: true, egress: { allow, deny } };
  let shop: OpenApp | undefined;
  await look('shop', async () => {
    shop = opened.use(await openApp({ ...options, whenNew: 'refuse' }));
    return `${shop.shop.demo ? 'a demo' : 'a shop'} in ${shop.shop.currency}`;
  });
  if (!shop) return;
  const { app } = shop;
  await look('providers', () => providers(app));
  await look('services', () => services(app));
  await look('operator', () => operator(app));
  await look('clock', () => clock(app));
  await look('workers', () => workers(app));
  const { installation } = shop.shop;
  await look('limits', () => sharedLimits(config, installation, log));
  await look('books', () => books(app));
}

async function verdictOf(name: string, work: () => Promise<Verdict> | Verdict): Promise<Finding> {
  try {
    const verdict = await work();
    if (typeof verdict === 'string') return { name, state: 'ok', detail: verdict };
    return { name, ...verdict };
  } catch (error) {
    return { name, state: 'wrong', detail: (error as Error).message };
  }
}

const warning = (detail: string): Verdict => ({ state: 'warning', detail });
const wrong = (detail: string): Verdict => ({ state: 'wrong', detail });

function nodeVersion(): Verdict {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isEnough) return process.version;
  return wrong(`${process.version}: use ${OLDEST_NODE.join('.')} or newer`);
}

async function freeSpace(dataDir: string): Promise<Verdict> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  const text = `${freeMb.toLocaleString('en-US')} MB free in ${dataDir}`;
  if (freeMb < LEAST_FREE_MB) return wrong(`${text}: the database will stop`);
  return freeMb < LITTLE_FREE_MB ? warning(text) : text;
}

async function durability({ appUrl }: Storage): Promise<Verdict> {
  const { errors, warnings } = await checkSettings(appUrl);
  if (errors.length > 0) return wrong(errors.join('\n'));
  if (warnings.length > 0) return warning(warnings.join('\n'));
  return 'what is acknowledged survives a crash';
}

async function migrations({ ownerUrl }: Storage): Promise<Verdict> {
  const pending = await pendingMigrations(ownerUrl);
  if (pending.length === 0) return 'the database is up to date';
  return wrong(`${pending.length} are missing: run notpanel migrate, or start the panel`);
}

async function providers(app: App): Promise<Verdict> {
  const all = await listProviders(app.db);
  for (const { keySealed } of all) app.vault.open(keySealed);
  return all.length === 0
    ? warning('there are none: orders wait until one is added')
    : `${all.length}, whose keys the secret opens`;
}

async function services(app: App): Promise<Verdict> {
  const all = await listServices(app.db);
  const active = all.filter(isOnSale).length;
  const unrouted = withoutProvider(all).length;
  if (unrouted === 0) return `${active.toLocaleString('en-US')} active, all with a provider`;
  return warning(
    `${unrouted.toLocaleString('en-US')} active services have no provider, their orders wait: ` +
      'notpanel service route <service> <provider> <provider-service>',
  );
}

async function operator(app: App): Promise<Verdict> {
  const { missing, gaps } = await checkContent(app.db);
  if (missing.length === 0 && gaps.length === 0) return 'is named, and no page has a gap';
  return warning(
    `visitors cannot know who runs the shop: ${missing.length} facts are missing, ` +
      `${gaps.length} pages have gaps; notpanel content check names them`,
  );
}

async function clock(app: App): Promise<Verdict> {
  const [row] = await app.db.rows(NOW);
  const skewMs = Math.abs((row?.now.getTime() ?? 0) - Date.now());
  if (skewMs <= LARGEST_SKEW_MS) return `agrees with the database, ${new Date().toISOString()}`;
  return wrong(`differs from the database's by ${Math.round(skewMs / 1000)} s: set it by NTP`);
}

async function workers(app: App): Promise<Verdict> {
  const { length } = await listWorkers(app.db, new Date(app.clock.now()));
  if (length > 0) return `${length} at work: notpanel jobs shows what they do`;
  return warning('none is at work: orders are not sent until notpanel start or worker runs');
}

async function sharedLimits(config: Config, shop: string, log: Log): Promise<Verdict> {
  if (!config.limits) return warning('off: anybody may call as often as they can');
  if (config.redisUrl === undefined) return 'on, shared in the database';
  const store = await openRedisStore({ url: config.redisUrl, shop, log });
  try {
    if (!store.isReady) return wrong('REDIS_URL does not answer: each process keeps its own');
    await store.take([], 0, () => 0);
    return 'on, shared through REDIS_URL';
  } finally {
    store.end();
  }
}

async function books(app: App): Promise<Verdict> {
  const { ok, findings } = await checkAllBooks(app.db);
  if (ok) return 'they balance';
  return wrong(`${findings.length} faults: notpanel check-books shows them`);
}
