import { openApiDocument } from '#api/index.ts';
import type { Facts } from './page.ts';

/** As much of JSON Schema as the API's document uses. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
};

/** What the server parses requests with, and the form of its answers (`<action>_answer`). */
export type Schemas = Readonly<Record<string, Schema>>;

export function readSchemas({ release, panelUrl }: Facts): Schemas {
  const { components } = openApiDocument({ release, panelUrl }) as {
    components: { schemas: Schemas };
  };
  return components.schemas;
}

export function schemaNamed(schemas: Schemas, name: string): Schema {
  const found = schemas[name];
  if (!found) throw new Error(`the API has no ${name}`);
  return found;
}

/** What it takes, in a word or two: `integer`, `string or integer`, `list of string`. */
export function typeOf(schema: Schema): string {
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return [...new Set(parts.map(typeOf))].join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.const !== undefined) return typeof schema.const;
  const { type = 'object' } = schema;
  return typeof type === 'string' ? type : type.join(' or ');
}

/** The bounds that the server holds it to; empty where there are none worth saying. */
export function boundsOf({ minimum, maximum, maxLength }: Schema): string {
  if (maxLength !== undefined) return `at most ${maxLength} characters`;
  if (minimum === undefined) return '';
  if (maximum === undefined || maximum === LARGEST_INT) return `${minimum} or more`;
  return `${minimum} to ${maximum}`;
}

const LARGEST_INT = 2_147_483_647; // the bound of a column: no limit that anybody meets

/** The object that an answer is, or is a list or a choice of. */
export function firstObject(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return firstObject(schema.items);
  for (const part of schema.anyOf ?? schema.oneOf ?? []) {
    const found = firstObject(part);
    if (found) return found;
  }
  return undefined;
}
