import { z } from 'zod';

export const stripeSettings = z.strictObject({
  secretKey: z.string().regex(/^(sk|rk)_\w{8,200}$/, 'begins with sk_ or rk_'),
  webhookSecret: z.string().regex(/^whsec_\S{8,200}$/, 'begins with whsec_'),
  /** Where the API is, if not at Stripe: for tests. */
  apiUrl: z.url({ protocol: /^https?$/ }).optional(),
});

export type StripeSettings = z.infer<typeof stripeSettings>;
