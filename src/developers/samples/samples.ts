import type { Facts } from '../page.ts';
import type { Call } from './call.ts';

/**
 * A call, and what the server answers to it in the shop of `test/samples`, where every one of them
 * is run in every language and compared with what stands here.
 */
export type Sample = {
  readonly id: string;
  readonly title: string;
  readonly call: Call;
  /** Default 200. */
  readonly status?: number;
  /** Besides those of every answer. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly answer: unknown;
  /** The key that the call is made with. */
  readonly dialect?: 'classic';
};

const LINK = 'https://example.com/p/launch';
const COMMENTS = 'So good\nWhere can I get this?\nTake my money 🔥';
const SECRET = 'whsec_9IEbdVKmDzPlXpKzZ5hjlk2TFSrRGBjqUdqXvvRLYNA=';

const call = (action: string, fields: Record<string, string> = {}): Call => ({
  action,
  fields: Object.entries(fields),
});

/** Every sample by its id, in the order of the documentation. */
export function samplesOf({ service, currency }: Facts): ReadonlyMap<string, Sample> {
  const ordered = { service: String(service.id), link: LINK, quantity: String(service.quantity) };
  const invoice = { request_id: 'invoice-2041-line-1', ...ordered };
  const delivering = {
    status: 'in_progress',
    charge: '0.90',
    start_count: '1204',
    remains: '380',
    currency,
  };
  const samples: Sample[] = [
    ...catalogSamples(),
    {
      id: 'add',
      title: 'Place an order',
      call: call('add', invoice),
      answer: { order: 'ord_23501' },
    },
    {
      id: 'add-again',
      title: 'The same call again',
      call: call('add', invoice),
      headers: [['Idempotent-Replayed', 'true']],
      answer: { order: 'ord_23501' },
    },
    {
      id: 'add-changed',
      title: 'The same request_id, another order',
      call: call('add', { ...invoice, quantity: String(service.quantity * 2) }),
      status: 400,
      answer: { error: 'This request_id belongs to a different request' },
    },
    {
      id: 'add-without-service',
      title: 'A parameter is missing',
      call: call('add', { request_id: 'invoice-2041-line-5', link: LINK, quantity: '1000' }),
      status: 400,
      answer: { error: 'Missing required parameter: service' },
    },
    ...typedSamples(service),
    {
      id: 'status',
      title: 'One order',
      call: call('status', { order: 'ord_23501' }),
      answer: delivering,
    },
    {
      id: 'status-batch',
      title: 'Several orders',
      call: call('status', { orders: 'ord_23501,ord_23502,ord_99999' }),
      answer: {
        ord_23501: delivering,
        ord_23502: { ...delivering, status: 'completed', start_count: '87', remains: '0' },
        ord_99999: { error: 'Order not found' },
      },
    },
    ...wishSamples(),
    {
      id: 'balance',
      title: 'Balance',
      call: call('balance'),
      answer: { balance: '47.32', currency },
    },
    ...webhookSamples(),
    ...classicSamples({ ordered, currency }),
  ];
  return new Map(samples.map((sample) => [sample.id, sample]));
}

const catalogSamples = (): Sample[] => [
  {
    id: 'services',
    title: 'List services',
    call: call('services'),
    answer: [
      {
        service: 1,
        name: 'Post reach, worldwide',
        type: 'Default',
        category: 'Reach',
        rate: '0.90',
        min: '100',
        max: '50000',
        refill: true,
        cancel: true,
        dripfeed: true,
        description: 'Public posts only. Starts within the hour.',
        average_time: 42,
        delivery: 'Paid ads',
      },
      {
        service: 2,
        name: 'Written comments',
        type: 'Custom Comments',
        category: 'Comments',
        rate: '12.00',
        min: '1',
        max: '500',
        refill: false,
        cancel: true,
        dripfeed: false,
        description: '',
        average_time: null,
        delivery: 'Creator placement',
      },
    ],
  },
];

