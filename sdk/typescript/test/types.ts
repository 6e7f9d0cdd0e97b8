// Compiled, never run: what the types let through, and what they stop.
import { InsufficientBalanceError, Panel, type NewOrder } from '../src/index.ts';

declare const panel: Panel;
const link = 'https://example.com/p';

export const orders: Promise<unknown>[] = [
  panel.add({ service: 1, link, quantity: 1_000 }),
  panel.add({ service: 1, link, quantity: 1_000, runs: 2, interval: 60, request_id: 'a' }),
  panel.add({ service: 1, link, comments: ['yes', 'no'] }),
  panel.add<'Package'>({ service: 1, link, coupon: 'SPRING' }),
  panel.add<'Poll'>({ service: 1, link, quantity: 10, answer_number: 2 }),
  panel.add<'Subscriptions'>({ service: 1, username: 'ada', min: 1, max: 2, delay: 0 }),

  // @ts-expect-error: no service
  panel.add({ link, quantity: 1_000 }),
  // @ts-expect-error: a quantity is a number
  panel.add<'Default'>({ service: 1, link, quantity: '1000' }),
  // @ts-expect-error: a poll asks for an answer
  panel.add<'Poll'>({ service: 1, link, quantity: 10 }),
  // @ts-expect-error: a package has no quantity
  panel.add<'Package'>({ service: 1, link, quantity: 10 }),
  // @ts-expect-error: there are five devices
  panel.add<'Web Traffic'>({ service: 1, link, quantity: 1, country: 'DE', device: 6 }),
];

export const order: NewOrder<'SEO'> = { service: 1, link, quantity: 1, keywords: 'one\ntwo' };

export async function amounts(): Promise<string> {
  const status = await panel.status('ord_1');
  // @ts-expect-error: an amount is no number
  const wrong: number = status.charge;
  const many = await panel.statuses(['ord_1']);
  const one = many.get('ord_1');
  if (one instanceof InsufficientBalanceError) return one.text;
  // @ts-expect-error: it may be an error
  return one.charge + wrong;
}
