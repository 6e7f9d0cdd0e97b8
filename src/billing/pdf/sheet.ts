import type { Direction } from '#lib/bidi.ts';

export type Fact = { label: string; value: string };

export type Column = {
  title: string;
  /** Of the width that there is, beside the other columns' shares. */
  share: number;
  /** Amounts and counts stand at the end of their column. */
  isNumber?: boolean;
};

/** All words of a document on paper, in the reader's language: nothing is decided in drawing it. */
export type Sheet = {
  language: string;
  direction: Direction;
  /** What programs call the document. */
  title: string;
  heading: string;
  /** Beside the heading, such as its number. */
  number: string;
  facts: readonly Fact[];
  parties: readonly { title: string; lines: readonly string[] }[];
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** The last is the one that counts. */
  totals: readonly Fact[];
  notes: readonly string[];
  /** At the bottom of each page; `{page}` and `{pages}` are filled in. */
  foot: readonly [start: string, end: string];
  /** When it was made; the same sheet is the same bytes. */
  at: Date;
};
