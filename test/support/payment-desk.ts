import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { asMoney, parseMoney, type Money } from '#lib/money.ts';
import {
  addGateway,
  gatewayKinds,
  paymentText,
  receiveNotification,
  startPayment,
  type GatewayEvent,
  type GatewayKind,
  type Happening,
  type NewCheckout,
  type NewGateway,
  type NewRefund,
  type Payment,
} from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { checkAllBooks } from '#worker/check-all-books.ts';
import { openAccount } from './shop.ts';

/** A gateway in this process: what a test says has happened there. */
export type PaymentDesk = {
  kind: GatewayKind;
  checkouts: Map<string, NewCheckout>;
  refunds: Map<string, NewRefund>;
  /** What `readCheckout` tells of a checkout. */
  happened: Map<string, GatewayEvent[]>;
  /** How refunds are answered. */
  answer: { refund: () => Promise<{ done: boolean }> };
};

const SETTINGS = z.object({ secret: z.string() });
const SECRET = 'desk';

export function openPaymentDesk(): PaymentDesk {
  const checkouts = new Map<string, NewCheckout>();
  const refunds = new Map<string, NewRefund>();
  const happened = new Map<string, GatewayEvent[]>();
  const answer = { refund: async () => ({ done: true }) };
  const kind: GatewayKind<{ secret: string }> = {
    name: 'desk',
    means: 'card',
    settings: SETTINGS,
    open: ({ secret }) => ({
      createCheckout: async (_app, checkout) => {
        checkouts.set(checkout.paymentId, checkout);
        return {
          gatewayId: `desk_${checkout.paymentId}`,
          url: `https://desk.example/${checkout.paymentId}`,
          expiresAt: null,
        };
      },
      readNotification: async (_app, { headers, body }) => {
        if (headers.get('desk-secret') !== secret) {
          throw new AppError('invalid_signature', 'the signature is not right');
        }
        return readEvents(body.toString());
      },
      readCheckout: async (_app, gatewayId) => happened.get(gatewayId) ?? [],
      refund: async (_app, refund) => {
        refunds.set(refund.refundId, refund);
        return answer.refund();
      },
    }),
  };
  return { kind: kind as GatewayKind, checkouts, refunds, happened, answer };
}

/** Sets up the desk as the gateway `desk` of a shop: 2 % and 0.30, from 1 on. */
export async function addDesk(
  app: App,
  desk: PaymentDesk,
  wanted: Partial<NewGateway> = {},
): Promise<void> {
  gatewayKinds(app).set('desk', desk.kind);
  await addGateway(app, {
    name: 'desk',
    kind: 'desk',
    label: 'The desk',
    minimum: parseMoney('1'),
    feeBp: 200,
    feeFixed: parseMoney('0.30'),
    settings: { secret: SECRET },
    ...wanted,
  });
}

export async function startDeposit(
  app: App,
  amount: string,
  wanted: Partial<Parameters<typeof startPayment>[1]> = {},
): Promise<Payment> {
  return startPayment(app, {
    accountId: wanted.accountId ?? (await openAccount(app, { balance: '0' })),
    gateway: 'desk',
    amount: parseMoney(amount),
    requestId: randomUUID(),
    locale: 'en',
    ...wanted,
  });
}

let told = 0;

/** Something that happened to a payment at the desk; a `told` event is a fact of its own. */
export function deskEvent(
  app: App,
  payment: Payment,
  happening: Happening,
  { eventId = `fact_${(told += 1)}`, at = new Date(app.clock.now()) } = {},
): GatewayEvent {
  const paymentId = paymentText(payment.id);
  return { eventId, paymentId, gatewayId: payment.gatewayRef ?? '', at, ...happening };
}

export const received = (amount: string | Money, currency = 'USD'): Happening => ({
  kind: 'received',
  amount: typeof amount === 'string' ? parseMoney(amount) : amount,
  currency,
});

/** Sends events as the desk does. */
export const notify = (app: App, ...events: readonly GatewayEvent[]) =>
  receiveNotification(app, 'desk', {
    headers: new Headers({ 'desk-secret': SECRET }),
    body: Buffer.from(
      JSON.stringify(events, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ),
  });

function readEvents(body: string): GatewayEvent[] {
  const all = JSON.parse(body) as (Omit<GatewayEvent, 'at'> & { at: string; amount?: string })[];
  return all.map(
    ({ at, amount, ...rest }) =>
      ({
        ...rest,
        at: new Date(at),
        ...(amount !== undefined && { amount: asMoney(amount) }),
      }) as GatewayEvent,
  );
}

export async function findings(app: App): Promise<string[]> {
  const { findings: found } = await checkAllBooks(app.db);
  return found.map(({ rule, detail }) => `${rule}: ${detail}`);
}
