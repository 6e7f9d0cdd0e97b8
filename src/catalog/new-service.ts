import { z } from 'zod';
import { isAppError } from '#lib/errors.ts';
import { asRate, parseRate } from '#lib/money.ts';
import { DELIVERY_METHODS, LARGEST_RATE, SERVICE_TYPES, takesRuns } from './service.ts';

const LARGEST_INT = 2_147_483_647; // Postgres int, and what older panels store
const LARGEST_GIVEN = 1_000_000_000; // ids and places above are left for what comes afterwards

/** Text that Postgres can hold: no NUL, no half of a surrogate pair. */
const text = (most: number) =>
  z
    .string('must be text')
    .trim()
    .max(most, `must have at most ${most} characters`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be plain text');

const line = (most: number) =>
  text(most)
    .min(1, 'must not be empty')
    .regex(/^\P{Cc}*$/u, 'must be one line');

/** Numbers may come as text, as they do in a CSV. */
const whole = (least: number, most = LARGEST_INT) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  const digits = z
    .string()
    .trim()
    .regex(/^\d{1,10}$/, rule)
    .transform(Number);
  return z.union([z.number(), digits], rule).pipe(z.int(rule).min(least, rule).max(most, rule));
};

const FLAGS = new Map([
  ...['true', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'no', '0'].map((word) => [word, false] as const),
]);
const FLAG_RULE = 'must be true or false';
const flag = z
  .union([z.boolean(), z.string(), z.number()], FLAG_RULE)
  .transform((value, context) => {
    const known = FLAGS.get(String(value).trim().toLowerCase());
    if (known !== undefined) return known;
    context.addIssue(FLAG_RULE);
    return z.NEVER;
  });

const RATE_RULE = 'must be a decimal from 0 to 1000000000 with at most 6 decimals';
const rate = z
  .union([z.bigint(), z.string(), z.number()], RATE_RULE)
  .transform((value, context) => {
    try {
      const micros = typeof value === 'bigint' ? asRate(value) : parseRate(String(value).trim());
      if (micros >= 0n && micros <= LARGEST_RATE) return micros;
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    context.addIssue(RATE_RULE);
    return z.NEVER;
  });

/**
 * A service as it is imported: the whole of it, so that what is left out has its default, but for
 * `active` and `position`, which then stay as the operator has set them, and `ratePinned`, which a
 * new or another rate sets. `rate` is a decimal per 1000, or a `Rate`.
 */
export const newService = z
  .strictObject({
    id: whole(1, LARGEST_GIVEN).optional(),
    name: line(250),
    category: line(120),
    platform: line(40).optional(),
    type: z.enum(SERVICE_TYPES, `must be one of: ${SERVICE_TYPES.join(', ')}`).default('Default'),
    rate,
    min: whole(1),
    max: whole(1),
    refill: flag.default(false),
    cancel: flag.default(false),
    dripfeed: flag.default(false),
    guaranteeDays: whole(1).nullable().default(null),
    refillCap: whole(0).default(3), // contract 5: at most 3 per order by default
    delivery: z.enum(DELIVERY_METHODS, `must be one of: ${DELIVERY_METHODS.join(', ')}`),
    deliveryNote: line(500).nullable().default(null),
    description: text(5000).default(''),
    linkGuard: flag.default(false),
    ratePinned: flag.optional(),
    active: flag.optional(),
    position: whole(0, LARGEST_GIVEN).optional(),
  })
  .superRefine((service, context) => {
    const refuse = (field: keyof typeof service, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (service.max < service.min) refuse('max', 'must not be below min');
    if (service.delivery === 'other' && service.deliveryNote === null) {
      refuse('deliveryNote', 'is required when delivery is other');
    }
    if (service.dripfeed && !takesRuns(service.type)) {
      refuse('dripfeed', `is not possible for the type ${service.type}`);
    }
  });

export type NewService = z.input<typeof newService>;
export type CheckedService = z.output<typeof newService>;

/** The first thing that is wrong with a row. An empty field means the row as a whole. */
export function firstFault(error: z.ZodError, row: unknown): { field: string; message: string } {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return { field: issue.keys[0] ?? '', message: 'is not a known field' };
  }
  const field = String(issue?.path[0] ?? '');
  if (field === '') return { field, message: 'must be an object with the fields of a service' };
  const missing = issue?.code !== 'custom' && (row as Record<string, unknown>)[field] === undefined;
  return { field, message: missing ? 'is required' : (issue?.message ?? 'is not valid') };
}
