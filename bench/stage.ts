import { once } from 'node:events';
import os from 'node:os';
import { forkBeside, measure } from './child.ts';
import { DISPATCH, dispatchScenarios } from './dispatch-scenarios.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { family, proportionalMb, residentMb } from './machine.ts';
import type { Options } from './options.ts';
import type { Stage } from './report.ts';
import { measureRounds, type Figure, type Measured } from './rounds.ts';
import {
  addScenarios,
  post,
  probe,
  readScenarios,
  send,
  serviceScenarios,
  type Scenario,
} from './scenarios.ts';
import type { Server } from './server.ts';
import { sampleOrders, settleDown, type Backdoor, type Shop } from './shop.ts';
import { COMMITS, ECHO } from './verdicts.ts';

export type Subject = { server: Server; backdoor: Backdoor; shop: Shop };

const COMMIT_CONNECTIONS = [16, 64];
const ECHO_CONNECTIONS = 64;
const SAMPLE = 100; // orders per buyer whose status is asked for: a full batch
const FILL_TRIES = 30;
const FILL_MS = 1_000;
const NOBODY = async () => {};

/** Measures the floors and every scenario that was asked for, round by round. */
export async function runStage(options: Options, title: string, subject: Subject): Promise<Stage> {
  const { backdoor, server } = subject;
  const scenarios = (await prepareScenarios(subject)).filter(({ name }) => wanted(options, name));
  for (const scenario of scenarios) await probe(server.port, scenario);
  const echo = await startEcho();
  try {
    const floors = await prepareFloors(subject, echo.port);
    const measured = [
      ...floors.filter(({ name }) => wanted(options, name) || wanted(options, 'add')),
      ...scenarios.map((one) => asMeasured(one, server.port)),
      ...dispatchScenarios({ ...subject, port: server.port }).filter(({ name }) =>
        wanted(options, name),
      ),
    ];
    await settleDown(backdoor);
    const watched = { server: server.pid, postmaster: backdoor.postmaster };
    const tell = (text: string) => options.tell(`${title}, ${text}`);
    const { pace, signal } = options;
    const orders = await countOrders(backdoor);
    const figures = await measureRounds(measured, { pace, watched, signal, tell });
    return {
      title,
      orders,
      acknowledged: acknowledged(figures),
      added: (await countOrders(backdoor)) - orders,
      figures,
      serverMb: await residentMb(server.pid),
      postgresMb: await proportionalMb(await family(backdoor.postmaster)),
      databaseMb: await databaseMb(backdoor),
      loadAverage: os.loadavg()[0] as number,
    };
  } finally {
    echo.stop();
  }
}

const wanted = ({ only }: Options, name: string): boolean =>
  only === undefined || only.some((beginning) => name.startsWith(beginning));

async function prepareScenarios({ server, backdoor, shop }: Subject): Promise<Scenario[]> {
  const adding = addScenarios(shop);
  await placeFirstOrders(server.port, adding[0] as Scenario, backdoor, shop);
  const orders = await sampleOrders(backdoor, shop, SAMPLE);
  const key = shop.buyers[0]?.key ?? '';
  const list = post({ key, action: 'services' }, ['Accept-Encoding: gzip']);
  const { headers } = await send(server.port, list, '');
  return [
    ...adding,
    ...serviceScenarios(shop, headers.get('etag') ?? ''),
    ...readScenarios(shop, orders),
  ];
}

/** Until every buyer has enough orders to ask about. */
async function placeFirstOrders(
  port: number,
  add: Scenario,
  backdoor: Backdoor,
  shop: Shop,
): Promise<void> {
  for (let index = 0; index < FILL_TRIES; index += 1) {
    const orders = await sampleOrders(backdoor, shop, SAMPLE);
    const full = [...orders.values()].filter((ids) => ids.length === SAMPLE);
    if (full.length === shop.buyers.length) return;
    const plan: LoadPlan = { ...planOf(add, port), warmupMs: 0, windowMs: FILL_MS };
    const { errors, firstError } = await measure<LoadPlan, LoadResult>('./load.ts', plan, NOBODY);
    if (errors > 0) throw new Error(`the first orders were not taken: ${firstError}`);
  }
  throw new Error('the server takes too few orders to ask about');
}

async function prepareFloors({ backdoor, shop }: Subject, echoPort: number): Promise<Measured[]> {
  const [add] = addScenarios(shop);
  const [routed] = await backdoor.rows<{ provider: number }>(
    'select min(provider_id) as provider from service_routes',
  );
  const free = await backdoor.freeConnections();
  const settings = COMMIT_CONNECTIONS.map((wish) => Math.min(wish, free));
  const expect = { status: 200, bodyStart: '{"order":', minBytes: 16 };
  return [
    {
      name: ECHO,
      connections: ECHO_CONNECTIONS,
      goal: {},
      file: './load.ts',
      plan: {
        ...planOf({ ...(add as Scenario), expect }, echoPort),
        connections: ECHO_CONNECTIONS,
      },
    },
    ...settings.map((connections): Measured => ({
      name: COMMITS,
      connections,
      goal: {},
      file: './commits.ts',
      plan: {
        url: backdoor.appUrl,
        connections,
        accountIds: shop.buyers.map((one) => one.accountId),
        serviceId: shop.articles[0]?.serviceId ?? 1,
        providerId: routed?.provider ?? 1,
      },
    })),
  ];
}

const planOf = ({ connections, requests, expect }: Scenario, port: number) => ({
  port,
  connections,
  requests,
  expect,
});

const asMeasured = (scenario: Scenario, port: number): Measured => ({
  name: scenario.name,
  connections: scenario.connections,
  goal: scenario.goal,
  file: './load.ts',
  plan: planOf(scenario, port),
});

async function startEcho(): Promise<{ port: number; stop(): void }> {
  const child = forkBeside('./echo.ts');
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => child.disconnect() };
}

/** Orders that their senders were told of. */
const acknowledged = (figures: readonly Figure[]): number =>
  figures
    .filter(({ name }) => name.startsWith('add') || name === COMMITS || name.startsWith(DISPATCH))
    .reduce((sum, { accepted }) => sum + accepted, 0);

async function countOrders({ rows }: Backdoor): Promise<number> {
  const [row] = await rows<{ count: number }>('select count(*)::int as count from orders');
  return row?.count ?? 0;
}

async function databaseMb({ rows }: Backdoor): Promise<number> {
  const [row] = await rows<{ mb: number }>(
    'select (pg_database_size(current_database()) / 1048576)::int as mb',
  );
  return row?.mb ?? 0;
}
