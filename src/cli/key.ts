import { type Command, Option } from 'commander';
import {
  createKey,
  listKeys,
  revokeKey,
  rotateKey,
  type ApiKey,
  type Dialect,
  type Scope,
} from '#keys/index.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import { future, id, limit, list, money, whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, receipt, table } from './text.ts';

type CreateOptions = {
  dialect: Dialect;
  limit?: number | 'unlimited';
  name?: string;
  scopes?: Scope[];
  ips?: string[];
  spendCap?: Money;
  expires?: Date;
  repeatWindow?: number;
};

const HOUR_MS = 3_600_000;

export function addKeyCommands(program: Command, cli: Cli): void {
  const key = program.command('key').description('API keys');
  key
    .command('create')
    .description('create a key; it is shown this once')
    .argument('<account>', 'account number', id)
    .addOption(
      new Option('--dialect <name>', 'how answers are written')
        .choices(['notpanel', 'classic'])
        .default('notpanel'),
    )
    .option('--limit <n>', 'calls a minute, or unlimited (default: 100)', limit)
    .option('--name <text>', 'to tell it from others')
    .option('--scopes <list>', 'of read, order, refill, cancel, webhook (default: all)', list)
    .option('--ips <list>', 'addresses or networks it may be used from (default: all)', list)
    .option('--spend-cap <amount>', 'the most it may spend a day (UTC)', money)
    .option('--expires <date>', 'such as 2027-01-31', future)
    .option('--repeat-window <s>', 'classic: an equal call within it is a repeat; 0 is off', whole)
    .action(
      cli.answering((account: number, options: CreateOptions) => create(cli, account, options)),
    );
  key
    .command('list')
    .description('list the keys of an account')
    .argument('<account>', 'account number', id)
    .action(cli.answering((account: number) => listAll(cli, account)));
  key
    .command('revoke')
    .description('end a key, within a second in every process')
    .argument('<key>', 'number of the key', id)
    .action(cli.answering((keyId: number) => revoke(cli, keyId)));
  key
    .command('rotate')
    .description('replace a key by a new one with the same rights')
    .argument('<key>', 'number of the key', id)
    .option('--overlap <hours>', 'the old one stays valid for so long, at most 168', whole, 0)
    .action(
      cli.answering((keyId: number, { overlap }: { overlap: number }) =>
        rotate(cli, keyId, overlap),
      ),
    );
}

const create = (cli: Cli, accountId: number, options: CreateOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id, key } = await app.transact((tx) =>
      createKey(tx, {
        accountId,
        dialect: options.dialect,
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.limit === undefined
          ? {}
          : { requestsPerMinute: options.limit === 'unlimited' ? null : options.limit }),
        ...(options.scopes ? { scopes: options.scopes } : {}),
        ...(options.ips ? { allowedIps: options.ips } : {}),
        ...(options.spendCap === undefined ? {} : { dailySpendCap: options.spendCap }),
        ...(options.expires ? { expiresAt: options.expires } : {}),
        ...(options.repeatWindow === undefined ? {} : { repeatWindowS: options.repeatWindow }),
      }),
    );
    return {
      json: { key, id, account: accountId, dialect: options.dialect },
      text: receipt(`Created key ${id} of account ${accountId}`, [
        ['key', key],
        ['dialect', options.dialect],
        ['shown', 'this once: only its hash is kept'],
      ]),
    };
  });

const listAll = (cli: Cli, accountId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const keys = await listKeys(app.db, accountId);
    return { json: { keys: keys.map(asJson) }, text: asTable(keys) };
  });

const asJson = (key: ApiKey) => ({
  id: key.id,
  name: key.name,
  starts_with: key.hint,
  dialect: key.dialect,
  requests_per_minute: key.requestsPerMinute,
  scopes: key.scopes,
  allowed_ips: key.allowedIps,
  daily_spend_cap: key.dailySpendCap === null ? null : formatMoney(key.dailySpendCap),
  repeat_window: key.repeatWindowS,
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
  rotated_to: key.rotatedTo,
  last_used_at: key.lastUsed?.at.toISOString() ?? null,
  last_used_ip: key.lastUsed?.ip ?? null,
  created_at: key.createdAt.toISOString(),
});

const asTable = (keys: readonly ApiKey[]): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'NAME' },
      { title: 'STARTS WITH' },
      { title: 'DIALECT' },
      { title: 'A MINUTE', right: true },
      { title: 'LAST USED' },
      { title: 'STATE' },
    ],
    keys.map((key) => [
      String(key.id),
      key.name,
      key.hint,
      key.dialect,
      key.requestsPerMinute === null ? 'unlimited' : String(key.requestsPerMinute),
      moment(key.lastUsed?.at ?? null),
      stateOf(key),
    ]),
    'This account has no keys. Create one with: notpanel key create <account>',
  );

function stateOf({ revokedAt, rotatedTo, expiresAt }: ApiKey): string {
  if (revokedAt) return rotatedTo === null ? 'revoked' : `replaced by ${rotatedTo}`;
  if (expiresAt && expiresAt.getTime() <= Date.now()) return 'expired';
  return expiresAt ? `until ${moment(expiresAt)}` : 'active';
}

const revoke = (cli: Cli, keyId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => revokeKey(tx, keyId));
    return { json: { ok: true, id: keyId, revoked: true }, text: `Key ${keyId} is revoked.` };
  });

const rotate = (cli: Cli, keyId: number, overlapHours: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id, key } = await app.transact((tx) => rotateKey(tx, keyId, overlapHours * HOUR_MS));
    return {
      json: { key, id, replaces: keyId, overlap_hours: overlapHours },
      text: receipt(`Key ${id} replaces key ${keyId}`, [
        ['key', key],
        ['the old one', overlapHours === 0 ? 'ended now' : `ends in ${overlapHours} h`],
        ['shown', 'this once: only its hash is kept'],
      ]),
    };
  });
