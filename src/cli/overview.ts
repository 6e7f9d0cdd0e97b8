import type { Command } from 'commander';
import { checkContent, type ContentCheck } from '#content/index.ts';
import { listServiceChanges, type ServiceChangeKind } from '#catalog/index.ts';
import { listUnknown } from '#fulfilment/index.ts';
import { countReroutes } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { listNotices, type OpenNotice } from '#platform/notices/index.ts';
import { listProviders, readHealth, type Health, type Provider } from '#providers/index.ts';
import { listHeld, type Held } from '#supply/index.ts';
import type { Answer, Cli } from './cli.ts';
import { dim, receipt, table } from './text.ts';

const DAY_MS = 86_400_000;
const MOST_CHANGES = 10_000; // of one day; a shop of three thousand services changes fewer
const SHOWN = 8; // held services and notices; the commands beside them show all

export function addOverviewCommand(program: Command, cli: Cli): void {
  program
    .command('overview')
    .description('how providers do, and what the shop did about it in the last day')
    .action(cli.answering(() => overview(cli)));
}

type Seen = {
  providers: { provider: Provider; health: Health | undefined; reroutes: number }[];
  changes: [kind: ServiceChangeKind, services: number][];
  held: Held[];
  unknown: number;
  notices: OpenNotice[];
  content: ContentCheck;
};

const overview = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const seen = await look(app);
    return {
      json: {
        providers: seen.providers.map(providerAsJson),
        changes: Object.fromEntries(seen.changes),
        held: seen.held.map(({ service, reason }) => ({ service: service.id, reason })),
        unknown: seen.unknown,
        unfilled: seen.content.missing,
        notices: seen.notices.map(({ kind, subject, severity, text }) => ({
          kind,
          subject,
          severity,
          text,
        })),
      },
      text: [
        providerTable(seen),
        whatWasDone(seen),
        whatIsHeld(seen),
        whatToKnow(seen),
        whoIsUnnamed(seen),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    };
  });

async function look(app: App): Promise<Seen> {
  const now = new Date(app.clock.now());
  const since = new Date(now.getTime() - DAY_MS);
  const [providers, health, reroutes, changes, held, unknown, notices, content] = await Promise.all(
    [
      listProviders(app.db),
      readHealth(app.db, now),
      countReroutes(app.db, since),
      listServiceChanges(app.db, { since, limit: MOST_CHANGES }),
      listHeld(app.db),
      listUnknown(app.db),
      listNotices(app.db),
      checkContent(app.db),
    ],
  );
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  return {
    providers: providers.map((provider) => ({
      provider,
      health: health.get(provider.id),
      reroutes: reroutes.get(provider.id) ?? 0,
    })),
    changes: [...byKind].map(([kind, some]) => [
      kind,
      new Set(some.map((one) => one.serviceId)).size,
    ]),
    held,
    unknown: unknown.length,
    notices,
    content,
  };
}

const STATES: Record<Health['breaker'], string> = {
  closed: 'answers',
  open: 'does not answer',
  half_open: 'is being tried again',
};

/** A breaker that nothing has opened yet says nothing about who was not called, or never answered. */
function stateOf({ provider, health }: Seen['providers'][number]): string {
  if (provider.paused) return 'paused';
  if (!health) return 'not called yet';
  const { breaker, calls, failed } = health;
  if (breaker !== 'closed') return STATES[breaker];
  if (calls === 0) return 'not called lately';
  return calls === failed ? STATES.open : STATES.closed;
}

const failedShare = (health: Health | undefined): string =>
  health && health.calls > 0 ? `${Math.round((100 * health.failed) / health.calls)} %` : '–';

const providerTable = ({ providers }: Seen): string =>
  table(
    [
      { title: 'ID', right: true },
      { title: 'PROVIDER' },
      { title: 'NOW' },
      { title: 'FAILED', right: true },
      { title: 'MEAN', right: true },
      { title: 'SENT ELSEWHERE', right: true },
    ],
    providers.map((one) => [
      String(one.provider.id),
      one.provider.name,
      stateOf(one),
      failedShare(one.health),
      one.health?.meanMs == null ? '–' : `${one.health.meanMs} ms`,
      one.reroutes === 0 ? '–' : `${one.reroutes} orders`,
    ]),
    'There are no providers. Add one with: notpanel provider add <url> <key>',
  );

const DONE: Record<ServiceChangeKind, string> = {
  new: 'new on sale',
  rate_up: 'prices raised',
  rate_down: 'prices lowered',
  limits: 'limits changed',
  details: 'details changed',
  paused: 'taken off sale',
  resumed: 'on sale again',
  held: 'held back until you decide',
  released: 'let go again',
  vanished: 'not offered any more',
};

function whatWasDone({ changes, unknown }: Seen): string {
  const lines = changes.map(([kind, services]) => [DONE[kind], `${services} services`] as const);
  const doubts = [['orders nobody knows about', `${unknown}: notpanel order unknown`] as const];
  const all = [...lines, ...(unknown > 0 ? doubts : [])];
  return all.length === 0 ? '' : receipt('What the shop did in the last day', all);
}

function whatIsHeld({ held }: Seen): string {
  if (held.length === 0) return '';
  const shown = held.slice(0, SHOWN);
  return [
    receipt(
      'What waits for you',
      shown.map(({ service, route, reason }) => [
        `${service.id}${route === null ? '' : ', one route'}`,
        reason,
      ]),
    ),
    dim(`  ${more(held.length)}notpanel supply accept <service>, or reject`),
  ].join('\n');
}

function whatToKnow({ notices }: Seen): string {
  const others = notices.filter(({ kind }) => kind !== 'service.held');
  if (others.length === 0) return '';
  const shown = others.slice(0, SHOWN).map(({ severity, text }) => [severity, text] as const);
  return [receipt('What to know', shown), dim(`  ${more(others.length)}notpanel notices`)].join(
    '\n',
  );
}

function whoIsUnnamed({ content: { missing, gaps } }: Seen): string {
  if (missing.length + gaps.length === 0) return '';
  return [
    receipt('What visitors cannot know', [
      ['of you', missing.length === 0 ? 'nothing' : missing.join(', ')],
      ['pages with gaps', String(gaps.length)],
    ]),
    dim('  notpanel content check'),
  ].join('\n');
}

const more = (all: number): string => (all > SHOWN ? `${all - SHOWN} more; ` : '');

const providerAsJson = (one: Seen['providers'][number]) => ({
  provider: one.provider.id,
  name: one.provider.name,
  state: one.provider.paused ? 'paused' : (one.health?.breaker ?? 'closed'),
  calls: one.health?.calls ?? 0,
  failed: one.health?.failed ?? 0,
  mean_ms: one.health?.meanMs ?? null,
  sent_elsewhere: one.reroutes,
});
