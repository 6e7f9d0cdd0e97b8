import type { Command } from 'commander';
import { pauseDripFeed, resumeDripFeed } from '#orders/index.ts';
import { id } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';

export function addDripFeedCommands(order: Command, cli: Cli): void {
  order
    .command('pause')
    .description('start no more runs of a drip-feed; those under way go on')
    .argument('<order>', 'number of the drip-feed', id)
    .action(cli.answering((one: number) => set(cli, one, 'paused')));
  order
    .command('resume')
    .description('let a paused drip-feed go on')
    .argument('<order>', 'number of the drip-feed', id)
    .action(cli.answering((one: number) => set(cli, one, 'resumed')));
}

const set = (cli: Cli, orderId: number, what: 'paused' | 'resumed'): Promise<Answer> =>
  cli.withApp(async (app) => {
    const change = what === 'paused' ? pauseDripFeed : resumeDripFeed;
    await change(app, { orderId, actor: OPERATOR });
    return { json: { ok: true, order: orderId }, text: `Drip-feed ${orderId} is ${what}.` };
  });
