import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { AppError } from '#lib/errors.ts';
import { readConfig, VARIABLES } from './config.ts';

const refusal = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'invalid_setting');
    return error.message;
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(env)} was taken` });
};

test('an empty environment is a demo on 127.0.0.1:3000 with its data in ./data', () => {
  assert.deepEqual(readConfig({}), {
    databaseUrl: undefined,
    migrateUrl: undefined,
    dataDir: resolve('data'),
    host: '127.0.0.1',
    port: 3000,
    panelName: 'notpanel',
    panelUrl: undefined,
    sentryDsn: undefined,
    logLevel: 'info',
    demo: true,
    limits: true,
    requestLog: true,
    redisUrl: undefined,
    secret: undefined,
    trustedProxies: [],
    egressAllow: [],
    egressDeny: [],
    smtpUrl: undefined,
    mailFrom: undefined,
    underNpm: false,
  });
});

test('every variable does as its name says', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://app:one@db/shop',
    MIGRATE_URL: 'postgresql://owner:two@db:5433/shop',
    DATA_DIR: '/srv/panel',
    PORT: '8080',
    HOST: '::',
    PANEL_NAME: 'Harbour Media',
    PANEL_URL: 'https://panel.example/',
    SENTRY_DSN: 'https://abc@errors.example/42',
    LOG_LEVEL: 'warn',
    NOTPANEL_DEMO: '0',
    NOTPANEL_LIMITS: 'on',
    NOTPANEL_REQUEST_LOG: 'on',
    REDIS_URL: 'rediss://panel:p%40ss@store:6380/2',
    SMTP_URL: 'smtps://user:p%40ss@mail.example',
    MAIL_FROM: 'Panel <no-reply@panel.example>',
    NOTPANEL_SECRET: 'x'.repeat(32),
    TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    EGRESS_ALLOW: '127.0.0.1 provider:10.0.0.0/8',
    EGRESS_DENY: '192.0.2.0/24',
    npm_lifecycle_event: 'start',
  });
  assert.deepEqual(config, {
    databaseUrl: 'postgres://app:one@db/shop',
    migrateUrl: 'postgresql://owner:two@db:5433/shop',
    dataDir: '/srv/panel',
    host: '::',
    port: 8080,
    panelName: 'Harbour Media',
    panelUrl: 'https://panel.example',
    sentryDsn: 'https://abc@errors.example/42',
    logLevel: 'warn',
    demo: false,
    limits: true,
    requestLog: true,
    redisUrl: 'rediss://panel:p%40ss@store:6380/2',
    secret: 'x'.repeat(32),
    trustedProxies: ['10.0.0.0/8', '::1'],
    egressAllow: ['127.0.0.1', 'provider:10.0.0.0/8'],
    egressDeny: ['192.0.2.0/24'],
    smtpUrl: 'smtps://user:p%40ss@mail.example',
    mailFrom: 'Panel <no-reply@panel.example>',
    underNpm: true,
  });
});

const BAD: [keyof typeof VARIABLES, string, RegExp][] = [
  ['PORT', 'http', /^PORT=http: use a whole number from 0 to 65535$/],
  ['PORT', '65536', /^PORT=65536: use a whole number/],
  ['PORT', '-1', /^PORT=-1: use a whole number/],
  ['PORT', '3e3', /^PORT=3e3: use a whole number/],
  ['HOST', 'http://localhost', /^HOST=http:\/\/localhost: use an address/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL=loud: use one of silent, fatal/],
  ['PANEL_URL', 'panel.example', /^PANEL_URL=panel.example: use an address/],
  ['PANEL_URL', 'https://panel.example/shop', /^PANEL_URL=.*without a path/],
  ['PANEL_NAME', 'x'.repeat(61), /^PANEL_NAME=x+: use at most 60 characters$/],
  ['SENTRY_DSN', 'https://errors.example/42', /^SENTRY_DSN: use the DSN/],
  ['DATABASE_URL', 'mysql://root:hunter2@db/shop', /^DATABASE_URL: use a URL such as postgres:/],
  ['NOTPANEL_SECRET', 'hunter2', /^NOTPANEL_SECRET: use at least 32 random characters$/],
  ['NOTPANEL_DEMO', 'yes', /^NOTPANEL_DEMO=yes: use 0 or 1$/],
  ['NOTPANEL_LIMITS', 'none', /^NOTPANEL_LIMITS=none: use on or off$/],
  ['TRUSTED_PROXIES', '10.0.0.0/33', /^TRUSTED_PROXIES=10.0.0.0\/33: use addresses or networks/],
  ['TRUSTED_PROXIES', '10.0.0.0/', /^TRUSTED_PROXIES/],
  ['TRUSTED_PROXIES', 'proxy', /^TRUSTED_PROXIES/],
  ['EGRESS_ALLOW', 'webhook:10.0.0.0/8', /^EGRESS_ALLOW=.* or provider:10.0.0.0\/8/],
  ['EGRESS_DENY', 'provider:10.0.0.0/8', /^EGRESS_DENY/],
  ['SMTP_URL', 'mail.example:25', /^SMTP_URL: use smtp:/],
  ['SMTP_URL', 'smtp://u:hunter2@mail.example?pool=1', /^SMTP_URL: use smtp:/],
  ['SMTP_URL', 'smtp://mail.example', /^MAIL_FROM: SMTP_URL needs it/],
  ['MAIL_FROM', 'nobody', /^MAIL_FROM=nobody: use an address/],
  ['REDIS_URL', 'store:6379', /^REDIS_URL: use a URL such as redis:/],
  ['REDIS_URL', 'http://:hunter2@store:6379', /^REDIS_URL: use a URL/],
  ['REDIS_URL', 'redis://:hunter2@store:6379/shop', /^REDIS_URL: use a URL/],
  ['REDIS_URL', 'redis://:hunter2%@store', /^REDIS_URL: use a URL/],
  ['MIGRATE_URL', 'postgres://owner@db/shop', /^MIGRATE_URL: set DATABASE_URL as well$/],
];
for (const [name, value, expected] of BAD) {
  test(`${name}=${value.slice(0, 40)} is refused and says what would be right`, () => {
    const message = refusal({ [name]: value });
    assert.match(message, expected);
    assert.doesNotMatch(message, /hunter2/);
  });
}

test('several bad values are all named at once', () => {
  const lines = refusal({ PORT: 'x', LOG_LEVEL: 'y', HOST: '/' }).split('\n');
  const names = lines.map((line) => line.split('=')[0]);
  assert.deepEqual(new Set(names), new Set(['HOST', 'LOG_LEVEL', 'PORT']));
});

test('a blank value is the same as none', () => {
  assert.equal(readConfig({ PORT: ' ', DATABASE_URL: '' }).port, 3000);
});

test('neither a demo nor lifted limits stand behind an https address', () => {
  const PANEL_URL = 'https://panel.example';
  assert.equal(readConfig({ PANEL_URL }).demo, false);
  assert.match(refusal({ PANEL_URL, NOTPANEL_DEMO: '1' }), /^NOTPANEL_DEMO=1: .*https/);
  assert.match(refusal({ PANEL_URL, NOTPANEL_LIMITS: 'off' }), /^NOTPANEL_LIMITS=off: .*https/);
  assert.equal(readConfig({ NOTPANEL_LIMITS: 'off' }).limits, false);
});

test('a demo is never put into an outside database', () => {
  const DATABASE_URL = 'postgres://app@db/shop';
  assert.equal(readConfig({ DATABASE_URL }).demo, false);
  assert.match(refusal({ DATABASE_URL, NOTPANEL_DEMO: '1' }), /^NOTPANEL_DEMO=1: .*DATABASE_URL/);
});
