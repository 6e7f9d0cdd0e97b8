import { systemClock } from '#lib/clock.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { placeOrder } from '#orders/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { openEgress, openPost } from '#platform/http/index.ts';
import { openLog } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';
import { LOOPBACK } from '#test/support/database.ts';
import { orderOf } from '#test/support/shop.ts';
import { startWebhooks } from '#worker/webhooks.ts';

// A process that places orders and tells of them until somebody kills it.
const [url = '', accountId = ''] = process.argv.slice(2);
const log = openLog('silent');
const database = openDatabase({ url, log });
const egress = openEgress({ allow: LOOPBACK });
const app = {
  ...{ db: database.db, transact: database.transact, listener: openListener(url, log) },
  ...{ vault: openVault('test'), clock: systemClock, random: Math.random, log, egress },
  ...{
    post: openPost(egress),
    currency: 'USD',
    shop: { name: 'A shop', url: 'http://127.0.0.1:3000' },
    limits: false,
  },
  draining: new AbortController().signal,
};
const { list } = await reloadCatalog(app);
const [service] = list;
if (!service) throw new Error('nothing is on sale');
startWebhooks(app);
process.stdout.write('works\n');
for (;;) {
  await Promise.all(
    Array.from({ length: 3 }, () => placeOrder(app, orderOf(Number(accountId), service))),
  );
  await new Promise((resolve) => setTimeout(resolve, 5));
}
