import type { Highlight } from '../highlight.ts';
import type { Block, Facts } from '../page.ts';
import type { Schemas } from '../schemas.ts';
import type { Sample } from '../samples/samples.ts';

/** What directives are made from. */
export type Sources = {
  readonly facts: Facts;
  readonly schemas: Schemas;
  readonly samples: ReadonlyMap<string, Sample>;
  readonly highlight: Highlight;
};

/** What stands in the place of a directive. Without blocks the Markdown is rendered as prose is. */
export type Piece = {
  readonly markdown: string;
  readonly blocks?: readonly Block[];
  /** Stands beside the prose, where there is room. */
  readonly isAside?: boolean;
};

export type Attributes = Readonly<Record<string, string>>;

/** `::name{a=b}` alone on a line. Throws on what it does not know, so that a test finds it. */
export type Directive = (attributes: Attributes, sources: Sources) => Piece;
