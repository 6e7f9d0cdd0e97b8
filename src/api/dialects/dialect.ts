import type { Service } from '#catalog/index.ts';
import type { AppError, ErrorCode } from '#lib/errors.ts';
import type { Price } from '#pricing/index.ts';
import type { ShownStatus } from '#orders/index.ts';
import type { RefillStatus, SubscriptionStatus } from '#platform/db/schema.ts';
import type { AskedId } from '#lib/params/ids.ts';

/** Every word that a status may be. */
export type StatusWord = ShownStatus | SubscriptionStatus | RefillStatus;

export type ErrorAnswer = { readonly status: number; readonly text: (error: AppError) => string };

/** One item of a batch: what came of it, or why nothing did. */
export type Item<Result> = { readonly asked: AskedId; readonly result: Result | AppError };

/** A presentation of the engine's results. No business rule lives in it. */
export type Dialect = {
  readonly name: 'notpanel' | 'classic';
  readonly takesGet: boolean;
  readonly needsRequestId: boolean;
  /** What a call without `action` means, from the fields that it has. */
  guessAction(has: (field: string) => boolean): string | undefined;
  readonly errors: Record<ErrorCode, ErrorAnswer>;
  orderId(id: number): string | number;
  webhookId(id: number): string | number;
  word(status: StatusWord): string;
  service(service: Service, price: Price): object;
  refill(refillId: number): object;
  refillItem(item: Item<number>): object;
  refillStatusItem(item: Item<RefillStatus>): object;
  /** The answer to `order`, which in the field is a list of one. Throws where it is no list. */
  cancel(item: Item<number>): object;
  cancelItem(item: Item<number>): object;
};

const always = (text: string) => () => text;

export const answer = (status: number, text: string | ErrorAnswer['text']): ErrorAnswer => ({
  status,
  text: typeof text === 'string' ? always(text) : text,
});
