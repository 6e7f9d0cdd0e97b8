import { asMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { Payment } from './payment.ts';
import { readTerms } from './terms.ts';

const COLUMNS = [
  'payments.id',
  'payments.account_id',
  'payments.gateway_id',
  'payments.amount',
  'payments.fee',
  'payments.to_pay',
  'payments.fee_bp',
  'payments.currency',
  'payments.state',
  'payments.bonus_terms',
  'payments.gateway_ref',
  'payments.url',
  'payments.reference',
  'payments.reason',
  'payments.received',
  'payments.credited',
  'payments.bonus',
  'payments.bonus_taken',
  'payments.reversed',
  'payments.reversed_credit',
  'payments.refunded',
  'payments.created_at',
  'payments.expires_at',
  'payments.reported_at',
  'payments.paid_at',
  'gateways.name',
  'gateways.label',
  'gateways.kind',
] as const;

export const selectPayments = (db: Db) =>
  db
    .selectFrom('payments')
    .innerJoin('gateways', 'gateways.id', 'payments.gateway_id')
    .select(COLUMNS);

type Row = Awaited<ReturnType<ReturnType<typeof selectPayments>['executeTakeFirstOrThrow']>>;

export const toPayment = (row: Row): Payment => ({
  id: row.id,
  accountId: row.account_id,
  gatewayId: row.gateway_id,
  gateway: { name: row.name, label: row.label, kind: row.kind },
  amount: asMoney(row.amount),
  fee: asMoney(row.fee),
  toPay: asMoney(row.to_pay),
  feeBp: row.fee_bp,
  currency: row.currency,
  state: row.state,
  bonusTerms: readTerms(row.bonus_terms),
  gatewayRef: row.gateway_ref,
  url: row.url,
  reference: row.reference,
  reason: row.reason,
  received: asMoney(row.received),
  credited: asMoney(row.credited),
  bonus: asMoney(row.bonus),
  bonusTaken: asMoney(row.bonus_taken),
  reversed: asMoney(row.reversed),
  reversedCredit: asMoney(row.reversed_credit),
  refunded: asMoney(row.refunded),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  reportedAt: row.reported_at,
  paidAt: row.paid_at,
});
