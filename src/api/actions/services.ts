import { z } from 'zod';
import { catalog, catalogNow, SERVICE_TYPES, type Catalog } from '#catalog/index.ts';
import { perApp } from '#platform/app.ts';
import { ownRates, ownRatesNow, priceListKey, priceOf, type OwnRates } from '#pricing/index.ts';
import { decimal, digits } from '../answers.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { storeBody, type StoredBody } from '../stored-body.ts';
import type { Action } from './action.ts';

const MAX_KEPT_BYTES = 48 * 2 ** 20; // twenty lists of 3,000 services; one is built in 30 ms

export const services: Action = {
  name: 'services',
  scope: 'read',
  summary: 'Everything on sale, with your own price per 1000. Honours If-None-Match.',
  params: z.object({}),
  returns: z.array(
    z.object({
      service: z.union([z.int(), digits]).meta({
        description: 'The number that `add` takes. A number; a string in the classic dialect.',
      }),
      name: z.string().meta({ description: 'What customers read. It may change.' }),
      type: z.enum(SERVICE_TYPES).meta({ description: 'Decides which parameters `add` takes.' }),
      category: z.string().meta({ description: 'The heading it is listed under.' }),
      rate: decimal.meta({
        description: 'Your own price per 1000, tier and agreed rates applied.',
      }),
      min: digits.meta({ description: 'Fewest pieces in one order.' }),
      max: digits.meta({ description: 'Most pieces in one order.' }),
      refill: z.boolean().meta({ description: 'Drops are refilled within its guarantee.' }),
      cancel: z.boolean().meta({ description: 'Its orders can be canceled while they run.' }),
      dripfeed: z.boolean().meta({ description: 'Takes `runs` and `interval`.' }),
      description: z.string().meta({ description: 'Conditions in words; may be empty.' }),
      average_time: z.int().nullable().meta({
        description: 'Median minutes from order to completion, measured; null until it is known.',
      }),
      delivery: z.string().meta({ description: 'How it is delivered.' }),
    }),
  ),
  async run({ app, holder, dialect, headers }) {
    const current = catalogNow(app) ?? (await catalog(app));
    const own = ownRatesNow(app, holder.accountId) ?? (await ownRates(app, holder.accountId));
    const { discountBp } = holder.tier;
    const name = `${dialect.name} ${priceListKey(discountBp, own)}`;
    const list = priceLists(app).get(current.version, name, () =>
      storeBody(serialise(current, dialect, own, discountBp)),
    );
    return list.reply(headers);
  },
};

function serialise(
  { list }: Catalog,
  dialect: Dialect,
  own: OwnRates,
  tierDiscountBp: number,
): string {
  const rows = list.map((service) =>
    dialect.service(service, priceOf(service, own.get(service.id), tierDiscountBp)),
  );
  return JSON.stringify(rows);
}

/** Those of one catalogue; lists that were not asked for in a while make room. */
const priceLists = perApp(() => {
  const kept = new Map<string, StoredBody>();
  let keptVersion = '';
  let bytes = 0;

  const drop = (key: string, list: StoredBody) => {
    kept.delete(key);
    bytes -= list.bytes;
  };
  return {
    get(version: string, key: string, build: () => StoredBody): StoredBody {
      if (version !== keptVersion) {
        for (const [older, list] of kept) drop(older, list);
        keptVersion = version;
      }
      const known = kept.get(key);
      const list = known ?? build();
      if (known) drop(key, known);
      kept.set(key, list);
      bytes += list.bytes;
      for (const [oldest, one] of kept) {
        if (bytes <= MAX_KEPT_BYTES || kept.size === 1) break;
        drop(oldest, one);
      }
      return list;
    },
  };
});
