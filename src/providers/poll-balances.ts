import { asMoney, formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import { adapterOf } from './adapter-of.ts';
import { listProviders } from './list-providers.ts';
import type { Provider } from './provider.ts';

const LOW = 'provider.balance_low';
const CURRENCY = 'provider.currency';
const BY = 'system:poll-balances';

const KEEP = writing(
  'provider-balance-keep',
  `with kept as (
     insert into provider_balances (provider_id, at, balance) values ($1, $2, $3)
     on conflict do nothing
   )
   update providers set balance = $3, balance_at = $2
   where id = $1 and (balance_at is null or balance_at <= $2)`,
);

/** What a provider said; `at` is when its answer was there. */
export type PolledBalance = { at: Date; balance: bigint };

/** Asks every provider, paused or not, for its balance, all at the same time. */
export async function pollBalances(app: App): Promise<void> {
  const providers = await listProviders(app.db);
  await Promise.all(providers.map((provider) => pollBalance(app, provider)));
}

/**
 * Asks one provider and keeps what it says; tells the operator when it is low, or in another
 * currency than is set. Null where it did not say: nothing is known then, and nothing changes.
 */
export async function pollBalance(app: App, provider: Provider): Promise<PolledBalance | null> {
  const answer = await adapterOf(app, provider).balance();
  if (!answer.ok) {
    app.log.warn({ provider: provider.id, why: answer.error }, 'a balance could not be read');
    return null;
  }
  const at = new Date(app.clock.now());
  const { balance, currency } = answer.value;
  const strange = currency !== null && currency !== provider.currency;
  const fresh = await app.transact(async (tx) => {
    if (strange) return tell(tx, provider, CURRENCY, currencyText(provider, currency), at);
    await tx.run(KEEP, [provider.id, at, balance]);
    await over(tx, provider, CURRENCY, at);
    const { lowBalance } = provider;
    if (lowBalance !== null && balance < lowBalance) {
      return tell(tx, provider, LOW, lowText(provider, balance, lowBalance), at);
    }
    return over(tx, provider, LOW, at);
  });
  for (const { kind, subject, text } of fresh) app.log.warn({ kind, subject }, text);
  return strange ? null : { at, balance };
}

const subjectOf = (provider: Provider) => `provider:${provider.id}`;

const tell = (tx: Tx, provider: Provider, kind: string, text: string, now: Date) =>
  raiseNotices(tx, [{ kind, subject: subjectOf(provider), severity: 'warning', text }], now);

async function over(tx: Tx, provider: Provider, kind: string, now: Date): Promise<Notice[]> {
  await clearNotices(tx, kind, [subjectOf(provider)], { now, by: BY });
  return [];
}

const shown = (amount: bigint) => formatMoney(asMoney(amount));

const lowText = ({ name, currency }: Provider, balance: bigint, low: bigint) =>
  `The balance at ${name} is ${shown(balance)} ${currency}, below ${shown(low)}. ` +
  'Orders there wait once it is spent.';

const currencyText = ({ name, currency }: Provider, said: string) =>
  `${name} keeps our balance in ${said.slice(0, 20)}, but is set to ${currency}: costs are ` +
  'reckoned in the wrong currency, and its balance is not kept until that is mended.';
