import type { SampleView } from 'notpanel/developers/index.ts';
import { QUANTITY_FROM } from 'notpanel/catalog/index.ts';
import { asMoney } from 'notpanel/lib/money.ts';
import { EVERYTHING, stepPath, writeServiceQuery } from 'notpanel/storefront/index.ts';
import type { ChoiceKind, ServiceFacts } from 'notpanel/storefront/index.ts';

export const CHART = { width: 640, height: 140 };

/** How it is ordered, and in which language the visitor reads code. */
export type Order = { codes: SampleView['codes']; language: string };

/** What the page of a service shows, with what has to be worked out for it. */
export function serviceView(facts: ServiceFacts, now: Date, order: Order) {
  const { service, price, prices, platform, category } = facts;
  const source = QUANTITY_FROM[service.type];
  return {
    ...facts,
    order,
    quantityFrom: source,
    /** What the least that can be ordered costs; of a standing order, the least post. */
    least: { pieces: service.min, charge: asMoney((price.rate as bigint) * BigInt(service.min)) },
    crumbs: [
      { name: service.platform, href: platform && hrefOf('platform', platform.key) },
      { name: service.category, href: category && hrefOf('category', category.key) },
    ],
    chart: { ...CHART, ...stepPath(prices, now, CHART), until: now },
  };
}

export type ServiceView = ReturnType<typeof serviceView>;

const hrefOf = (kind: ChoiceKind, key: string): string =>
  `/services${writeServiceQuery({ choices: { ...EVERYTHING.choices, [kind]: [key] } })}`;
