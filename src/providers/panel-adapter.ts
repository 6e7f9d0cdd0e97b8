import { readAmount } from '#lib/money.ts';
import {
  errorOf,
  idOf,
  isFields,
  refillStateOf,
  statusOf,
  textOf,
  type Fields,
} from './panel-answers.ts';
import type {
  Adapter,
  AddOutcome,
  Answer,
  OrderToSend,
  Refusal,
  Reply,
  ReportedRefill,
  ReportedStatus,
} from './provider.ts';
import { readOffers } from './read-offers.ts';

/** In what protocols of the family differ. */
export type PanelDialect = {
  repeatsSafely: boolean;
  /** What `add` is told besides the order. */
  extras(order: OrderToSend): Record<string, string>;
  addOutcome(reply: Reply): AddOutcome;
  /** Whether an error may be gone when the same is asked again. */
  passes(status: number, error: string | undefined): boolean;
};

const STRANGE = { ok: false, error: 'the answer has another shape', refused: false } as const;

/** The wire that all panels share, with the variants that were seen in the field (v2-protocol.md). */
export const panelAdapter = (dialect: PanelDialect): Adapter => ({
  repeatsSafely: dialect.repeatsSafely,
  async add(call, order) {
    return dialect.addOutcome(await call('add', addParams(order, dialect.extras(order))));
  },
  async statuses(call, ids) {
    const reply = await call('status', listOf('order', ids));
    const read = answer(dialect, reply, (body) =>
      perId<ReportedStatus>(body, ids, ['order', 'id'], (value) => statusOf(value)),
    );
    return missOfOne(read, ids);
  },
  async cancel(call, ids) {
    // There is no single form of it in the reference panel.
    const reply = await call('cancel', { orders: ids.join(',') });
    return answer(dialect, reply, (body) =>
      perId<'taken'>(body, ids, ['order'], (value) => {
        const taken = isFields(value) ? value['cancel'] : value;
        return taken === undefined || taken === null || taken === 0 ? undefined : 'taken';
      }),
    );
  },
  async refill(call, id) {
    const read = answer(dialect, await call('refill', { order: id }), (body) =>
      Array.isArray(body) ? (body[0] as unknown) : body,
    );
    if (!read.ok) return read;
    const error = missOf(read.value);
    if (error !== undefined) return { ok: false, error, refused: true };
    const refillId = isFields(read.value) ? idOf(read.value['refill']) : undefined;
    return refillId === undefined ? STRANGE : { ok: true, value: { refillId } };
  },
  async refillStatuses(call, ids) {
    const reply = await call('refill_status', listOf('refill', ids));
    const read = answer(dialect, reply, (body) =>
      perId<ReportedRefill>(body, ids, ['refill'], (value) =>
        refillStateOf(isFields(value) ? value['status'] : value),
      ),
    );
    return missOfOne(read, ids);
  },
  async balance(call) {
    return answer(dialect, await call('balance', {}), (body) => {
      const balance = isFields(body) ? readAmount(textOf(body['balance']) ?? '') : undefined;
      if (!isFields(body) || balance === undefined) return null;
      return { balance, currency: textOf(body['currency'])?.trim().toUpperCase() || null };
    });
  },
  async services(call) {
    const read = answer(dialect, await call('services', {}), readOffers);
    return read.ok ? { ok: true, value: read.value.offers, odd: read.value.odd } : read;
  },
});

function addParams(order: OrderToSend, extras: Record<string, string>): Record<string, string> {
  const params: Record<string, string> = { service: order.service };
  if (order.link !== '') params['link'] = order.link;
  if (order.quantity !== null) params['quantity'] = String(order.quantity);
  for (const [name, value] of Object.entries(order.details)) params[name] = String(value);
  return { ...params, ...extras };
}

function answer<T>(
  dialect: PanelDialect,
  reply: Reply,
  read: (body: unknown) => T | null,
): Answer<T> {
  if (reply.kind !== 'json') return { ok: false, error: reply.error, refused: false };
  const error = errorOf(reply.body);
  if (error !== undefined || reply.status >= 400) {
    const refused = reply.status !== 429 && !dialect.passes(reply.status, error);
    const retryAfter = reply.retryAfterMs === null ? {} : { retryAfterMs: reply.retryAfterMs };
    return { ok: false, error: error ?? `HTTP ${reply.status}`, refused, ...retryAfter };
  }
  const value = read(reply.body);
  return value === null ? STRANGE : { ok: true, value };
}

const listOf = (name: string, ids: readonly string[]): Record<string, string> =>
  ids.length === 1 ? { [name]: ids[0] as string } : { [`${name}s`]: ids.join(',') };

const MISS = /^(incorrect|invalid|unknown) (order|refill)( id)?$|^(order|refill) not found$/i;

/** Of a single id the miss is the whole answer; it says nothing of the provider. */
function missOfOne<T>(
  read: Answer<Map<string, T | Refusal>>,
  [id, ...others]: readonly string[],
): Answer<Map<string, T | Refusal>> {
  if (read.ok || !read.refused || id === undefined || others.length > 0) return read;
  if (!MISS.test(read.error.trim().replace(/\.$/, ''))) return read;
  return { ok: true, value: new Map([[id, { error: read.error }]]) };
}

/** Panels answer a list as an object by id or as rows, and one id also as the bare value. */
function perId<T>(
  body: unknown,
  ids: readonly string[],
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): Map<string, T | Refusal> | null {
  const found = new Map<string, T | Refusal>();
  const take = (id: string | undefined, value: unknown) => {
    if (id === undefined || !ids.includes(id)) return;
    const error = missOf(value);
    const good = error === undefined ? read(value) : undefined;
    if (error !== undefined) found.set(id, { error });
    else if (good !== undefined) found.set(id, good);
  };
  if (Array.isArray(body)) {
    for (const row of body as unknown[]) {
      if (!isFields(row)) continue;
      take(
        names.map((name) => idOf(row[name])).find((id) => id !== undefined),
        row,
      );
    }
    return found;
  }
  if (!isFields(body)) return null;
  for (const id of ids) if (Object.hasOwn(body, id)) take(id, body[id]);
  if (found.size === 0 && ids.length === 1) take(ids[0], body);
  return found;
}

/** A miss is an object, a bare text, or an error in place of one field. */
function missOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /not found|incorrect|invalid/i.test(value)) return value;
  const own = errorOf(value);
  if (own !== undefined || !isFields(value)) return own;
  const nested = Object.values(value as Fields).find(
    (field) => isFields(field) && errorOf(field) !== undefined,
  );
  return nested === undefined ? undefined : errorOf(nested);
}
