import { enableEndpoint, fanOut } from '#webhooks/index.ts';
import { Broken } from './broken.ts';
import { count, type Sim } from './sim.ts';

/** Everything that was committed becomes deliveries. */
export async function tell(sim: Sim): Promise<string> {
  const made = await fanOut(sim.process.app);
  count(sim, 'deliveries', made);
  return `${made} deliveries`;
}

/** What is due is sent, to all that answer and to those that do not. */
export async function deliver(sim: Sim): Promise<string> {
  const lane = sim.process.deliveries;
  const sent = await lane.fill();
  await lane.quiet();
  heardTheTruth(sim);
  return `${sent} sent`;
}

/** An owner has mended his server, and says so. */
export async function enable({ chance, shop, process }: Sim): Promise<string> {
  if (shop.receivers.length === 0) return 'nobody listens';
  const { endpoint: endpointId, account: accountId } = chance.pick(shop.receivers);
  await process.app.transact((tx) =>
    enableEndpoint(tx, { endpointId, accountId }, new Date(shop.clock.at)),
  );
  return `${endpointId}`;
}

/** What a receiver heard did happen, to an order of its own account, under one id each. */
export function heardTheTruth({ shop, model }: Sim): void {
  for (const { account, endpoint, events, got, fresh } of shop.receivers) {
    for (const id of fresh.splice(0)) {
      const news = model.news.get(Number(id.replace('evt_', '')));
      const said = JSON.parse(got.get(id)?.body ?? '') as { type: string; data: { order: string } };
      if (id.startsWith('tst_')) continue;
      if (!events.includes(said.type)) {
        throw new Broken(`webhook ${endpoint} never asked for ${said.type}`);
      }
      if (id.startsWith('chg_') && said.type === 'service.changed') continue;
      const is = `${said.type} of ${said.data.order} to ${account}`;
      const shall = news && `${news.type} of ord_${news.order} to ${news.account}`;
      if (is !== shall) throw new Broken(`webhook ${endpoint} hears ${id}: ${is}, not ${shall}`);
    }
  }
}

/**
 * In the end: whatever a webhook asked for was told or given up by the rules, and what counts as
 * delivered was taken by its server.
 */
export async function newsArrived({ shop, model, watch }: Sim): Promise<void> {
  const deliveries = await watch.deliveries();
  for (const receiver of shop.receivers) {
    const mine = deliveries.filter((one) => one.endpoint === receiver.endpoint);
    const made = new Map(mine.map((one) => [one.message, one]));
    if (made.size < mine.length)
      throw new Broken(`a message to ${receiver.endpoint} is there twice`);
    for (const [id, { type, account, order }] of model.news) {
      if (account !== receiver.account || !receiver.events.includes(type)) continue;
      if (!made.has(`evt_${id}`) && !mine.some((one) => one.disabled)) {
        throw new Broken(`webhook ${receiver.endpoint} is not told ${type} of order ${order}`);
      }
    }
    for (const { message, status } of mine) {
      if (status === 'pending')
        throw new Broken(`${message} waits for ${receiver.endpoint} for ever`);
      const taken = receiver.got.get(message)?.taken ?? false;
      if (status === 'delivered' && !taken) throw new Broken(`nobody took ${message}`);
    }
  }
}