const typedSamples = (service: Facts['service']): Sample[] => [
  {
    id: 'add-drip-feed',
    title: 'A drip-feed: 5 runs, one an hour',
    call: call('add', {
      request_id: 'invoice-2041-line-2',
      service: String(service.id),
      link: LINK,
      quantity: String(service.quantity),
      runs: '5',
      interval: '60',
    }),
    answer: { order: 'ord_23504' },
  },
  {
    id: 'add-comments',
    title: 'Three comments',
    call: call('add', {
      request_id: 'invoice-2041-line-3',
      service: '2',
      link: LINK,
      comments: COMMENTS,
    }),
    answer: { order: 'ord_23505' },
  },
  {
    id: 'add-subscription',
    title: 'Every new post of a profile',
    call: call('add', {
      request_id: 'invoice-2041-line-4',
      service: '3',
      username: 'launch.example',
      min: '100',
      max: '150',
      delay: '5',
      posts: '20',
      expiry: '31/12/2030',
    }),
    answer: { order: 'ord_23506' },
  },
];

const wishSamples = (): Sample[] => [
  {
    id: 'refill',
    title: 'Ask for a refill',
    call: call('refill', { order: 'ord_23502' }),
    answer: { refill: 'ref_17' },
  },
  {
    id: 'refill-batch',
    title: 'Several orders',
    call: call('refill', { orders: 'ord_23502,ord_23501' }),
    answer: [
      { order: 'ord_23502', refill: 'ref_17' },
      { order: 'ord_23501', error: 'Only a completed or partial order can be refilled' },
    ],
  },
  {
    id: 'refill-status',
    title: 'Where a refill stands',
    call: call('refill_status', { refill: 'ref_17' }),
    answer: { status: 'pending' },
  },
  {
    id: 'refill-status-batch',
    title: 'Several refills',
    call: call('refill_status', { refills: 'ref_17,ref_99999' }),
    answer: [
      { refill: 'ref_17', status: 'pending' },
      { refill: 'ref_99999', error: 'Refill not found' },
    ],
  },
  {
    id: 'cancel',
    title: 'Cancel an order',
    call: call('cancel', { order: 'ord_23503' }),
    answer: { cancel: 'ord_23503' },
  },
  {
    id: 'cancel-batch',
    title: 'Several orders',
    call: call('cancel', { orders: 'ord_23503,ord_23502' }),
    answer: [
      { order: 'ord_23503', cancel: 'ord_23503' },
      { order: 'ord_23502', error: 'The order is already completed' },
    ],
  },
];

const HOOK = 'https://shop.example/webhooks';

const webhookSamples = (): Sample[] => [
  {
    id: 'webhook-add',
    title: 'Register',
    call: call('webhook.add', { url: HOOK, events: 'order.completed,order.partial' }),
    answer: { webhook: 'wh_3', secret: SECRET },
  },
  {
    id: 'webhook-list',
    title: 'List',
    call: call('webhook.list'),
    answer: [
      {
        webhook: 'wh_3',
        url: HOOK,
        events: ['order.completed', 'order.partial'],
        status: 'active',
        reason: null,
      },
    ],
  },
  {
    id: 'webhook-test',
    title: 'Send a test',
    call: call('webhook.test', { webhook: 'wh_3' }),
    answer: { webhook: 'wh_3', message: 'tst_4f1d0c52a7' },
  },
  {
    id: 'webhook-remove',
    title: 'Remove',
    call: call('webhook.remove', { webhook: 'wh_3' }),
    answer: { webhook: 'wh_3', removed: true },
  },
];

type ClassicFacts = { ordered: Record<string, string>; currency: string };

const classicSamples = ({ ordered, currency }: ClassicFacts): Sample[] => [
  {
    id: 'classic-add',
    title: 'Place an order, classic',
    dialect: 'classic',
    call: call('add', ordered),
    answer: { order: 23507 },
  },
  {
    id: 'classic-status',
    title: 'Several orders, classic',
    dialect: 'classic',
    call: call('status', { orders: '23501,99999' }),
    answer: {
      '23501': {
        status: 'In progress',
        charge: '0.90',
        start_count: '1204',
        remains: '380',
        currency,
      },
      '99999': { error: 'Incorrect order ID' },
    },
  },
  {
    id: 'classic-cancel',
    title: 'Cancel, classic',
    dialect: 'classic',
    call: call('cancel', { orders: '23503,23502' }),
    answer: [
      { order: 23503, cancel: 1 },
      { order: 23502, cancel: { error: 'The order is already completed' } },
    ],
  },
];
