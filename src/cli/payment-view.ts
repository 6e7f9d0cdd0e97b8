import { formatMoney, type Money } from '#lib/money.ts';
import {
  paymentText as nameOf,
  type Dispute,
  type HeardEvent,
  type Payment,
  type PaymentStep,
} from '#payments/index.ts';
import type { Answer } from './cli.ts';
import { moment, receipt, table } from './text.ts';

const orNull = (value: Money | null) => (value === null ? null : formatMoney(value));
const orDash = (value: Money | null) => orNull(value) ?? '–';

export const paymentJson = (one: Payment) => ({
  payment: nameOf(one.id),
  account: one.accountId,
  gateway: one.gateway.name,
  state: one.state,
  amount: formatMoney(one.amount),
  fee: formatMoney(one.fee),
  to_pay: formatMoney(one.toPay),
  received: formatMoney(one.received),
  credited: formatMoney(one.credited),
  bonus: formatMoney(one.bonus),
  reversed: formatMoney(one.reversed),
  refunded: formatMoney(one.refunded),
  currency: one.currency,
  gateway_id: one.gatewayRef,
  reference: one.reference,
  reason: one.reason,
  created_at: one.createdAt.toISOString(),
  expires_at: one.expiresAt.toISOString(),
  paid_at: one.paidAt?.toISOString() ?? null,
});

export const paymentsTable = (all: readonly Payment[]): string =>
  table(
    [
      { title: 'PAYMENT' },
      { title: 'ACCOUNT', right: true },
      { title: 'GATEWAY' },
      { title: 'STATE' },
      { title: 'TO PAY', right: true },
      { title: 'CREDITED', right: true },
      { title: 'REFERENCE' },
      { title: 'STARTED' },
    ],
    all.map((one) => [
      nameOf(one.id),
      String(one.accountId),
      one.gateway.name,
      one.state,
      formatMoney(one.toPay),
      formatMoney(one.credited),
      one.reference ?? '–',
      moment(one.createdAt),
    ]),
    'There are no payments.',
  );

export function paymentText(one: Payment, steps: readonly PaymentStep[], title: string): string {
  const money = (value: Money) => `${formatMoney(value)} ${one.currency}`;
  const head = receipt(title, [
    ['account', String(one.accountId)],
    ['gateway', `${one.gateway.name} (${one.gateway.label})`],
    ['state', one.state],
    ['to be credited', money(one.amount)],
    ['fee', money(one.fee)],
    ['to pay', money(one.toPay)],
    ['received', money(one.received)],
    ['credited', money(one.credited)],
    ...(one.bonus > 0n ? [['bonus', money(one.bonus)] as const] : []),
    ...(one.reversed > 0n ? [['disputed or refunded', money(one.reversed)] as const] : []),
    ...(one.refunded > 0n ? [['sent back', money(one.refunded)] as const] : []),
    ...(one.reference === null ? [] : [['reference', one.reference] as const]),
    ...(one.reason === null ? [] : [['reason', one.reason] as const]),
    ['at the gateway', one.gatewayRef ?? '–'],
    ['started', moment(one.createdAt)],
    ['ends', moment(one.expiresAt)],
  ]);
  return `${head}\n\n${stepsTable(steps)}`;
}

const stepsTable = (steps: readonly PaymentStep[]): string =>
  table(
    [
      { title: 'EVENT', right: true },
      { title: 'WHAT' },
      { title: 'DID' },
      { title: 'GROSS', right: true },
      { title: 'FEE', right: true },
      { title: 'CREDIT', right: true },
      { title: 'BONUS', right: true },
      { title: 'BY' },
      { title: 'HEARD' },
    ],
    steps.map((one) => [
      String(one.eventId),
      one.kind,
      one.outcome,
      orDash(one.gross),
      orDash(one.fee),
      orDash(one.credit),
      orDash(one.bonus),
      one.actor,
      moment(one.heardAt),
    ]),
    'Nothing was heard of it.',
  );

/** What was heard, of one payment or of all. */
export const eventsAnswer = {
  steps: (steps: readonly PaymentStep[]) =>
    steps.map((one) => ({
      event: String(one.eventId),
      kind: one.kind,
      outcome: one.outcome,
      gross: orNull(one.gross),
      fee: orNull(one.fee),
      credit: orNull(one.credit),
      bonus: orNull(one.bonus),
      actor: one.actor,
      happened_at: one.happenedAt.toISOString(),
      heard_at: one.heardAt.toISOString(),
    })),
  list: (all: readonly HeardEvent[]): Answer => ({
    json: {
      events: all.map((one) => ({
        event: String(one.id),
        gateway: one.gateway,
        id: one.eventId,
        payment: one.paymentId === null ? null : nameOf(one.paymentId),
        kind: one.kind,
        outcome: one.outcome,
        said: one.event,
        heard_at: one.heardAt.toISOString(),
      })),
    },
    text: table(
      [
        { title: 'EVENT', right: true },
        { title: 'GATEWAY' },
        { title: 'ID' },
        { title: 'PAYMENT' },
        { title: 'WHAT' },
        { title: 'DID' },
        { title: 'HEARD' },
      ],
      all.map((one) => [
        String(one.id),
        one.gateway,
        one.eventId,
        one.paymentId === null ? '–' : nameOf(one.paymentId),
        one.kind,
        one.outcome,
        moment(one.heardAt),
      ]),
      'Nothing waits here.',
    ),
  }),
};

export const disputesAnswer = (all: readonly Dispute[]): Answer => ({
  json: {
    disputes: all.map((one) => ({
      dispute: one.ref,
      payment: nameOf(one.paymentId),
      account: one.accountId,
      amount: orNull(one.amount),
      frozen: formatMoney(one.credit),
      state: one.state,
      opened_at: one.openedAt?.toISOString() ?? null,
      verdict_at: one.verdictAt?.toISOString() ?? null,
    })),
  },
  text: table(
    [
      { title: 'DISPUTE' },
      { title: 'PAYMENT' },
      { title: 'ACCOUNT', right: true },
      { title: 'AMOUNT', right: true },
      { title: 'OF THE CREDIT', right: true },
      { title: 'STATE' },
      { title: 'OPENED' },
    ],
    all.map((one) => [
      one.ref,
      nameOf(one.paymentId),
      String(one.accountId),
      orDash(one.amount),
      formatMoney(one.credit),
      one.state,
      moment(one.openedAt),
    ]),
    'There are no disputes.',
  ),
});
