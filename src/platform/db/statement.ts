/**
 * Named prepared statements for the hot paths, where a query builder's work per call would show.
 * A name stands for one text for the life of the process.
 */
type Statement<Row> = {
  readonly name: string;
  readonly text: string;
  /** Rows come as arrays, in the order of the select list. */
  readonly asArrays: boolean;
  readonly row?: Row;
};

declare const effect: unique symbol;
export type ReadStatement<Row> = Statement<Row> & { readonly [effect]?: 'read' };
export type WriteStatement<Row> = Statement<Row> & { readonly [effect]: 'write' };

type Options = { asArrays?: boolean };

export const reading = <Row>(name: string, text: string, options: Options = {}) =>
  ({ name, text, asArrays: options.asArrays ?? false }) as ReadStatement<Row>;

export const writing = <Row = never>(name: string, text: string, options: Options = {}) =>
  ({ name, text, asArrays: options.asArrays ?? false }) as WriteStatement<Row>;
