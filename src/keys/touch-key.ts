import { isIP } from 'node:net';
import { recentMap } from '#lib/recent-map.ts';
import { perApp, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';

const MINUTE_MS = 60_000; // reliability 8: written at most once a minute per key
const GATHER_MS = 1_000; // at most one such transaction a second, however many keys are in use
const MOST_REMEMBERED = 50_000; // as many as find-key keeps

/** Notes when and from where a key was last used, some time soon; never slows or fails the call. */
export function touchKey(app: App, keyId: number, ip: string): void {
  touchesOf(app)(keyId, ip);
}

type Touch = { at: Date; ip: string | null };

const touchesOf = perApp((app) => {
  const touched = recentMap<number, number>(MOST_REMEMBERED);
  let waiting = new Map<number, Touch>();
  let timer: NodeJS.Timeout | undefined;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const taken = waiting;
    waiting = new Map();
    writeTouches(app, taken).catch((error: Error) => {
      app.log.warn({ err: error.message }, 'the last use of some keys was not written');
      for (const keyId of taken.keys()) touched.delete(keyId);
    });
  };
  app.draining.addEventListener('abort', write);

  return (keyId: number, ip: string) => {
    const now = app.clock.now();
    const last = touched.get(keyId);
    if (last !== undefined && Math.abs(now - last) < MINUTE_MS) return;
    touched.set(keyId, now);
    waiting.set(keyId, { at: new Date(now), ip: plainAddress(ip) });
    timer ??= setTimeout(write, GATHER_MS).unref();
  };
});

/** Without a zone (`fe80::1%eth0`), which Postgres does not take. */
function plainAddress(text: string): string | null {
  const [address = ''] = text.split('%');
  return isIP(address) === 0 ? null : address;
}

// Locked rows are passed over: two processes writing the same keys must not wait for each other.
const TOUCH = writing(
  'touch_keys',
  `with touch as (
     select * from unnest($1::int[], $2::timestamptz[], $3::inet[]) as t (id, at, ip)
   ), free as (
     select k.id, t.at, t.ip
       from api_keys k join touch t on t.id = k.id
      where k.last_used_at is null
         or t.at not between k.last_used_at - interval '1 min' and k.last_used_at + interval '1 min'
        for no key update of k skip locked
   )
   update api_keys k set last_used_at = free.at, last_used_ip = free.ip
     from free where k.id = free.id`,
);

async function writeTouches(app: App, touches: Map<number, Touch>): Promise<void> {
  const rows = [...touches.values()];
  await app.transact((tx) =>
    tx.run(TOUCH, [[...touches.keys()], rows.map((row) => row.at), rows.map((row) => row.ip)]),
  );
}
