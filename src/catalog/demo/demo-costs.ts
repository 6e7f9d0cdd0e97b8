import { asRate, parseRate, type Rate } from '#lib/money.ts';
import type { NewService } from '../new-service.ts';
import type { CostBasis } from '../route.ts';
import { QUANTITY_FROM } from '../service.ts';
import { demoServices } from './demo-services.ts';

/** What the demo's providers ask; a package has one price, as most panels have it. */
export type DemoCost = { costRate: Rate; costBasis: CostBasis };

const COST_SHARE = 70n; // percent of our rate
const THOUSAND = 1_000n;

export function demoCost({ rate, type = 'Default', min }: NewService): DemoCost {
  const per1000 = (parseRate(String(rate)) * COST_SHARE) / 100n;
  if (QUANTITY_FROM[type] !== 'min') return { costRate: asRate(per1000), costBasis: 'per_1000' };
  const perOrder = (per1000 * BigInt(min) + THOUSAND - 1n) / THOUSAND;
  return { costRate: asRate(perOrder), costBasis: 'per_order' };
}

/** What they asked on the day the shop was made, by category and name. */
export const demoCosts = (): ReadonlyMap<string, DemoCost> =>
  new Map(demoServices().map((service) => [demoName(service), demoCost(service)]));

export const demoName = ({ category, name }: { category: string; name: string }): string =>
  `${category}\n${name}`;
