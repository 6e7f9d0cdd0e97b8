import { resolveUnknown } from '#fulfilment/index.ts';
import { endSubscriptions, pauseDripFeed, resumeDripFeed } from '#orders/index.ts';
import { isOver, targetOf } from './model.ts';
import { refusalOf } from './refusal.ts';
import { count, type Sim } from './sim.ts';

/** A person looks into the provider's list, finds the order or not, and is mistaken now and then. */
export async function decide(sim: Sim): Promise<string> {
  const { chance, model, process, world } = sim;
  const doubts = [...model.orders.values()].filter(({ row }) => row.status === 'unknown');
  if (doubts.length === 0) return 'nothing is in doubt';
  const { row } = chance.pick(doubts);
  const theirs = world.get(row.provider_id ?? 0);
  const target = targetOf(model, row);
  const found = [...(theirs?.book.bookings.values() ?? [])].find(
    ({ link, quantity }) => link === target && quantity === row.quantity,
  );
  const verdict = found && !chance.odds(0.2) ? 'placed' : 'not_placed';
  const decision =
    verdict === 'placed' && found
      ? ({ orderId: row.id, verdict, providerOrderId: found.id } as const)
      : ({ orderId: row.id, verdict: 'not_placed' } as const);
  const said = await refusalOf(
    resolveUnknown(process.app, decision, { kind: 'operator', name: 'sim' }),
  );
  count(sim, `decided: ${verdict}, ${said}`);
  return `${row.id} is ${verdict}: ${said}`;
}

/** The operator stops a drip-feed for a while, or lets it go on. */
export async function pause({ chance, model, process }: Sim): Promise<string> {
  const feeds = [...model.orders.values()].filter(
    ({ row }) => row.kind === 'drip_feed' && !isOver(row.status),
  );
  if (feeds.length === 0) return 'no drip-feed runs';
  const { row } = chance.pick(feeds);
  const change = { orderId: row.id, actor: { kind: 'operator', name: 'sim' } } as const;
  const verb = chance.odds(0.4) ? pauseDripFeed : resumeDripFeed;
  return `${verb.name} ${row.id}: ${await refusalOf(verb(process.app, change))}`;
}

/** Standing orders whose time is over end, with or without their provider. */
export async function standing({ model, process, shop }: Sim): Promise<string> {
  model.endsStanding = true;
  const now = new Date(shop.clock.at);
  const ended = await process.app.transact((tx) => endSubscriptions(tx, now));
  return JSON.stringify(ended);
}
