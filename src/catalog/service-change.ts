import { formatRate } from '#lib/money.ts';
import type { ServiceChangeKind } from '#platform/db/schema.ts';
import type { ServiceState } from './service-state.ts';

export type { ServiceChangeKind };

/** Fields as the API names them; amounts are decimals. */
export type ChangedFields = Record<string, string | number | boolean | null>;

export type Change = {
  serviceId: number;
  kind: ServiceChangeKind;
  before: ChangedFields | null;
  after: ChangedFields | null;
};

type Field = keyof ServiceState;

const NAMES = {
  name: 'name',
  category: 'category',
  type: 'type',
  rate: 'rate',
  min: 'min',
  max: 'max',
  refill: 'refill',
  cancel: 'cancel',
  dripfeed: 'dripfeed',
  guaranteeDays: 'guarantee_days',
  refillCap: 'refill_cap',
  delivery: 'delivery',
  deliveryNote: 'delivery_note',
  description: 'description',
  linkGuard: 'link_guard',
  active: 'active',
} as const satisfies Partial<Record<Field, string>>;

type PublicField = keyof typeof NAMES;

const OF_NEW: readonly PublicField[] = ['name', 'category', 'type', 'rate', 'min', 'max'];
const LIMITS: readonly PublicField[] = ['min', 'max'];
const DETAILS = (Object.keys(NAMES) as PublicField[]).filter(
  (field) => !['rate', 'active', ...LIMITS].includes(field),
);

/** One change per kind, with just the fields of it. None where nothing differs. */
export function changesBetween(before: ServiceState | undefined, after: ServiceState): Change[] {
  const serviceId = after.id;
  if (!before) return [{ serviceId, kind: 'new', before: null, after: fieldsOf(after, OF_NEW) }];
  const change = (kind: ServiceChangeKind, fields: readonly PublicField[]): Change[] => {
    const changed = fields.filter((field) => before[field] !== after[field]);
    if (changed.length === 0) return [];
    return [
      { serviceId, kind, before: fieldsOf(before, changed), after: fieldsOf(after, changed) },
    ];
  };
  const wasHeld = before.heldReason !== null;
  const isHeld = after.heldReason !== null;
  const hold = {
    serviceId,
    kind: isHeld ? 'held' : 'released',
    before: null,
    after: null,
  } as const;
  return [
    ...change(after.rate > before.rate ? 'rate_up' : 'rate_down', ['rate']),
    ...change('limits', LIMITS),
    ...change('details', DETAILS),
    ...change(after.active ? 'resumed' : 'paused', ['active']),
    ...(wasHeld === isHeld ? [] : [hold]),
  ];
}

const fieldsOf = (state: ServiceState, fields: readonly PublicField[]): ChangedFields =>
  Object.fromEntries(
    fields.map((field) => [NAMES[field], field === 'rate' ? formatRate(state.rate) : state[field]]),
  );
