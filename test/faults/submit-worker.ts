import { systemClock } from '#lib/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { openEgress, openPost } from '#platform/http/index.ts';
import { openLog } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';
import { LOOPBACK } from '#test/support/database.ts';
import { runWorker } from '#worker/index.ts';

// A worker of its own process, without scheduled tasks, until somebody kills it.
const [url = '', name = ''] = process.argv.slice(2);
const log = openLog('silent');
const database = openDatabase({ url, log });
const egress = openEgress({ allow: LOOPBACK });
await runWorker(
  {
    ...{ db: database.db, transact: database.transact, listener: openListener(url, log) },
    ...{ vault: openVault('test'), clock: systemClock, random: Math.random, log, egress },
    ...{
      post: openPost(egress),
      currency: 'USD',
      shop: { name: 'A shop', url: 'http://127.0.0.1:3000' },
      limits: false,
    },
    draining: new AbortController().signal,
  },
  { name },
);
process.stdout.write('works\n');
