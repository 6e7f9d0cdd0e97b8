import { timingSafeEqual } from 'node:crypto';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import type { Fact, TestCheckout } from './checkout.ts';
import type { Answer, Asked } from './answer.ts';
import type { Desk, NewTestCheckout } from './desk.ts';
import { isPlay } from './plays.ts';

/** The shop's side: JSON, with the key as a bearer. */
export function answerApi(desk: Desk, apiKey: string, asked: Asked, authorization: string): Answer {
  if (!isSame(authorization, `Bearer ${apiKey}`)) return refused(401, 'wrong key');
  try {
    return routed(desk, asked);
  } catch (error) {
    return refused(400, (error as Error).message);
  }
}

function routed(desk: Desk, { method, path, query, body }: Asked): Answer {
  const [, , resource = '', id = '', part = ''] = path.split('/');
  const given = method === 'POST' ? (JSON.parse(body) as Record<string, unknown>) : {};
  const text = (name: string): string => textOf(given, name);
  const route = `${method} ${resource}${id && '/:id'}${part && `/${part}`}`;
  if (route === 'POST checkouts') return said(shown(desk, desk.open(newCheckout(text))));
  if (route === 'GET checkouts') {
    const found = desk.named(query.get('reference') ?? '');
    return said({ checkouts: found.map((one) => shown(desk, one)) });
  }
  const checkout = desk.find(route === 'POST refunds' ? text('checkout') : id);
  if (!checkout) return refused(404, 'there is no such checkout');
  if (route === 'GET checkouts/:id') return said(shown(desk, checkout));
  if (route === 'POST refunds') {
    const fact = desk.refund(checkout, text('reference'), parseMoney(text('amount')));
    return fact ? said({ id: fact.id, done: true }) : refused(409, 'more than was paid');
  }
  if (route !== 'POST checkouts/:id/plays') return refused(404, 'there is no such call');
  const play = text('play');
  const amount = given['amount'] === undefined ? 0n : parseMoney(text('amount'));
  const isPlayed = isPlay(play) && desk.play(checkout, play, amount);
  return isPlayed ? said(shown(desk, checkout)) : refused(409, 'that cannot happen now');
}

const newCheckout = (text: (name: string) => string): NewTestCheckout => ({
  reference: text('reference'),
  amount: parseMoney(text('amount')),
  currency: text('currency'),
  description: text('description'),
  returnUrl: addressOf(text('return_url')),
  cancelUrl: addressOf(text('cancel_url')),
  eventsUrl: addressOf(text('events_url')),
  expiresAt: Date.parse(text('expires_at')),
});

function addressOf(text: string): string {
  const { protocol, href } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`${text} is no address`);
  return href;
}

function textOf(given: Record<string, unknown>, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} is missing`);
  return value;
}

/** A checkout as the shop sees it: what has happened by now, and nothing of what will. */
const shown = (desk: Desk, checkout: TestCheckout) => ({
  id: checkout.id,
  reference: checkout.reference,
  amount: formatMoney(asMoney(checkout.amount)),
  currency: checkout.currency,
  url: `${desk.publicUrl}/test-gateway/checkouts/${checkout.id}`,
  expires_at: new Date(checkout.expiresAt).toISOString(),
  events: desk.happened(checkout.id).map(shownFact),
});

const shownFact = ({ id, kind, amount, of, at }: Fact) => ({
  id,
  kind,
  amount: formatMoney(asMoney(amount)),
  of,
  at: new Date(at).toISOString(),
});

const said = (body: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body),
});

const refused = (status: number, error: string): Answer => ({ ...said({ error }), status });

const isSame = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};
