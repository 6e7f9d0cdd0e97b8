import { parseMoney } from '#lib/money.ts';
import { addGateway, readGateways } from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { newTestSettings } from '../new-test-settings.ts';

const INSTRUCTIONS = [
  'This is a demo: there is no account to transfer to.',
  'In a shop, the account number stands here, and what to write as the reference.',
].join('\n');

/** Two ways to pay, unless there are some: one through which no money moves, and one by hand. */
export async function seedGateways(app: App): Promise<void> {
  if ((await readGateways(app.db)).length > 0) return;
  await addGateway(app, {
    name: 'test',
    kind: 'test',
    label: 'Test gateway',
    minimum: parseMoney('5'),
    maximum: parseMoney('5000'),
    feeBp: 150,
    bonuses: [
      { from: parseMoney('100'), bonusBp: 200 },
      { from: parseMoney('500'), bonusBp: 500 },
    ],
    settings: newTestSettings({ demo: true }),
    position: 1,
  });
  await addGateway(app, {
    name: 'transfer',
    kind: 'manual',
    label: 'Bank transfer',
    minimum: parseMoney('20'),
    settings: { instructions: INSTRUCTIONS },
    position: 2,
  });
}
