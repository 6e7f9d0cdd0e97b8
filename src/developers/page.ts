import type { PageName } from './pages.ts';
import type { Language } from './samples/languages.ts';

/** What the pages say of this shop and of no other. */
export type Facts = {
  /** Where customers reach the panel, without a slash at the end. */
  readonly panelUrl: string;
  readonly currency: string;
  readonly release: string;
  readonly tiers: readonly {
    readonly name: string;
    readonly reachedAt: string;
    readonly requestsPerMinute: number | null;
    readonly discountPercent: string;
  }[];
  /** What the samples order: the first ordinary service on sale, or what stands for one. */
  readonly service: { readonly id: number; readonly quantity: number };
};

/** Code as it is shown: coloured by classes, and as it is copied. */
export type Code = { readonly language: string; readonly text: string; readonly html: string };

/** A call in every language, beside what the server answers to it. */
export type SampleView = {
  readonly id: string;
  readonly title: string;
  readonly action: string;
  readonly codes: readonly (Code & { readonly tab: Language; readonly label: string })[];
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly answer: Code;
};

export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'sample'; readonly sample: SampleView }
  | { readonly kind: 'try'; readonly action: ReadAction };

/** Actions that change nothing, and may be run from a page. */
export const READ_ACTIONS = ['services', 'status', 'refill_status', 'balance'] as const;
export type ReadAction = (typeof READ_ACTIONS)[number];

/** A heading of the second rank and what follows it; the first section has none. */
export type Section = {
  readonly id: string;
  readonly title: string;
  readonly titleHtml: string;
  readonly blocks: readonly Block[];
  /** Samples that stand beside the prose. */
  readonly aside: readonly Block[];
};

export type Page = {
  readonly name: PageName;
  readonly title: string;
  /** The first paragraph, as plain text. */
  readonly description: string;
  readonly sections: readonly Section[];
  /** The same page as Markdown, with every directive carried out. */
  readonly markdown: string;
};
