import type { App } from '#platform/app.ts';
import { missingRate } from './add-provider.ts';
import { columnsOf, type ProviderSettings } from './settings.ts';
import { updateProvider } from './update-provider.ts';

const PAR = 1_000_000_000n; // one unit of the shop's currency for one of the provider's

/**
 * Changes what is given; every process heeds it within seconds. Refuses `not_found`,
 * `invalid_parameter`, and `conflict` (the name is taken). Another currency needs its rate.
 */
export async function setProvider(app: App, id: number, settings: ProviderSettings): Promise<void> {
  const currency = settings.currency?.trim().toUpperCase();
  const { exchangeRate } = settings;
  if (currency === undefined || exchangeRate !== undefined) {
    return updateProvider(app, id, columnsOf(settings));
  }
  if (currency !== app.currency) throw missingRate(app, currency);
  await updateProvider(app, id, columnsOf({ ...settings, exchangeRate: PAR }));
}
