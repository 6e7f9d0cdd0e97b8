import { asRate, parseRate, type Rate } from '#lib/money.ts';
import { demoServices } from './demo-services.ts';

const COST_SHARE = 70n; // percent of the rate that the demo's providers ask

export const demoCost = (rate: Rate): Rate => asRate((rate * COST_SHARE) / 100n);

/** What the demo's providers asked on the day the shop was made, by category and name. */
export const demoCosts = (): ReadonlyMap<string, Rate> =>
  new Map(
    demoServices().map((service) => [
      demoName(service),
      demoCost(parseRate(String(service.rate))),
    ]),
  );

export const demoName = ({ category, name }: { category: string; name: string }): string =>
  `${category}\n${name}`;
