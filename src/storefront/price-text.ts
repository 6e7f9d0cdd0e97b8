import { formatRate, type Rate } from '#lib/money.ts';

/** As people write a price into a field or an address: 5 and not 5.00. */
export const priceText = (rate: Rate): string => formatRate(rate).replace(/\.00$/, '');
