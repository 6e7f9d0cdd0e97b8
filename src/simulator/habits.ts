import type { Action } from './fault.ts';

/** The families of panels that differ on the wire (v2-protocol.md 7), and our own contract. */
export type SimulatedKind = 'v2' | 'smartpanel' | 'cmsnt' | 'followeran' | 'notpanel';

export type RefusalCode =
  | 'key'
  | 'action'
  | 'service'
  | 'funds'
  | 'min'
  | 'max'
  | 'duplicate'
  | 'order'
  | 'refill'
  | 'no_request_id'
  | 'other_request';

/** How a family says what all of them mean. */
export type Habits = {
  /** What it knows besides `add`; default: all. */
  actions?: readonly Action[];
  refusals: Readonly<Record<RefusalCode, string>>;
  /** The HTTP status of a refusal. */
  refusedWith: number;
  /** What stands beside every good answer that is one object. */
  beside: Readonly<Record<string, unknown>>;
  orderId(id: number): number | string;
  /** Of the single form. */
  refillId(id: number): number | string;
  word(status: string): string;
  type(type: string): string;
  number(text: string): number | string;
  flag(is: boolean): boolean | number;
  /** In place of an id's answer in a batch; undefined: the id is left out. */
  miss(error: string): unknown;
  startCount: 'start_count' | 'start_counter';
  /** Of an order that has not begun, whatever is true. */
  remainsUnbegun?: string;
  /** Cancels and refills one by one as objects, with a refusal as a field of the row. */
  singles: boolean;
  /** An order has an id of the caller's: a repeat answers the first one. */
  requestIds: boolean;
};

const REFUSALS: Record<RefusalCode, string> = {
  key: 'Invalid API key',
  action: 'Incorrect request',
  service: 'neworder.error.incorrect_service_id',
  funds: 'neworder.error.not_enough_funds',
  min: 'neworder.error.min_quantity',
  max: 'neworder.error.max_quantity',
  duplicate: 'neworder.error.link_duplicate',
  order: 'Incorrect order ID',
  refill: 'Refill not found',
  no_request_id: 'Missing required parameter: request_id',
  other_request: 'This request_id belongs to a different request',
};

const V2: Habits = {
  refusals: REFUSALS,
  refusedWith: 200,
  beside: {},
  orderId: (id) => id,
  refillId: String,
  word: (status) => status,
  type: (type) => type,
  number: (text) => text,
  flag: (is) => is,
  miss: (error) => ({ error }),
  startCount: 'start_count',
  singles: false,
  requestIds: false,
};

const snake = (words: string): string => words.toLowerCase().replaceAll(' ', '_');

export const HABITS: Readonly<Record<SimulatedKind, Habits>> = {
  v2: V2,
  smartpanel: {
    ...V2,
    actions: ['services', 'status', 'balance'],
    refusals: {
      ...REFUSALS,
      action: 'Invalid action',
      service: 'Incorrect service ID',
      funds: 'Not enough funds on balance',
      min: 'Quantity must be greater than or equal to the minimum',
      max: 'Quantity must be less than or equal to the maximum',
      duplicate: 'You have active order with this link. Please wait until order being completed.',
    },
    beside: { status: 'success' },
    type: snake,
    number: Number,
    flag: Number,
    miss: (error) => error,
  },
  cmsnt: {
    ...V2,
    number: Number,
    miss: () => undefined,
    startCount: 'start_counter',
  },
  followeran: {
    ...V2,
    beside: { status: 'success' },
    type: (type) => type.toLowerCase(),
    remainsUnbegun: 'Unknown',
  },
  notpanel: {
    ...V2,
    refusals: {
      ...REFUSALS,
      action: 'Invalid action',
      service: 'Service not found',
      funds: 'Insufficient balance',
      min: 'Invalid parameter: quantity is below the minimum',
      max: 'Invalid parameter: quantity is above the maximum',
      duplicate: 'An order for this link is still active',
      order: 'Order not found',
    },
    refusedWith: 400,
    orderId: (id) => `ord_${id}`,
    refillId: (id) => `ref_${id}`,
    word: snake,
    singles: true,
    requestIds: true,
  },
};
