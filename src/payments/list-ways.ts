import type { Money } from '#lib/money.ts';
import { smallestUnit } from '#lib/smallest-unit.ts';
import type { App } from '#platform/app.ts';
import { gatewayKinds } from './gateway-kinds.ts';
import { readGateways, type ConfiguredGateway } from './configured-gateway.ts';
import type { Means } from './gateway.ts';

/** A way to pay as customers are shown it, before they pay. */
export type Way = Pick<
  ConfiguredGateway,
  'name' | 'label' | 'feeBp' | 'feeFixed' | 'minimum' | 'maximum' | 'bonuses' | 'bonusDays'
> & {
  means: Means;
  /** Amounts are whole multiples of this. */
  unit: Money;
  currency: string;
};

/** The active gateways with their fees, limits and bonuses, in the operator's order. */
export async function listWays(app: App): Promise<Way[]> {
  const kinds = gatewayKinds(app);
  const all = await readGateways(app.db);
  return all.flatMap((one) => {
    const kind = kinds.get(one.kind);
    return one.active && kind ? [toWay(one, kind.means, app.currency)] : [];
  });
}

export const toWay = (one: ConfiguredGateway, means: Means, currency: string): Way => ({
  name: one.name,
  label: one.label,
  means,
  feeBp: one.feeBp,
  feeFixed: one.feeFixed,
  minimum: one.minimum,
  maximum: one.maximum,
  bonuses: one.bonuses,
  bonusDays: one.bonusDays,
  unit: smallestUnit(currency),
  currency,
});
