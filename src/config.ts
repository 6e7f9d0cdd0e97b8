import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { LOG_LEVELS, type LogLevel } from '#platform/log.ts';

export type Config = {
  /** The outside database, or undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Whose role owns the tables of the outside database; undefined: the same as the panel's. */
  readonly migrateUrl: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly panelName: string;
  /** Where customers reach the panel; undefined: wherever it listens. */
  readonly panelUrl: string | undefined;
  readonly sentryDsn: string | undefined;
  readonly logLevel: LogLevel;
  /** Whether an empty embedded database becomes a demo shop. */
  readonly demo: boolean;
  readonly limits: boolean;
  readonly requestLog: boolean;
  /** Where several processes share the request limits; undefined: in the database. */
  readonly redisUrl: string | undefined;
  /** Undefined: one is kept in the data folder. */
  readonly secret: string | undefined;
  readonly trustedProxies: readonly string[];
  /** Networks that are reached though they are not public. */
  readonly egressAllow: readonly string[];
  /** Networks that are never reached. */
  readonly egressDeny: readonly string[];
  /** The server that mails leave by; undefined: they stay in the outbox. */
  readonly smtpUrl: string | undefined;
  /** Whom mails are from; always there with `smtpUrl`. */
  readonly mailFrom: string | undefined;
  /** Started by npm or npx, whose shell passes no signal on. */
  readonly underNpm: boolean;
};

/** Every variable that is read, with what `--help` and the docs say about it. */
export const VARIABLES = {
  DATA_DIR: 'where the embedded database and the secret live (./data)',
  PORT: 'TCP port to serve on (3000)',
  HOST: 'address to serve on (127.0.0.1)',
  PANEL_NAME: 'the name on the pages (notpanel)',
  PANEL_URL: 'the public address, such as https://panel.example',
  DATABASE_URL: 'an outside Postgres 15 or newer in place of the embedded one',
  MIGRATE_URL: 'the same database by the role that owns the tables',
  NOTPANEL_SECRET: 'seals stored provider keys; at least 32 characters (kept in DATA_DIR)',
  NOTPANEL_DEMO: '0 leaves an empty database empty (1)',
  REDIS_URL: 'a Redis or Valkey that several processes share their limits in (the database)',
  NOTPANEL_LIMITS: 'off lifts the request limits, for benchmarks (on)',
  NOTPANEL_REQUEST_LOG: 'off keeps no log of API calls, for benchmarks (on)',
  TRUSTED_PROXIES: 'addresses or networks whose X-Forwarded-For is believed (none)',
  EGRESS_ALLOW:
    'networks that providers (provider:10.0.0.0/8) or also webhooks may reach (public ones)',
  EGRESS_DENY: 'networks that neither may reach (none)',
  SMTP_URL:
    'the mail server, such as smtps://user:password@mail.example (mails stay in the outbox)',
  MAIL_FROM: 'whom mails are from, such as Panel <no-reply@panel.example>; needed with SMTP_URL',
  SENTRY_DSN: 'where unexpected errors are reported (nowhere)',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')} (info)`,
} as const;
type Variable = keyof typeof VARIABLES;

const SECRET_VARIABLES = new Set<string>([
  'DATABASE_URL',
  'MIGRATE_URL',
  'NOTPANEL_SECRET',
  'REDIS_URL',
  'SENTRY_DSN',
  'SMTP_URL',
]);
const SHORTEST_SECRET = 32; // 128 bits even when written in hexadecimal

