import type { Command } from 'commander';
import { readScorecards, type Scorecard } from '#fulfilment/index.ts';
import { findProvider } from '#providers/index.ts';
import { id } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { duration, moment, percent, table } from './text.ts';

/** For a group of commands about services or providers: `scorecard <id>`. */
export function addScorecardCommand(group: Command, cli: Cli, of: 'service' | 'provider'): void {
  const other = of === 'service' ? 'providers do with it' : 'it does with our services';
  group
    .command('scorecard')
    .description(`how ${other}, by its newest orders`)
    .argument(`<${of}>`, 'its number', id)
    .action(
      cli.answering((one: number) =>
        show(cli, of === 'service' ? { serviceId: one } : { providerId: one }),
      ),
    );
}

const show = (cli: Cli, of: { serviceId: number } | { providerId: number }): Promise<Answer> =>
  cli.withApp(async (app) => {
    if ('providerId' in of) await findProvider(app.db, of.providerId);
    const cards = await readScorecards(app.db, of);
    return {
      json: { scorecards: cards.map(asJson) },
      text: table(
        [
          { title: 'serviceId' in of ? 'PROVIDER' : 'SERVICE' },
          { title: 'ORDERS', right: true },
          { title: 'START', right: true },
          { title: 'FINISH', right: true },
          { title: 'COMPLETED', right: true },
          { title: 'PARTIAL', right: true },
          { title: 'CANCELED', right: true },
          { title: 'REFILLS', right: true },
          { title: 'TRIES', right: true },
          { title: 'REFUSED', right: true },
          { title: 'MEASURED' },
        ],
        cards.map((card) => [
          'serviceId' in of
            ? `${card.providerId} ${card.provider}`
            : `${card.serviceId} ${card.service}`,
          String(card.sample),
          duration(card.startS),
          duration(card.finishS),
          percent(card.completedBp),
          percent(card.partialBp),
          percent(card.canceledBp),
          percent(card.refillBp),
          String(card.attempts),
          percent(card.refusedBp),
          moment(card.measuredAt),
        ]),
        'Nothing is measured yet: it takes five orders that ended.',
      ),
    };
  });

const asJson = (card: Scorecard) => ({
  service: card.serviceId,
  provider: card.providerId,
  sample: card.sample,
  start_seconds: card.startS,
  finish_seconds: card.finishS,
  completed_bp: card.completedBp,
  partial_bp: card.partialBp,
  canceled_bp: card.canceledBp,
  refill_bp: card.refillBp,
  attempts: card.attempts,
  refused_bp: card.refusedBp,
  measured_at: card.measuredAt.toISOString(),
});
