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
import {
  errorOf,
  idOf,
  isFields,
  refillStateOf,
  statusOf,
  textOf,
  type Fields,
} from './v2-answers.ts';
import { classifyError } from './v2-errors.ts';

const STRANGE = { ok: false, error: 'the answer has another shape', refused: false } as const;

/** The de-facto panel protocol, with the variants that were seen in the field (v2-protocol.md). */
export const v2: Adapter = {
  async add(call, order) {
    return addOutcome(await call('add', addParams(order)));
  },
  async statuses(call, ids) {
    const reply = await call('status', listOf('order', ids));
    return answer(reply, (body) =>
      perId<ReportedStatus>(body, ids, ['order', 'id'], (value) => statusOf(value)),
    );
  },
  async cancel(call, ids) {
    // There is no single form of it in the reference panel.
    const reply = await call('cancel', { orders: ids.join(',') });
    return answer(reply, (body) =>
      perId<'taken'>(body, ids, ['order'], (value) => {
        const taken = isFields(value) ? value['cancel'] : value;
        return taken === undefined || taken === null || taken === 0 ? undefined : 'taken';
      }),
    );
  },
  async refill(call, id) {
    const read = answer(await call('refill', { order: id }), (body) =>
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
    return answer(reply, (body) =>
      perId<ReportedRefill>(body, ids, ['refill'], (value) =>
        refillStateOf(isFields(value) ? value['status'] : value),
      ),
    );
  },
  async balance(call) {
    return answer(await call('balance', {}), (body) => {
      const balance = isFields(body) ? textOf(body['balance']) : undefined;
      if (!isFields(body) || balance === undefined) return null;
      return { balance, currency: textOf(body['currency']) ?? null };
    });
  },
};

function addParams(order: OrderToSend): Record<string, string> {
  const params: Record<string, string> = { service: order.service };
  if (order.link !== '') params['link'] = order.link;
  if (order.quantity !== null) params['quantity'] = String(order.quantity);
  for (const [name, value] of Object.entries(order.details)) params[name] = String(value);
  return params;
}

/** The table of reliability.md 5.2: what is not certain is unknown. */
export function addOutcome(reply: Reply): AddOutcome {
  if (reply.kind === 'never_sent') return reply;
  if (reply.kind === 'unknown') {
    return { kind: 'unknown', error: reply.error, answer: reply.text };
  }
  const { body, status, text: answer, retryAfterMs } = reply;
  const error = errorOf(body);
  const id = isFields(body) ? idOf(body['order']) : undefined;
  if (error !== undefined && id !== undefined) {
    return { kind: 'unknown', error: `both an order and an error: ${error}`, answer };
  }
  if (status === 429) {
    return { kind: 'later', error: error ?? 'HTTP 429', answer, retryAfterMs };
  }
  if (error !== undefined) {
    const refusal = classifyError(error);
    if (refusal === 'later') return { kind: 'later', error, answer, retryAfterMs };
    return { kind: refusal === 'order' ? 'refused' : 'unclassified', error, answer };
  }
  if (status >= 200 && status < 300 && id !== undefined) {
    return { kind: 'accepted', providerOrderId: id, answer };
  }
  return { kind: 'unknown', error: `HTTP ${status} without an order`, answer };
}

function answer<T>(reply: Reply, read: (body: unknown) => T | null): Answer<T> {
  if (reply.kind !== 'json') return { ok: false, error: reply.error, refused: false };
  const error = errorOf(reply.body);
  const passes = reply.status === 429 || (error !== undefined && classifyError(error) === 'later');
  const refused = reply.status < 500 && !passes;
  if (error !== undefined || reply.status >= 400) {
    const retryAfter = reply.retryAfterMs === null ? {} : { retryAfterMs: reply.retryAfterMs };
    return { ok: false, error: error ?? `HTTP ${reply.status}`, refused, ...retryAfter };
  }
  const value = read(reply.body);
  if (value !== null) return { ok: true, value };
  return STRANGE;
}

const listOf = (name: string, ids: readonly string[]): Record<string, string> =>
  ids.length === 1 ? { [name]: ids[0] as string } : { [`${name}s`]: ids.join(',') };

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
  for (const id of ids) if (body[id] !== undefined) take(id, body[id]);
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
