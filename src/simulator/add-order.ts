import { nameOf } from './book.ts';
import { isOpen, type SimulatedOrder } from './delivery.ts';
import {
  deliveryOf,
  refusal,
  paidInOf,
  scriptOf,
  sumsOf,
  type Panel,
  type Params,
  type Plain,
} from './panel.ts';
import { chargeOf } from './price-list.ts';

/** Books an order and answers its number, or refuses it as the family does. */
export function addOrder(panel: Panel, params: Params): Plain {
  const known = knownRequest(panel, params);
  if (known) return known;
  const { service = '', link = '' } = params;
  const offered = panel.prices.find(service, panel.now());
  if (!offered) return refusal(panel, 'service');
  const quantity = quantityOf(panel, params);
  if (params['quantity'] !== undefined) {
    if (quantity < offered.min) return refusal(panel, 'min');
    if (quantity > offered.max) return refusal(panel, 'max');
  }
  const repeated = repeatOf(panel, service, link, quantity);
  if (repeated) return accepted(panel, repeated);
  if (panel.refusesDuplicates && hasOpen(panel, link)) return refusal(panel, 'duplicate');
  const charge = quantity === 0 ? 0n : chargeOf(offered, quantity);
  if (panel.needsFunds && !canPay(panel, charge)) return refusal(panel, 'funds');
  return accepted(panel, book(panel, params, { service, link, quantity, charge }));
}

function knownRequest(panel: Panel, params: Params): Plain | undefined {
  if (!panel.habits.requestIds) return undefined;
  const id = params['request_id'];
  if (id === undefined || id === '') return refusal(panel, 'no_request_id');
  const order = panel.book.find(nameOf.request(id));
  if (!order) return undefined;
  if (canonical(order.params) !== canonical(kept(params))) {
    return refusal(panel, 'other_request');
  }
  return { ...accepted(panel, order), headers: { 'idempotent-replayed': 'true' } };
}

function canonical(params: Params): string {
  const fields = new URLSearchParams(params);
  fields.sort();
  return fields.toString();
}

/** Of all runs; of a standing order, which has a range per post instead, none. */
function quantityOf(panel: Panel, params: Params): number {
  if (params['min'] !== undefined) return 0;
  const lines = (params['comments'] ?? params['usernames'])?.split(/\r?\n/).length;
  const unnamed = scriptOf(panel, params['service'] ?? '').pieces ?? lines ?? 1;
  return Number(params['quantity'] ?? unnamed) * Number(params['runs'] ?? 1);
}

function repeatOf(panel: Panel, service: string, link: string, quantity: number) {
  if (panel.repeatWindowS === 0) return undefined;
  const last = panel.book.find(nameOf.call(service, link, quantity));
  return last && panel.now() - last.acceptedAt <= panel.repeatWindowS * 1_000 ? last : undefined;
}

function hasOpen(panel: Panel, link: string): boolean {
  const last = panel.book.find(nameOf.link(link));
  return last !== undefined && isOpen(deliveryOf(panel, last));
}

/** What came back is counted only where it decides: that takes a look at every order. */
const canPay = (panel: Panel, charge: bigint): boolean =>
  paidInOf(panel) - panel.book.charged >= charge || sumsOf(panel).balance >= charge;

const book = (
  panel: Panel,
  params: Params,
  order: Pick<SimulatedOrder, 'service' | 'link' | 'quantity' | 'charge'>,
): SimulatedOrder =>
  panel.book.accept({ ...order, params: kept(params), acceptedAt: panel.now(), standing: null });

const kept = ({ key: _key, action: _action, ...rest }: Params): Record<string, string> => rest;

const accepted = ({ habits }: Panel, order: SimulatedOrder): Plain => ({
  status: 200,
  body: { ...habits.beside, order: habits.orderId(order.id) },
});
