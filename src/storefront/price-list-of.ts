import { findAccount, findTier } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { ownRates } from '#pricing/index.ts';
import { priceList, PUBLIC_PRICES, type PriceList } from './price-list.ts';

/** The prices of an account, by its tier and its own rates; the public ones for nobody. */
export async function priceListOf(app: App, accountId: number | null): Promise<PriceList> {
  const account = accountId === null ? undefined : await findAccount(app.db, accountId);
  if (!account) return PUBLIC_PRICES;
  const [tier, own] = await Promise.all([
    findTier(app.db, account.tier),
    ownRates(app, account.id),
  ]);
  return priceList(tier.discountBp, own);
}
