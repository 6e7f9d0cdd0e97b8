import { SERVICE_TYPES, type ServiceType } from '#catalog/index.ts';
import type { ErrorCode } from '#lib/errors.ts';
import { ORDER_PARAMS } from '#orders/index.ts';

export const MOST_LINES = 1_000; // four transactions of the order engine, and a page one can read
export const MOST_BYTES = 262_144; // the body that `add` takes (contract 2)

/** What is wrong with a line, as data: pages put it into words. */
export type LineFault = {
  code: FaultCode;
  /** The field at fault, as `add` names it. */
  parameter?: string;
  /** The service's own limit where one was passed, or the line that this one repeats. */
  number?: number;
};

export type FaultCode =
  | ErrorCode
  /** It has none of the forms that are read. */
  | 'unreadable'
  | 'too_many_fields'
  /** An earlier line is for the same service and target. */
  | 'repeated'
  | 'price_changed'
  /** It was good; others were not, and all or none was asked for. */
  | 'not_alone';

/** A line of what was pasted: its fields by the names that `add` has for them. */
export type MassLine = {
  /** From 1, blank lines not counted. */
  number: number;
  /** The line of the text where it begins. */
  at: number;
  fields: Readonly<Record<string, string>>;
  fault: LineFault | null;
};

/** Why nothing of a text can be read. */
export type Unreadable = {
  why: 'empty' | 'too_long' | 'too_many' | 'not_text' | 'quotes' | 'column' | 'twice';
  /** Of the text, where one is to blame. */
  at?: number;
  column?: string;
};

export type ParsedMass = { lines: MassLine[] } | { unreadable: Unreadable };

// One at a time: what a coupon gives depends on what used it before.
const NOT_IN_MASS = new Set(['coupon']);

const columnsOf = (type: ServiceType): string[] =>
  Object.keys(ORDER_PARAMS[type].shape).filter((name) => !NOT_IN_MASS.has(name));

/** What follows the service in a line, by its type, in this order. */
export const LINE_FIELDS = Object.fromEntries(
  SERVICE_TYPES.map((type) => [type, columnsOf(type)]),
) as unknown as Record<ServiceType, readonly string[]>;

/** Every column that a table may have. */
export const COLUMNS: readonly string[] = [
  ...new Set(['service', 'link', 'quantity', ...Object.values(LINE_FIELDS).flat()]),
];

/** Fields of several entries, which in one line stand apart by `\n`, written as these two. */
export const LIST_FIELDS: ReadonlySet<string> = new Set([
  'comments',
  'keywords',
  'usernames',
  'hashtags',
  'groups',
]);