const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\/\S+$/.test(text) && URL.canParse(text);
const isRedisUrl = (text: string) =>
  /^rediss?:\/\/[^/?#\s]+(\/\d{0,4})?$/.test(text) && URL.canParse(text) && isDecodable(text);
const isPanelUrl = (text: string) => /^https?:\/\/[^/?#\s]+\/?$/.test(text) && URL.canParse(text);
const isSmtpUrl = (text: string) =>
  /^smtps?:\/\/([^/?#\s@]+@)?[^/?#\s@]+\/?$/.test(text) && URL.canParse(text) && isDecodable(text);
const isSender = (text: string) =>
  /^([^\p{Cc}<>"]{0,60}<)?[^\s\p{Cc}<>(),;:"@]+@[^\s\p{Cc}<>(),;:"@]+>?$/u.test(text) &&
  text.includes('<') === text.includes('>');
const isHost = (text: string) => isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
const isDsn = (text: string) =>
  /^https?:\/\/[^:@/\s]+(:[^@/\s]*)?@[^/\s]+(\/\S+)*\/\d+$/.test(text) && URL.canParse(text);

const POSTGRES_URL = z
  .string()
  .refine(isPostgresUrl, 'use a URL such as postgres://user:password@host:5432/database');

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
const NETWORKS = z
  .string()
  .transform(words)
  .refine((list) => list.every(isNetwork), 'use addresses or networks such as 10.0.0.0/8');

const SETTINGS = z.object({
  DATABASE_URL: POSTGRES_URL.optional(),
  MIGRATE_URL: POSTGRES_URL.optional(),
  DATA_DIR: z.string().default('./data'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'use a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'use a whole number from 0 to 65535')
    .default(3000),
  HOST: z
    .string()
    .refine(isHost, 'use an address such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PANEL_NAME: z
    .string()
    .max(60, 'use at most 60 characters')
    .regex(/^[^\p{Cc}]*$/u, 'use one line of text')
    .default('notpanel'),
  PANEL_URL: z
    .string()
    .refine(isPanelUrl, 'use an address without a path, such as https://panel.example')
    .transform((url) => new URL(url).origin)
    .optional(),
  SENTRY_DSN: z
    .string()
    .refine(isDsn, 'use the DSN of a project, such as https://key@sentry.example/1')
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'use smtp://user:password@host:587 (STARTTLS) or smtps:// (TLS)')
    .optional(),
  MAIL_FROM: z.string().refine(isSender, 'use an address, or Name <address>').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `use one of ${LOG_LEVELS.join(', ')}`).default('info'),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'use a URL such as redis://:password@host:6379/0, or rediss:// with TLS')
    .optional(),
  NOTPANEL_DEMO: z.enum(['0', '1'], 'use 0 or 1').optional(),
  NOTPANEL_LIMITS: z.enum(['on', 'off'], 'use on or off').default('on'),
  NOTPANEL_REQUEST_LOG: z.enum(['on', 'off'], 'use on or off').default('on'),
  NOTPANEL_SECRET: z
    .string()
    .min(SHORTEST_SECRET, `use at least ${SHORTEST_SECRET} random characters`)
    .optional(),
  TRUSTED_PROXIES: NETWORKS.default([]),
  EGRESS_ALLOW: z
    .string()
    .transform(words)
    .refine(
      (list) => list.every((one) => isNetwork(one.replace(/^provider:/, ''))),
      'use addresses or networks such as 127.0.0.0/8 or provider:10.0.0.0/8',
    )
    .default([]),
  EGRESS_DENY: NETWORKS.default([]),
});
type Settings = z.infer<typeof SETTINGS>;

/** Reads the settings. Refuses with `invalid_setting`, naming every bad value and what is right. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success) {
    refuse(
      parsed.error.issues.map(({ path, message }) => [path[0] as Variable, message]),
      given,
    );
  }
  const settings = parsed.data;
  const contradictions = findContradictions(settings);
  if (contradictions.length > 0) refuse(contradictions, given);
  const isHttps = settings.PANEL_URL?.startsWith('https:') ?? false;
  return {
    databaseUrl: settings.DATABASE_URL,
    migrateUrl: settings.MIGRATE_URL,
    dataDir: resolve(settings.DATA_DIR),
    host: settings.HOST,
    port: settings.PORT,
    panelName: settings.PANEL_NAME,
    panelUrl: settings.PANEL_URL,
    sentryDsn: settings.SENTRY_DSN,
    logLevel: settings.LOG_LEVEL,
    demo: settings.NOTPANEL_DEMO !== '0' && settings.DATABASE_URL === undefined && !isHttps,
    limits: settings.NOTPANEL_LIMITS === 'on',
    requestLog: settings.NOTPANEL_REQUEST_LOG === 'on',
    redisUrl: settings.REDIS_URL,
    secret: settings.NOTPANEL_SECRET,
    trustedProxies: settings.TRUSTED_PROXIES,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    egressAllow: settings.EGRESS_ALLOW,
    egressDeny: settings.EGRESS_DENY,
    underNpm: env['npm_lifecycle_event'] !== undefined,
  };
}

function findContradictions(settings: Settings): [Variable, string][] {
  const isHttps = settings.PANEL_URL?.startsWith('https:') ?? false;
  const wantsDemo = settings.NOTPANEL_DEMO === '1';
  const found: [Variable, boolean, string][] = [
    ['MAIL_FROM', !!settings.SMTP_URL && !settings.MAIL_FROM, 'SMTP_URL needs it'],
    ['MIGRATE_URL', !!settings.MIGRATE_URL && !settings.DATABASE_URL, 'set DATABASE_URL as well'],
    ['NOTPANEL_LIMITS', settings.NOTPANEL_LIMITS === 'off' && isHttps, WITH_HTTPS],
    ['NOTPANEL_DEMO', wantsDemo && isHttps, WITH_HTTPS],
    [
      'NOTPANEL_DEMO',
      wantsDemo && !!settings.DATABASE_URL,
      'a demo is never put into DATABASE_URL',
    ],
  ];
  return found.filter(([, wrong]) => wrong).map(([name, , why]) => [name, why]);
}

const WITH_HTTPS = 'leave it unset while PANEL_URL is https, which is a shop for real customers';

function refuse(faults: [Variable, string][], given: Record<string, string | undefined>): never {
  const lines = faults.map(([name, advice]) => {
    const value = given[name];
    const shown = SECRET_VARIABLES.has(name) || value === undefined ? '' : `=${value}`;
    return `${name}${shown}: ${advice}`;
  });
  throw new AppError('invalid_setting', lines.join('\n'));
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  try {
    new BlockList().addSubnet(address, Number(prefix || NaN), family === 4 ? 'ipv4' : 'ipv6');
    return true;
  } catch {
    return false;
  }
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
