import { asRate, type Rate } from '#lib/money.ts';
import type { Provider } from './provider.ts';

const UNIT = 1_000_000_000n; // nano-units in one unit of a currency

/** What a provider's quote costs in the shop's currency, rounded up to micro-units. */
export const costRateOf = ({ exchangeRate }: Pick<Provider, 'exchangeRate'>, quote: Rate): Rate =>
  asRate((quote * exchangeRate + UNIT - 1n) / UNIT);
