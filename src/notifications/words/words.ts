import type { NewsEvent } from '../event.ts';

/** What a sentence may speak of; what is not known is empty. */
export type Facts = {
  times: number;
  /** The first few things, and how many more: `ord_17, ord_18 +3`. */
  things: string;
  /** Of the first thing, by its name. */
  of(name: string): string;
};

/** A language's sentences; none ends with a full stop, because each is a mail's subject as well. */
export type NewsWords = {
  news: Readonly<Record<NewsEvent, (facts: Facts) => string>>;
  /** Why a webhook was disabled. */
  causes: Readonly<Record<string, string>>;
  /** What was changed of the ways in, or of keys. */
  changes: Readonly<Record<string, string>>;
  letter: {
    /** The subject of several pieces. */
    several(count: number): string;
    hello: string;
    open: string;
    all: string;
    why: string;
    choose(url: string): string;
    stop(url: string): string;
  };
};
