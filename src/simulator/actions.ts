import { addOrder } from './add-order.ts';
import { POST_EVERY_MS } from './behaviour.ts';
import { claimAt, refundOf, type SimulatedOrder } from './delivery.ts';
import type { Action } from './fault.ts';
import {
  amountText,
  deliveryOf,
  missOf,
  numberOf,
  orderOf,
  refusal,
  scriptOf,
  sumsOf,
  type Panel,
  type Params,
  type Plain,
} from './panel.ts';
import { chargeOf } from './price-list.ts';

const POSTS_OF_STANDING = 3; // where the order sets no number
const REFILL_MS = 5_000;
const LONGEST_LIST = 100;

const ACTIONS: Readonly<Record<Action, (panel: Panel, params: Params) => Plain>> = {
  add: addOrder,
  services: (panel) => good(services(panel)),
  status: (panel, params) => status(panel, params),
  cancel: (panel, params) => requested(panel, params, 'cancel'),
  refill: (panel, params) => requested(panel, params, 'refill'),
  refill_status: (panel, params) => refillStatus(panel, params),
  balance: (panel) =>
    good({
      ...panel.habits.beside,
      balance: panel.habits.number(amountText(sumsOf(panel).balance)),
      currency: panel.currency,
    }),
};

/** Carries a call out and answers it as a sound panel of its family does. */
export function carryOut(panel: Panel, params: Params): Plain {
  const { actions = Object.keys(ACTIONS) } = panel.habits;
  const action = params['action'] as Action;
  const isKnown = Object.hasOwn(ACTIONS, action) && (action === 'add' || actions.includes(action));
  return isKnown ? ACTIONS[action](panel, params) : refusal(panel, 'action');
}

const good = (body: unknown): Plain => ({ status: 200, body });

function services({ habits, prices, now }: Panel): unknown {
  return prices.at(now()).map(({ service, name, type, category, rate, ...rest }) => ({
    service: habits.requestIds ? numberOf(service) : service,
    name,
    type: habits.type(type),
    category,
    rate,
    min: habits.number(String(rest.min)),
    max: habits.number(String(rest.max)),
    refill: rest.refill,
    cancel: rest.cancel,
    dripfeed: habits.flag(rest.dripfeed),
  }));
}

function status(panel: Panel, params: Params): Plain {
  const one = (id: string): { error: string } | Record<string, unknown> => {
    const order = orderOf(panel, id);
    if (!order) return missOf(panel, 'order');
    const stands = order.params['min'] !== undefined && order.standing === null;
    return stands ? standingStatus(panel, order) : plainStatus(panel, order);
  };
  if (params['orders'] === undefined) return single(panel, one(params['order'] ?? ''));
  const rows = listOf(params['orders']).map((id) => {
    const answer = one(id);
    const { error } = answer;
    return [id, typeof error === 'string' ? panel.habits.miss(error) : answer] as const;
  });
  return good(Object.fromEntries(rows.filter(([, answer]) => answer !== undefined)));
}

const single = (panel: Panel, answer: Record<string, unknown>): Plain =>
  'error' in answer ? { status: panel.habits.refusedWith, body: answer } : good(answer);

function plainStatus(panel: Panel, order: SimulatedOrder): Record<string, unknown> {
  const { habits, currency } = panel;
  const delivery = deliveryOf(panel, order);
  const claim = claimAt(order, scriptOf(panel, order.service), {
    now: panel.now(),
    random: () => panel.random(),
  });
  const said = <T>(claimed: T | undefined, truth: T): T =>
    claimed === undefined ? truth : claimed;
  const { startCount, remains } = delivery;
  const unbegun = startCount === null ? habits.remainsUnbegun : undefined;
  return {
    charge: said(claim.charge, habits.number(amountText(order.charge - refundOf(order, delivery)))),
    [habits.startCount]: said(
      claim.startCount,
      startCount === null ? null : habits.number(String(startCount)),
    ),
    status: claim.status ?? habits.word(delivery.status),
    remains: said(claim.remains, unbegun ?? habits.number(String(remains))),
    currency: claim.currency ?? currency,
  };
}

