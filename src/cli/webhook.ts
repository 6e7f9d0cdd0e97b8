import { Option, type Command } from 'commander';
import {
  addEndpoint,
  enableEndpoint,
  endpointText,
  EVENTS,
  listDeliveries,
  listEndpoints,
  readDelivery,
  removeEndpoint,
  replayDeliveries,
  resendDelivery,
  rotateSecret,
  testEndpoint,
} from '#webhooks/index.ts';
import type { App } from '#platform/app.ts';
import type { DeliveryStatus } from '#platform/db/schema.ts';
import { bigId, date, id, list, positive, whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, receipt } from './text.ts';
import {
  deliveriesTable,
  deliveryJson,
  deliveryText,
  endpointJson,
  endpointsTable,
  logJson,
} from './webhook-view.ts';

const HOUR_MS = 3_600_000;
const STATUSES: DeliveryStatus[] = ['pending', 'delivered', 'exhausted', 'dropped'];
const SHOWN = 20;

export function addWebhookCommands(program: Command, cli: Cli): void {
  const webhook = program.command('webhook').description("customers' servers that are told");
  const command = (name: string, description: string) =>
    webhook.command(name).description(description);
  const one = (name: string, description: string) =>
    command(name, description).argument('<webhook>', 'such as wh_3', id);
  command('add', 'tell a server; the secret is shown this once')
    .argument('<account>', 'account number', id)
    .argument('<url>', 'where messages are posted')
    .option('--events <list>', `of ${EVENTS.join(', ')} (default: all)`, list)
    .action(cli.answering((...given: Parameters<Add>) => add(cli)(...given)));
  command('list', 'list webhooks and whether messages arrive there')
    .argument('[account]', 'account number (default: all)', id)
    .action(cli.answering((account?: number) => listAll(cli, account)));
  one('remove', 'send nothing there any more').action(
    cli.answering((endpointId: number) => remove(cli, endpointId)),
  );
  one('test', 'send a signed test message, once').action(
    cli.answering((endpointId: number) => ping(cli, endpointId)),
  );
  one('rotate', 'give it a new secret, shown this once')
    .option('--overlap <hours>', 'how long the old one signs along, up to 168', whole, 24)
    .action(
      cli.answering((endpointId: number, { overlap }: { overlap: number }) =>
        rotate(cli, endpointId, overlap),
      ),
    );
  one('enable', 'send there again after it was disabled, a test first').action(
    cli.answering((endpointId: number) => enable(cli, endpointId)),
  );
  addDeliveryCommands(webhook, cli);
}

type ListOptions = { status?: DeliveryStatus; before?: bigint; limit: number };
type ReplayOptions = { from: Date; until?: Date; missed?: boolean };

function addDeliveryCommands(webhook: Command, cli: Cli): void {
  webhook
    .command('deliveries')
    .description('list what was sent there or waits for it, the newest first')
    .argument('<webhook>', 'such as wh_3', id)
    .addOption(new Option('--status <name>', 'only these').choices(STATUSES))
    .option('--before <delivery>', 'older ones than this', bigId)
    .option('--limit <n>', 'how many', positive, SHOWN)
    .action(
      cli.answering((endpointId: number, options: ListOptions) =>
        deliveries(cli, endpointId, options),
      ),
    );
  webhook
    .command('show')
    .description('show a delivery: what was sent, and what was answered each time')
    .argument('<delivery>', 'number of the delivery', bigId)
    .action(cli.answering((deliveryId: bigint) => show(cli, deliveryId)));
  webhook
    .command('resend')
    .description('send a delivery again, under the same webhook-id')
    .argument('<delivery>', 'number of the delivery', bigId)
    .action(cli.answering((deliveryId: bigint) => resend(cli, deliveryId)));
  webhook
    .command('replay')
    .description('send a stretch of time again, under the same webhook-ids')
    .argument('<webhook>', 'such as wh_3', id)
    .requiredOption('--from <date>', 'such as 2027-01-31T12:00Z', date)
    .option('--until <date>', 'without this moment (default: now)', date)
    .option('--missed', 'leave out what was delivered')
    .action(
      cli.answering((endpointId: number, options: ReplayOptions) =>
        replay(cli, endpointId, options),
      ),
    );
}

