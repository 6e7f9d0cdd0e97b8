import type { Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { migrateStorage, openPanel, openStorage, seedDemo } from '../start/index.ts';
import type { Answer, Cli } from './cli.ts';
import { quietLog } from './quiet-log.ts';
import { receipt } from './text.ts';

export function addDatabaseCommands(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description('bring the database to this release')
    .action(cli.answering(() => migrate(cli)));
  program
    .command('seed')
    .description('make a demo of an empty embedded database')
    .action(cli.answering(() => seed(cli)));
}

async function migrate({ config }: Cli): Promise<Answer> {
  await using storage = await openStorage(config, quietLog(config), 'command');
  const { applied } = await migrateStorage(storage);
  const text =
    applied.length === 0
      ? 'The database is up to date.'
      : receipt(
          `Applied ${applied.length} migrations`,
          applied.map((name) => ['applied', name]),
        );
  return { json: { ok: true, applied }, text };
}

async function seed({ config }: Cli): Promise<Answer> {
  if (!config.demo) {
    const why = config.databaseUrl ? 'into DATABASE_URL' : 'with NOTPANEL_DEMO=0 or behind https';
    throw new AppError('invalid_setting', `a demo is never put ${why}`);
  }
  await using panel = await openPanel(config, quietLog(config), {
    use: 'command',
    whenNew: 'demo',
  });
  const { services, operator, customer } = await seedDemo(panel.app);
  return {
    json: { ok: true, services, operator, customer },
    text: receipt('Made a demo shop (passwords and key are shown this once)', [
      ['services', services.toLocaleString('en-US')],
      ['operator', `${operator.email}  ${operator.password}`],
      ['customer', `${customer.email}  ${customer.password}`],
      ['API key', customer.key],
    ]),
  };
}