/** Finds the posts that are due by now, each booked as an order of its own. */
function standingStatus(panel: Panel, order: SimulatedOrder): Record<string, unknown> {
  const every = scriptOf(panel, order.service).postEveryMs ?? POST_EVERY_MS;
  const wanted = Number(order.params['posts'] ?? POSTS_OF_STANDING);
  const until = order.canceledAt ?? panel.now();
  const due = Math.min(wanted, Math.floor((until - order.acceptedAt) / every));
  const found = [...panel.book.orders.values()].filter((one) => one.standing === order.id);
  const offered = panel.prices.find(order.service, order.acceptedAt);
  const quantity = Number(order.params['min']);
  for (let number = found.length + 1; number <= due; number += 1) {
    found.push(
      panel.book.accept({
        service: order.service,
        link: `https://example.com/post/${order.id}-${number}`,
        quantity,
        params: {},
        acceptedAt: order.acceptedAt + number * every,
        charge: offered ? chargeOf(offered, quantity) : 0n,
        standing: order.id,
      }),
    );
  }
  const over = order.canceledAt === null ? 'Completed' : 'Canceled';
  const ended = order.canceledAt !== null || found.length >= wanted;
  const orders = found.map((one) => panel.habits.orderId(one.id));
  const { word } = panel.habits;
  return { status: word(ended ? over : 'Active'), expiry: null, posts: String(wanted), orders };
}

type Request = 'cancel' | 'refill';

/** A wish to cancel or to refill: rows for a list, and for a cancel always where there are no singles. */
function requested(panel: Panel, params: Params, what: Request): Plain {
  const { habits } = panel;
  const one = what === 'cancel' ? cancel : refill;
  if (params['orders'] === undefined && (what === 'refill' || habits.singles)) {
    const answer = one(panel, params['order'] ?? '');
    if (typeof answer === 'object') return single(panel, answer);
    return good({
      [what]: habits.singles || what === 'cancel' ? idOf(panel, what, answer) : String(answer),
    });
  }
  return good(
    listOf(params['orders'] ?? params['order'] ?? '').map((id) => {
      const answer = one(panel, id);
      if (typeof answer !== 'object') return { order: asId(id), [what]: idOf(panel, what, answer) };
      return { order: asId(id), ...(habits.singles ? answer : { [what]: answer }) };
    }),
  );
}

/** `1` for a wish that was taken; our contract names the order or the refill. */
const idOf = ({ habits }: Panel, what: Request, answer: number): number | string => {
  if (!habits.singles) return what === 'cancel' ? 1 : answer;
  return what === 'cancel' ? habits.orderId(answer) : habits.refillId(answer);
};

function cancel(panel: Panel, id: string): number | { error: string } {
  const order = orderOf(panel, id);
  if (!order) return missOf(panel, 'order');
  const { cancel: verdict = 'taken' } = scriptOf(panel, order.service);
  if (verdict !== 'taken') return verdict;
  if (order.canceledAt === null) panel.book.cancel(order.id, panel.now());
  return order.id;
}

function refill(panel: Panel, id: string): number | { error: string } {
  const order = orderOf(panel, id);
  if (!order) return missOf(panel, 'order');
  const { refill: verdict = 'done' } = scriptOf(panel, order.service);
  return typeof verdict === 'object' ? verdict : panel.book.refill(order.id, panel.now()).id;
}

function refillStatus(panel: Panel, params: Params): Plain {
  const { habits } = panel;
  const one = (id: string): string | { error: string } => {
    const refill = panel.book.refills.get(numberOf(id));
    if (!refill) return missOf(panel, 'refill');
    const order = panel.book.orders.get(refill.order);
    if (panel.now() < refill.at + REFILL_MS) return habits.word('In progress');
    const script = order ? scriptOf(panel, order.service) : {};
    return habits.word(script.refill === 'rejected' ? 'Rejected' : 'Completed');
  };
  if (params['refills'] !== undefined) {
    return good(
      listOf(params['refills']).map((id) => {
        const answer = one(id);
        const isMiss = typeof answer === 'object' && habits.singles;
        return { refill: asId(id), ...(isMiss ? answer : { status: answer }) };
      }),
    );
  }
  const answer = one(params['refill'] ?? '');
  return typeof answer === 'string' ? good({ status: answer }) : single(panel, answer);
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .slice(0, LONGEST_LIST);

const asId = (id: string): number | string => (/^\d+$/.test(id) ? Number(id) : id);
