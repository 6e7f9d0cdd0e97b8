import * as read from './answers.ts';
import type {
  Balance,
  IssuedWebhook,
  OrderStatus,
  RefillWord,
  Service,
  WebhookEndpoint,
} from './answers.ts';
import type { ApiError } from './errors.ts';
import type { NewOrder, Placed, ServiceType } from './orders.ts';
import { openTransport, type Options, type Send } from './transport.ts';

/** `ord_23501`, or its number. */
export type Id = string | number;

const MOST_IDS = 100; // the panel's limit for one call

/** A shop, as the holder of a key sees it. */
export class Panel {
  readonly #send: Send;

  constructor(options: Options) {
    this.#send = openTransport(options);
  }

  /** Everything on sale, at your own prices. */
  services(): Promise<Service[]> {
    return this.#send({ action: 'services' }, read.list(read.service));
  }

  /**
   * Places an order once: every repeat carries the same `request_id`. When it throws, the error's
   * `requestId` lets you ask for the same order again, a day later as well.
   */
  add<Type extends ServiceType>(order: NewOrder<Type>): Promise<Placed> {
    const { service, request_id = crypto.randomUUID(), ...rest } = order;
    return this.#send({ action: 'add', service, request_id, ...rest }, (json, { headers }) => ({
      order: read.field('order', read.id)(json),
      request_id,
      replayed: headers.get('idempotent-replayed') === 'true',
    }));
  }

  status(order: Id): Promise<OrderStatus> {
    return this.#send({ action: 'status', order }, read.orderStatus);
  }

  /** Any number of orders; one that is not yours has an error in its place. */
  statuses(orders: readonly Id[]): Promise<Map<string, OrderStatus | ApiError>> {
    return inParts(orders, (part) =>
      this.#send({ action: 'status', orders: part }, (json, { about }) => {
        const found = Object.entries(read.row(json)).map(([order, status]) => {
          return [order, read.outcome({ status }, 'status', read.orderStatus, about)] as const;
        });
        return read.inOrder(part, found);
      }),
    );
  }

  /** Asks for a refill and answers its id; while one is pending, that one's. */
  refill(order: Id): Promise<string> {
    return this.#send({ action: 'refill', order }, read.field('refill', read.id));
  }

  refills(orders: readonly Id[]): Promise<Map<string, string | ApiError>> {
    return this.#each({ action: 'refill', orders }, 'order', 'refill', read.id);
  }

  refillStatus(refill: Id): Promise<RefillWord> {
    return this.#send(
      { action: 'refill_status', refill },
      read.field('status', read.word<RefillWord>()),
    );
  }

  refillStatuses(refills: readonly Id[]): Promise<Map<string, RefillWord | ApiError>> {
    return inParts(refills, (part) =>
      this.#each({ action: 'refill_status', refills: part }, 'refill', 'status', read.word()),
    );
  }

  /** Asks to cancel; `status` shows what came of it. */
  async cancel(order: Id): Promise<void> {
    await this.#send({ action: 'cancel', order }, (json, { about }) => {
      // The classic dialect answers with a list of one.
      const row = read.row(Array.isArray(json) ? json[0] : json);
      const outcome = read.outcome(row, 'cancel', read.id, about);
      if (outcome instanceof Error) throw outcome;
    });
  }

  /** True where the wish was taken. */
  cancels(orders: readonly Id[]): Promise<Map<string, true | ApiError>> {
    return this.#each({ action: 'cancel', orders }, 'order', 'cancel', (json) => {
      read.id(json);
      return true;
    });
  }

  balance(): Promise<Balance> {
    return this.#send({ action: 'balance' }, read.balance);
  }

  /** Without `events` you are told of everything. */
  addWebhook(url: string, events?: readonly string[]): Promise<IssuedWebhook> {
    return this.#send({ action: 'webhook.add', url, events }, read.issuedWebhook);
  }

  webhooks(): Promise<WebhookEndpoint[]> {
    return this.#send({ action: 'webhook.list' }, read.list(read.webhook));
  }

  /** Sends a test and answers the id that it carries. */
  testWebhook(webhook: Id): Promise<string> {
    return this.#send({ action: 'webhook.test', webhook }, read.field('message', read.text));
  }

  async removeWebhook(webhook: Id): Promise<void> {
    await this.#send({ action: 'webhook.remove', webhook }, read.row);
  }

  #each<Value>(
    call: { action: string; orders?: readonly Id[]; refills?: readonly Id[] },
    kind: 'order' | 'refill',
    name: string,
    value: (json: unknown) => Value,
  ): Promise<Map<string, Value | ApiError>> {
    const ids = call.orders ?? call.refills ?? [];
    if (ids.length === 0) return Promise.resolve(new Map());
    return this.#send(call, (json, { about }) => {
      const rows = read.list(read.row)(json);
      const found = rows.map((row) => [row[kind], read.outcome(row, name, value, about)] as const);
      return read.inOrder(ids, found);
    });
  }
}

async function inParts<Value>(
  ids: readonly Id[],
  ask: (part: readonly Id[]) => Promise<Map<string, Value>>,
): Promise<Map<string, Value>> {
  const all = new Map<string, Value>();
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    for (const [id, value] of await ask(ids.slice(start, start + MOST_IDS))) all.set(id, value);
  }
  return all;
}
