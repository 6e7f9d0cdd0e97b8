import { listServices } from '#catalog/index.ts';
import { acceptHold, syncProvider } from '#supply/index.ts';
import { refusalOf } from './refusal.ts';
import { count, type Sim } from './sim.ts';

const ACTOR = { kind: 'operator', name: 'sim' } as const;

/** A provider asks for more or less, sells in other portions, or no longer sells. */
export async function requote({ chance, shop }: Sim): Promise<string> {
  const { theirs } = chance.pick(shop.providers);
  const service = chance.pick([...theirs.quotes.keys()]);
  const quote = theirs.quotes.get(service) ?? 0n;
  const offered = theirs.list.get(service);
  const asked = (quote * BigInt(chance.int(80, 140))) / 100n + 1n;
  theirs.quotes.set(service, asked);
  if (offered && chance.odds(0.2)) offered.max = Math.max(offered.min, offered.max - 100);
  return `${theirs.host} asks ${asked} for its service ${service}`;
}

/** Our services follow the list of one provider; what changes too much is held. */
export async function sync(sim: Sim): Promise<string> {
  const { ours, theirs } = sim.chance.pick(sim.shop.providers);
  const actor = { kind: 'system', name: 'sync' } as const;
  let held = 0;
  // Its clock may have gone back since the last list.
  const said = await refusalOf(
    syncProvider(sim.process.app, ours.id, { actor }).then((report) => (held = report.held)),
  );
  await readCatalog(sim);
  count(sim, 'held', held);
  return `${theirs.host}: ${said}, ${held} held`;
}

/** The operator agrees to what a service is held for. */
export async function accept(sim: Sim): Promise<string> {
  const held = sim.shop.services.filter((one) => one.heldReason !== null);
  if (held.length === 0) return 'nothing is held';
  const { id } = sim.chance.pick(held);
  const said = await refusalOf(acceptHold(sim.process.app, id, ACTOR));
  await readCatalog(sim);
  return `${id}: ${said}`;
}

/** What the shop sells from here on; a call is made from what it sold a moment ago. */
export async function readCatalog({ shop }: Sim): Promise<void> {
  const services = await listServices(shop.app.db);
  shop.services = services.toSorted((a, b) => a.id - b.id);
}
