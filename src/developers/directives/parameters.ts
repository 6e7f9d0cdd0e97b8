import { escapeHtml } from '../highlight.ts';
import { code, markdownTable } from '../markdown-table.ts';
import { inlineHtml } from '../inline-html.ts';
import { boundsOf, firstObject, schemaNamed, typeOf, type Schema } from '../schemas.ts';
import type { Directive, Piece } from './directive.ts';

type Row = {
  name: string;
  type: string;
  /** `required`, `optional`, or where it depends on something, on what. */
  need: string;
  description: string;
};

/** `::parameters{action=status}`: what an action takes, from the schema that parses it. */
export const parameters: Directive = ({ action = '' }, { schemas }) => {
  const schema = schemaNamed(schemas, action);
  return rowsPiece('Parameter', rowsOf(schema), `${action}-`);
};

/** `::answer{action=status}`: the fields of an answer. */
export const answer: Directive = ({ action = '' }, { schemas }) => {
  const schema = firstObject(schemaNamed(schemas, `${action}_answer`));
  if (!schema) throw new Error(`${action} answers no object`);
  return rowsPiece('Field', rowsOf(schema, 'sometimes', ''), `${action}-answer-`);
};

function rowsOf(schema: Schema, optional = 'optional', required = 'required'): Row[] {
  return Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    type: [typeOf(one), boundsOf(one)].filter((part) => part !== '').join(', '),
    need: schema.required?.includes(name) ? required : optional,
    description:
      one.const === undefined ? (one.description ?? '') : `Always ${code(textOf(one.const))}.`,
  }));
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** `::order-parameters`: what `add` takes besides, over all types of services. */
export const orderParameters: Directive = (_, { schemas }) => {
  const types = schemaNamed(schemas, 'add').anyOf ?? [];
  const merged = new Map<string, { row: Row; takes: string[]; needs: string[] }>();
  for (const { title = '', properties, required = [] } of types) {
    for (const row of rowsOf({ properties: properties ?? {}, required })) {
      const known = merged.get(row.name) ?? { row, takes: [], needs: [] };
      known.takes.push(title);
      if (row.need === 'required') known.needs.push(title);
      merged.set(row.name, known);
    }
  }
  const rows = [...merged.values()].map(({ row, takes, needs }) => ({
    ...row,
    need: needOf(takes, needs, types.length),
  }));
  return rowsPiece('Parameter', rows, 'add-');
};

function needOf(takes: readonly string[], needs: readonly string[], all: number): string {
  if (needs.length === 0) return takes.length === all ? 'optional' : `optional, ${few(takes)}`;
  if (needs.length === all) return 'required';
  return `required, ${few(needs, all)}`;
}

const FEW = 3;

const few = (types: readonly string[], all = Infinity): string =>
  types.length > FEW
    ? `${types.length} types${all === Infinity ? '' : ` of ${all}`}`
    : types.join(', ');

/** `::order-types`: which parameters a service's type takes. */
export const orderTypes: Directive = (_, { schemas }) => {
  const types = schemaNamed(schemas, 'add').anyOf ?? [];
  const rows = types.map(({ title = '', properties = {}, required = [] }) => {
    const optional = Object.keys(properties).filter(
      (name) => !required.includes(name) && name !== 'coupon',
    );
    return [title, required.map(code).join(', '), optional.map(code).join(', ')];
  });
  return { markdown: markdownTable(['Type', 'Required', 'Optional'], rows) };
};

function rowsPiece(head: string, rows: readonly Row[], prefix: string): Piece {
  const markdown = markdownTable(
    [head, 'Type', 'Need', 'Meaning'],
    rows.map(({ name, type, need, description }) => [code(name), type, need, description]),
  );
  const items = rows.map((row) => itemHtml(row, prefix)).join('');
  const html = rows.length === 0 ? '' : `<ul class="doc-fields" role="list">${items}</ul>`;
  return { markdown: rows.length === 0 ? '' : markdown, blocks: [{ kind: 'html', html }] };
}

function itemHtml({ name, type, need, description }: Row, prefix: string): string {
  const id = `${prefix}${name}`;
  const needed = need === '' ? '' : `<span class="${needClass(need)}">${escapeHtml(need)}</span>`;
  return (
    `<li id="${id}"><p class="doc-field"><a href="#${id}"><code>${name}</code></a>` +
    `<span class="doc-type">${escapeHtml(type)}</span>${needed}</p>` +
    `<p>${inlineHtml(description)}</p></li>`
  );
}

const needClass = (need: string): string =>
  need.startsWith('required') ? 'doc-required' : 'doc-optional';
