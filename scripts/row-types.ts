import type pg from 'pg';

const TYPES: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  text: 'string',
  uuid: 'string',
  bool: 'boolean',
  timestamptz: 'Date',
  date: 'string',
  bytea: 'Buffer',
  jsonb: 'Json',
  inet: 'string',
  cidr: 'string',
  xid8: 'string',
  _text: 'string[]',
  _int4: 'number[]',
  _int8: 'string[]',
  _bool: 'boolean[]',
  _cidr: 'string[]',
};

const COLUMNS = `
  select c.relname as "table", a.attname as "column", t.typname as type, t.typtype = 'e' as enum,
         a.attnotnull as required, a.attidentity <> '' or a.atthasdef as defaulted,
         a.attidentity = 'a' as generated
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and not c.relispartition
    and a.attnum > 0 and not a.attisdropped
  order by c.relname collate "C", a.attnum`;

const ENUMS = `
  select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
  from pg_enum e join pg_type t on t.oid = e.enumtypid
  group by t.typname order by t.typname collate "C"`;

type Column = {
  table: string;
  column: string;
  type: string;
  enum: boolean;
  required: boolean;
  defaulted: boolean;
  generated: boolean;
};

/** TypeScript row types of every table and enum of the migrated database, for Kysely. */
export async function rowTypes(client: pg.Client): Promise<string> {
  const enums = await client.query<{ name: string; labels: string[] }>(ENUMS);
  const columns = await client.query<Column>(COLUMNS);
  const tables = Map.groupBy(columns.rows, (row) => row.table);
  const lines = [
    '// Generated from the migrated database by `npm run schema`. Do not edit.',
    "import type { Generated, GeneratedAlways } from 'kysely';",
    '',
    'export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };',
    '',
  ];
  for (const { name, labels } of enums.rows) {
    lines.push(`export type ${pascal(name)} = ${labels.map((one) => `'${one}'`).join(' | ')};`, '');
  }
  for (const [table, rows] of tables) {
    lines.push(`export type ${pascal(table)}Table = {`);
    for (const row of rows) lines.push(`  ${row.column}: ${columnType(row)};`);
    lines.push('};', '');
  }
  lines.push('export type Schema = {');
  for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}Table;`);
  lines.push('};', '');
  return lines.join('\n');
}

function columnType(column: Column): string {
  const plain = column.enum ? pascal(column.type) : TYPES[column.type];
  if (!plain) throw new Error(`${column.table}.${column.column}: no row type for ${column.type}`);
  const type = column.required ? plain : `${plain} | null`;
  if (column.generated) return `GeneratedAlways<${type}>`;
  return column.defaulted ? `Generated<${type}>` : type;
}

const pascal = (name: string): string =>
  name.replace(/(^|_)([a-z])/g, (_match, _under, letter: string) => letter.toUpperCase());
