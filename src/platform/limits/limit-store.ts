import type { Claim, Window } from './admit.ts';
import type { Decision } from './decision.ts';

/** Where the counts of all processes come together. */
export type LimitStore = {
  /**
   * Decides on claims in their order, exactly, however many processes ask. `told` are calls of a
   * subject, admitted earlier, that the store does not know of. Answers the windows as they are
   * afterwards, and rejects when the store is away.
   */
  take(
    claims: readonly Claim[],
    minute: number,
    told: (subject: string) => number,
  ): Promise<Shared>;
};

export type Shared = { decisions: Decision[]; windows: Map<string, Window> };