const now = (app: App) => new Date(app.clock.now());

type Add = (account: number, url: string, options: { events?: string[] }) => Promise<Answer>;

const add =
  (cli: Cli): Add =>
  (accountId, url, { events }) =>
    cli.withApp(async (app) => {
      const wanted = { accountId, keyId: null, url, ...(events && { events }) };
      const added = await addEndpoint(app, wanted);
      const webhook = endpointText(added.id);
      return {
        json: { webhook, secret: added.secret, url, events: added.events },
        text: receipt(`Webhook ${webhook} of account ${accountId}`, [
          ['address', url],
          ['events', added.events.length === EVENTS.length ? 'all' : added.events.join(', ')],
          ['secret', added.secret],
          ['shown', 'this once'],
          ['try it with', `notpanel webhook test ${webhook}`],
        ]),
      };
    });

const listAll = (cli: Cli, accountId?: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const all = await listEndpoints(app.db, accountId === undefined ? {} : { accountId });
    return { json: { webhooks: all.map(endpointJson) }, text: endpointsTable(all) };
  });

const remove = (cli: Cli, endpointId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    await app.transact((tx) => removeEndpoint(tx, { endpointId }, now(app)));
    const webhook = endpointText(endpointId);
    return { json: { webhook, removed: true }, text: `Webhook ${webhook} is removed.` };
  });

const ping = (cli: Cli, endpointId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const message = await app.transact((tx) => testEndpoint(tx, { endpointId }, now(app)));
    const webhook = endpointText(endpointId);
    return {
      json: { webhook, message },
      text: `A test is on its way: ${message}. See notpanel webhook deliveries ${webhook}`,
    };
  });

const rotate = (cli: Cli, endpointId: number, hours: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { secret, oldUntil } = await rotateSecret(app, {
      endpointId,
      overlapMs: hours * HOUR_MS,
    });
    const webhook = endpointText(endpointId);
    return {
      json: { webhook, secret, old_secret_until: oldUntil?.toISOString() ?? null },
      text: receipt(`Webhook ${webhook} has a new secret`, [
        ['secret', secret],
        ['the old one', oldUntil ? `signs along until ${moment(oldUntil)}` : 'ended now'],
        ['shown', 'this once'],
      ]),
    };
  });

const enable = (cli: Cli, endpointId: number): Promise<Answer> =>
  cli.withApp(async (app) => {
    const message = await app.transact((tx) => enableEndpoint(tx, { endpointId }, now(app)));
    const webhook = endpointText(endpointId);
    const missed = `notpanel webhook replay ${webhook} --from … --missed sends what it missed.`;
    return {
      json: { webhook, message },
      text: `Webhook ${webhook} is active; a test is on its way: ${message}.\n${missed}`,
    };
  });

const deliveries = (cli: Cli, endpointId: number, options: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { status, before: beforeId, limit } = options;
    const rows = await listDeliveries(app.db, {
      ...{ endpointId, limit },
      ...(status && { status }),
      ...(beforeId !== undefined && { beforeId }),
    });
    return { json: { deliveries: rows.map(deliveryJson) }, text: deliveriesTable(rows) };
  });

const show = (cli: Cli, deliveryId: bigint): Promise<Answer> =>
  cli.withApp(async (app) => {
    const log = await readDelivery(app.db, deliveryId);
    return { json: logJson(log), text: deliveryText(log) };
  });

const resend = (cli: Cli, deliveryId: bigint): Promise<Answer> =>
  cli.withApp(async (app) => {
    const message = await app.transact((tx) => resendDelivery(tx, deliveryId, now(app)));
    return {
      json: { delivery: String(deliveryId), message },
      text: `Delivery ${deliveryId} is on its way again: ${message}.`,
    };
  });

const replay = (cli: Cli, endpointId: number, options: ReplayOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { from, until = now(app), missed: onlyMissed = false } = options;
    const wanted = { endpointId, from, until, onlyMissed };
    const replayed = await app.transact((tx) => replayDeliveries(tx, wanted, now(app)));
    return {
      json: { webhook: endpointText(endpointId), replayed },
      text: `${replayed} messages are on their way again.`,
    };
  });
