import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { SimulationOptions } from '#simulator/index.ts';

const share = z.number().min(0).max(1);
const ms = z.number().int().min(0);
const count = z.number().int().min(0);
const status = z.number().int().min(200).max(599).optional();
const said = z.union([z.string(), z.number(), z.null()]).optional();
const amount = z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, 'a decimal text such as "0.50"');
const rate = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'a decimal text such as "0.50"');

const accepts = z.boolean().optional();
const fault = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('refuse'), accepts, error: z.string(), status }),
  z.strictObject({ answer: z.literal('rate-limit'), accepts, retryAfterS: count }),
  z.strictObject({ answer: z.literal('truncated'), accepts, bytes: count.optional() }),
  z.strictObject({
    answer: z.literal('says'),
    accepts,
    text: z.string(),
    status,
    type: z.string().optional(),
  }),
  z.strictObject({ answer: z.literal('slow'), accepts, ms }),
  z.strictObject({
    answer: z.enum([
      'silence',
      'reset',
      'away',
      'html',
      'bad-gateway',
      'broken-json',
      'empty',
      'no-id',
      'server-error',
      'warning',
      'twice',
      'same-id',
    ]),
    accepts,
  }),
]);
const faults = z.array(
  z.strictObject({
    share,
    fault,
    actions: z
      .array(z.enum(['add', 'status', 'cancel', 'refill', 'refill_status', 'balance', 'services']))
      .optional(),
  }),
);
const claim = z.strictObject({
  fromMs: ms.optional(),
  status: z.string().optional(),
  remains: said,
  startCount: said,
  charge: said,
  currency: z.string().optional(),
});
const refused = z.strictObject({ error: z.string() });
const behaviour = z.strictObject({
  startAfterMs: ms.optional(),
  deliverMs: ms.optional(),
  stopsAt: z
    .strictObject({ percent: z.number().min(0).max(100), as: z.enum(['Partial', 'Canceled']) })
    .optional(),
  startCount: z.number().int().nullable().optional(),
  pieces: count.optional(),
  claims: z.union([claim, z.array(claim)]).optional(),
  lies: z.array(z.strictObject({ share, claim })).optional(),
  add: fault.optional(),
  faults: faults.optional(),
  cancel: z.union([z.literal('taken'), refused]).optional(),
  refill: z.union([z.literal('done'), z.literal('rejected'), refused]).optional(),
  postEveryMs: ms.optional(),
});
const service = z.strictObject({
  service: z.string().min(1),
  name: z.string().optional(),
  type: z.string().optional(),
  category: z.string().optional(),
  rate: rate.optional(),
  min: count.optional(),
  max: count.optional(),
  refill: z.boolean().optional(),
  cancel: z.boolean().optional(),
  dripfeed: z.boolean().optional(),
  prices: z.array(z.strictObject({ at: ms, rate })).optional(),
  until: ms.optional(),
});
const simulation = z.strictObject({
  kind: z.enum(['v2', 'smartpanel', 'cmsnt', 'followeran', 'notpanel']).optional(),
  seed: z.number().int().optional(),
  faults: faults.optional(),
  outages: z.array(z.strictObject({ from: ms, until: ms, fault: fault.optional() })).optional(),
  behaviours: z.record(z.string(), behaviour).optional(),
  services: z.array(service).optional(),
  balance: amount.optional(),
  currency: z.string().min(1).max(10).optional(),
  repeatWindowS: count.optional(),
  refusesDuplicates: z.boolean().optional(),
});

/** Reads how a simulated provider behaves; refuses `invalid_parameter` and says what is wrong where. */
export function readSimulationFile(path: string): SimulationOptions {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new AppError('invalid_parameter', `${path}: ${(error as Error).message}`);
  }
  const read = simulation.safeParse(document);
  // A field that may be left out is never there as undefined: the text was JSON.
  if (read.success) return read.data as SimulationOptions;
  throw new AppError('invalid_parameter', `${path}: ${z.prettifyError(read.error)}`);
}
