import Stripe from 'stripe';
import { AppError } from '#lib/errors.ts';

/** Whatever Stripe refuses or does not answer is `unavailable`, with Stripe's words as the cause. */
export async function askStripe<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    // Its own object carries headers and the request; only what it says is kept.
    const cause = `${error.type} ${error.code ?? ''} ${error.statusCode ?? ''}: ${error.message}`;
    throw new AppError('unavailable', 'Stripe did not take the request', { cause });
  }
}
