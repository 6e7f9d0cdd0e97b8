import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import { adapterOf, type Provider } from '#providers/index.ts';

const NOTE = writing(
  'attempts-balance-before',
  'update attempts set balance_before = $2 where id = $1 and outcome is null',
);

/**
 * Keeps what a provider's balance is before an order is sent, where it is evidence. A provider that
 * does not say is asked to deliver all the same.
 */
export async function noteBalance(app: App, provider: Provider, attemptId: bigint): Promise<void> {
  const answer = await adapterOf(app, provider).balance();
  if (!answer.ok) return;
  const { balance } = answer.value;
  await app.transact((tx) => tx.run(NOTE, [attemptId, balance]));
}
