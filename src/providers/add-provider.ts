import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import { checkKey, checkUrl, columnsOf, refusalOf, type ProviderSettings } from './settings.ts';

export type NewProvider = ProviderSettings & {
  url: string;
  key: string;
};

const LONGEST_NAME = 60;

/**
 * Adds an upstream panel; its key is sealed by the installation's secret, its name is its host
 * unless another is given. Refuses `invalid_parameter`, and `conflict` (the name is taken).
 */
export async function addProvider(app: App, provider: NewProvider): Promise<{ id: number }> {
  const { key, ...settings } = provider;
  const url = checkUrl(provider.url);
  const sealed = app.vault.seal(checkKey(key));
  const { currency = app.currency, exchangeRate } = settings;
  if (currency.trim().toUpperCase() !== app.currency && exchangeRate === undefined) {
    throw missingRate(app, currency);
  }
  try {
    return await app.transact(async (tx) => {
      const added = await tx
        .insertInto('providers')
        .values({
          // Our own protocol has every rate per 1000 (contract 1).
          packages_per_order: settings.kind !== 'notpanel',
          ...columnsOf({ ...settings, currency }),
          name: settings.name?.trim() ?? url.host.slice(0, LONGEST_NAME),
          url: url.href,
          key_sealed: sealed,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await notify(tx, 'providers', added.id);
      return added;
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Without it a cost in another currency would be read as one in ours. */
export const missingRate = (app: App, currency: string): AppError =>
  new AppError(
    'invalid_parameter',
    `exchange_rate: say how much ${app.currency} one ${currency} is`,
    { parameter: 'exchange_rate' },
  );
