import type { Kysely } from 'kysely';
import type { ReadStatement, WriteStatement } from './statement.ts';
import type { Schema } from './schema.ts';

declare const writing: unique symbol;

/** Reading only: its connections are read-only in Postgres as well. */
export type Db = Pick<Kysely<Schema>, 'selectFrom'> & {
  /** Runs a named prepared statement. */
  rows<Row>(statement: ReadStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
};

/** An open transaction. It passes where a `Db` is wanted; a `Db` never passes for it. */
export type Tx = Db &
  Pick<Kysely<Schema>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'mergeInto'> & {
    readonly [writing]: true;
    run<Row>(statement: WriteStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
    /** Runs the transaction's last statement: the commit leaves with it, and nothing may follow. */
    runLast<Row>(statement: WriteStatement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  };
