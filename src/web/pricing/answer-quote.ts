import { isAppError, type ErrorCode } from 'notpanel/lib/errors.ts';
import type { App } from 'notpanel/platform/app.ts';
import { quote, type Quote } from 'notpanel/storefront/index.ts';

/** What was asked of the calculator, as it was written. */
export type Asked = { service: string; quantity: string; tier: string };

/** Its answer: a quote, or what is wrong with one of the fields. */
export type Answered =
  | { quote: Quote; fault: null }
  | { quote: null; fault: { field: keyof Asked; code: ErrorCode } & Limits };

export type Limits = { min: number; max: number };

/** Reads the fields as people write them and answers what the order would be charged. */
export async function answerQuote(app: App, asked: Asked, limits: Limits): Promise<Answered> {
  const serviceId = readNumber(asked.service);
  const quantity = readNumber(asked.quantity.replaceAll(/[\s,.’']/g, ''));
  try {
    return { quote: await quote(app, { serviceId, quantity, tier: asked.tier }), fault: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const field = FIELDS.find((one) => one === error.parameter) ?? 'service';
    return { quote: null, fault: { field, code: error.code, ...limits } };
  }
}

const FIELDS = ['service', 'quantity', 'tier'] as const;

/** NaN for what is not a whole number. */
export const readNumber = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : NaN);
