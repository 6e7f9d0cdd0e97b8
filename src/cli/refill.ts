import type { Command } from 'commander';
import { completeRefill, listRefills, rejectRefill, type OpenRefill } from '#refills/index.ts';
import { id } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { moment, table } from './text.ts';

export function addRefillCommands(program: Command, cli: Cli): void {
  const refill = program.command('refill').description('what customers ask to be delivered again');
  refill
    .command('list')
    .description('refills that are not over, the oldest first')
    .action(cli.answering(() => list(cli)));
  refill
    .command('complete')
    .description('say that a refill was done by hand')
    .argument('<refill>', 'its number', id)
    .option('--note <text>', 'how, for the record')
    .action(cli.answering((one: number, { note }: { note?: string }) => complete(cli, one, note)));
  refill
    .command('reject')
    .description('refuse a refill')
    .argument('<refill>', 'its number', id)
    .argument('<reason>', 'for the record')
    .action(cli.answering((one: number, reason: string) => reject(cli, one, reason)));
}

const list = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const refills = await listRefills(app.db);
    return {
      json: { refills: refills.map(asJson) },
      text: table(
        [
          { title: 'REFILL', right: true },
          { title: 'ORDER', right: true },
          { title: 'ACCOUNT', right: true },
          { title: 'PROVIDER', right: true },
          { title: 'STATUS' },
          { title: 'ASKED FOR' },
          { title: 'NOTE' },
        ],
        refills.map((one) => [
          String(one.id),
          String(one.orderId),
          String(one.accountId),
          String(one.providerId ?? '–'),
          one.status,
          moment(one.requestedAt),
          one.note ?? '',
        ]),
        'No refill is open.',
      ),
    };
  });

const asJson = (one: OpenRefill) => ({
  refill: one.id,
  order: one.orderId,
  account: one.accountId,
  provider: one.providerId,
  status: one.status,
  requested_at: one.requestedAt.toISOString(),
  note: one.note,
});

const complete = (cli: Cli, refillId: number, note?: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const given = { refillId, actor: OPERATOR, ...(note !== undefined && { note }) };
    await completeRefill(app, given);
    return { json: { ok: true, refill: refillId }, text: `Refill ${refillId} is completed.` };
  });

const reject = (cli: Cli, refillId: number, note: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    await rejectRefill(app, { refillId, note, actor: OPERATOR });
    return { json: { ok: true, refill: refillId }, text: `Refill ${refillId} is rejected.` };
  });
