import { z } from 'zod';

const happening = z.object({
  id: z.string(),
  kind: z.enum([
    ...(['processing', 'received', 'failed', 'expired'] as const),
    ...(['refunded', 'disputed', 'dispute_won', 'dispute_lost'] as const),
  ]),
  amount: z.string(),
  of: z.string().nullable(),
  at: z.string(),
});

export type TestHappening = z.infer<typeof happening>;

export const testCheckout = z.object({
  id: z.string(),
  reference: z.string(),
  currency: z.string(),
  url: z.string(),
  expires_at: z.string(),
  events: z.array(happening),
});

export const testCheckouts = z.object({ checkouts: z.array(testCheckout) });

export const refundAnswer = z.object({ done: z.boolean() });

export const notice = z.object({ checkout: z.string() });
