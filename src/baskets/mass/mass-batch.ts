import type { Money } from '#lib/money.ts';

/** What was pasted at once, under the id that its form was made with. */
export type MassBatch = {
  id: string;
  createdAt: Date;
  source: string;
  /** A second line for one service and target is meant. */
  repeats: boolean;
  /** All of its good lines or none. */
  whole: boolean;
  /** When its customer agreed; null: a draft. */
  confirmedAt: Date | null;
  doneAt: Date | null;
};

/** What became of a batch, without its lines. */
export type MassSummary = {
  id: string;
  createdAt: Date;
  confirmedAt: Date | null;
  doneAt: Date | null;
  lines: number;
  placed: number;
  charge: Money;
};

export const BATCH_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id of a line's order, in the namespace of the account's own ids: it is placed once for ever. */
export const requestIdOf = (batchId: string, number: number): string => `mass:${batchId}:${number}`;
