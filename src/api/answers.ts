import { z } from 'zod';

/** The parts that answers are made of; both dialects' forms, `notpanel` first. */

export const decimal = z
  .string()
  .regex(/^\d+\.\d{2,}$/)
  .meta({ examples: ['47.32'] });

export const digits = z
  .string()
  .regex(/^\d+$/)
  .meta({ examples: ['1200'] });

export const orderId = z
  .union([z.string(), z.int()])
  .meta({ description: '`ord_23501`, or 23501 in the classic dialect.' });

export const webhookId = z
  .union([z.string(), z.int()])
  .meta({ description: '`wh_3`, or 3 in the classic dialect.' });

export const failure = z.object({ error: z.string() });
