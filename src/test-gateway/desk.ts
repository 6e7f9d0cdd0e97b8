import type { Fact, TestCheckout } from './checkout.ts';
import type { Play } from './plays.ts';

export type NewTestCheckout = Omit<TestCheckout, 'id' | 'madeAt'>;

/** What pages and API ask of the gateway. */
export type Desk = {
  readonly publicUrl: string;
  now(): number;
  find(id: string): TestCheckout | undefined;
  named(reference: string): TestCheckout[];
  /** What has happened by now. */
  happened(id: string): Fact[];
  /** Whether the payer can pay it now. */
  isOpen(checkout: TestCheckout): boolean;
  /** The same reference and address to return to are the same checkout. */
  open(asked: NewTestCheckout): TestCheckout;
  /** False: that cannot happen now. */
  play(checkout: TestCheckout, play: Play, amount?: bigint): boolean;
  /** Undefined: more than there is. The same reference again is the refund that there is. */
  refund(checkout: TestCheckout, reference: string, amount: bigint): Fact | undefined;
};
