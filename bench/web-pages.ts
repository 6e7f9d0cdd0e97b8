import path from 'node:path';
import { PAGES } from '#test/browser/support/pages.ts';
import type { Options } from './options.ts';
import { PAGE, pageRequest } from './page-request.ts';
import { measureRounds, type Figure } from './rounds.ts';
import { startServer } from './server.ts';
import { openBackdoor, settleDown, stockShop } from './shop.ts';
import { figure, table } from './table.ts';

const CONNECTIONS = 16; // as issue 4 states the goal of the services page
const WINDOW_MS = 2_000; // there are many pages, and none has a goal of its own here

/** Page views a second of each public page, as guests get them; the demo's catalogue of 3,000. */
export async function measureWebPages(options: Options): Promise<{ figures: Figure[] }> {
  const dataDir = path.join(options.folder, 'web-pages');
  const { signal, tell } = options;
  tell('web-pages: starting the server');
  await using server = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  const shop = await stockShop(backdoor);
  await settleDown(backdoor);
  const places = { serviceId: shop.articles[0]?.serviceId ?? 1 };
  const paths = PAGES.filter(({ by, meets }) => by === undefined && meets === undefined).flatMap(
    ({ route, at }) => at?.(places) ?? (at ? [] : route),
  );
  for (const one of paths) {
    await (await fetch(`http://127.0.0.1:${server.port}${one}`)).arrayBuffer(); // made once a process
  }
  const pace = { ...options.pace, windowMs: Math.min(WINDOW_MS, options.pace.windowMs) };
  const watched = { server: server.pid, postmaster: backdoor.postmaster };
  const figures = await measureRounds(
    paths.map((one) => ({
      name: one,
      connections: CONNECTIONS,
      goal: {},
      file: './load.ts',
      plan: {
        port: server.port,
        connections: CONNECTIONS,
        requests: [pageRequest(one)],
        expect: PAGE,
      },
    })),
    { pace, watched, signal, tell },
  );
  return { figures };
}

export const describeWebPages = ({ figures }: { figures: readonly Figure[] }): string =>
  table(
    ['page', 'per s', 'p50 ms', 'p99 ms', 'server µs', 'bytes', 'errors'],
    figures.map((one) => [
      one.name,
      figure(one.perSecond),
      figure(one.p50Ms),
      figure(one.p99Ms),
      figure((one.cpu.server / one.perSecond) * 1e6),
      figure(one.bytes),
      one.errors === 0 ? '0' : `${one.errors}: ${one.firstError}`,
    ]),
  );
