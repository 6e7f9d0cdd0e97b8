import { z } from 'zod';

/** Of a Greenfield invoice, what is used here. Statuses that a plugin may add are passed over. */
export const invoice = z.object({
  id: z.string().max(100),
  checkoutLink: z.string().max(2_000),
  currency: z.string(),
  createdTime: z.number(),
  expirationTime: z.number(),
  status: z.string(),
  additionalStatus: z.string(),
  metadata: z.object({ orderId: z.string().nullish(), orderUrl: z.string().nullish() }).nullish(),
});

export type Invoice = z.infer<typeof invoice>;

const decimal = z.union([z.string(), z.number()]).transform(String);

/** A way to pay an invoice, and what came by it: values in its own currency, at its own rate. */
export const paymentMethod = z.object({
  rate: decimal,
  payments: z.array(
    z.object({
      id: z.string().max(200),
      receivedDate: z.number(),
      value: decimal,
      /** What the payer was to add for the network; it does not pay the invoice. */
      fee: decimal,
      status: z.string(),
    }),
  ),
});

export type PaymentMethod = z.infer<typeof paymentMethod>;
