import {
  createAdapterFactory,
  type CleanedWhere,
  type CustomAdapter,
  type DBAdapterInstance,
} from 'better-auth/adapters';
import type { Kysely } from 'kysely';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { hashToken } from './session-token.ts';

type Row = Record<string, unknown>;
type Tables = Record<string, Row>;
type Reader = Pick<Kysely<Tables>, 'selectFrom'>;
type Writer = Reader & Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom'>;

/** Where better-auth's statements run: reads by themselves, or all of them in one transaction. */
type Place = { db: Db; write<T>(work: (tx: Tx) => Promise<T>): Promise<T> };

/**
 * better-auth's way to our tables: it reads and writes rows of the tables it is told of, through
 * the same two handles as every verb, and has no connection of its own. Tokens of sessions are
 * hashed on the way in, and given back as they came.
 */
export function adapterOn(app: App): DBAdapterInstance {
  const config = { adapterId: 'notpanel', supportsJSON: true, disableIdGeneration: true };
  return (options) =>
    createAdapterFactory({
      config: {
        ...config,
        transaction: (work) =>
          app.transact((tx) => {
            const inside = { db: tx, write: <T>(run: (tx: Tx) => Promise<T>) => run(tx) };
            return work(
              createAdapterFactory({ config, adapter: (names) => on(inside, names) })(options),
            );
          }),
      },
      adapter: (names) => on({ db: app.db, write: (run) => app.transact(run) }, names),
    })(options);
}

/** Everything but what is sorted by comes with our names already. */
type Names = { getFieldName(of: { model: string; field: string }): string };

// better-auth says what a row is by a type parameter that nothing checks.
const as = <T>(value: unknown): T => value as T;
const reader = (db: Db): Reader => as<Reader>(db);
const writer = (tx: Tx): Writer => as<Writer>(tx);

function on({ db, write }: Place, { getFieldName }: Names): CustomAdapter {
  return {
    create: ({ model, data }) =>
      write(async (tx) => {
        const row = await writer(tx)
          .insertInto(model)
          .values(sealed(model, data))
          .returningAll()
          .executeTakeFirstOrThrow();
        return as(opened(model, row, (data as Row)['token']));
      }),
    async findOne({ model, where }) {
      const query = narrowed(reader(db).selectFrom(model).selectAll(), model, where);
      const row = await query.executeTakeFirst();
      return as(row ? opened(model, row, tokenOf(where)) : null);
    },
    async findMany({ model, where = [], limit, sortBy, offset }) {
      let query = narrowed(reader(db).selectFrom(model).selectAll(), model, where).limit(limit);
      if (sortBy) {
        query = query.orderBy(getFieldName({ model, field: sortBy.field }), sortBy.direction);
      }
      if (offset) query = query.offset(offset);
      return as(await query.execute());
    },
    update: ({ model, where, update }) =>
      write(async (tx) => {
        const values = sealed(model, as<Row>(update));
        const query = narrowed(writer(tx).updateTable(model).set(values), model, where);
        return as((await query.returningAll().executeTakeFirst()) ?? null);
      }),
    updateMany: ({ model, where, update }) =>
      write(async (tx) => {
        const values = sealed(model, as<Row>(update));
        const query = narrowed(writer(tx).updateTable(model).set(values), model, where);
        return Number((await query.executeTakeFirst()).numUpdatedRows);
      }),
    delete: ({ model, where }) =>
      write(async (tx) => {
        await narrowed(writer(tx).deleteFrom(model), model, where).execute();
      }),
    deleteMany: ({ model, where }) =>
      write(async (tx) => {
        const gone = await narrowed(writer(tx).deleteFrom(model), model, where).executeTakeFirst();
        return Number(gone.numDeletedRows);
      }),
    consumeOne: ({ model, where }) =>
      write(async (tx) => {
        const query = narrowed(writer(tx).deleteFrom(model), model, where).returningAll();
        return as((await query.executeTakeFirst()) ?? null);
      }),
    async count({ model, where = [] }) {
      const rows = await narrowed(
        reader(db).selectFrom(model).select('id'),
        model,
        where,
      ).execute();
      return rows.length;
    },
  };
}

const SESSIONS = 'sessions';

const sealed = (model: string, row: Row): Row =>
  model === SESSIONS && typeof row['token'] === 'string'
    ? { ...row, token: hashToken(row['token']) }
    : row;

/** The row with the token that was asked by: the one in it lets nobody in. */
const opened = (model: string, row: Row, token: unknown): Row =>
  model === SESSIONS && typeof token === 'string' ? { ...row, token } : row;

const tokenOf = (where: readonly CleanedWhere[]): unknown =>
  where.find(({ field, operator }) => field === 'token' && operator === 'eq')?.value;

const OPERATORS = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'in',
  not_in: 'not in',
} as const;

type Narrowing<Q> = { where(field: string, operator: string, value: unknown): Q };

function narrowed<Q>(query: Q, model: string, where: readonly CleanedWhere[]): Q {
  let narrow = query;
  for (const { field, operator = 'eq', value, connector, mode } of where) {
    if (!Object.hasOwn(OPERATORS, operator) || connector !== 'AND' || mode !== 'sensitive') {
      throw new AppError('internal', `better-auth asks for ${field} in a way nobody foresaw`);
    }
    const wanted =
      model === SESSIONS && field === 'token'
        ? Array.isArray(value)
          ? value.map((one) => hashToken(String(one)))
          : hashToken(String(value))
        : value;
    const symbol = OPERATORS[operator as keyof typeof OPERATORS];
    narrow = as<Narrowing<Q>>(narrow).where(field, wanted === null ? 'is' : symbol, wanted);
  }
  return narrow;
}
