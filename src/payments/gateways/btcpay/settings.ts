import { z } from 'zod';

export const btcpaySettings = z.strictObject({
  /** Where the server is, such as `https://pay.example.com`. */
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  storeId: z.string().regex(/^\w{10,80}$/, 'the id of a store'),
  /** May create and view invoices of that store, and nothing else. */
  apiKey: z.string().regex(/^\S{10,200}$/, 'an API key'),
  webhookSecret: z.string().regex(/^\S{8,200}$/, 'the secret of the webhook'),
});

export type BtcpaySettings = z.infer<typeof btcpaySettings>;
