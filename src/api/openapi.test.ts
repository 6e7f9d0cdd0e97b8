import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIONS } from './actions/index.ts';
import { ORDER_PARAMS } from '#orders/index.ts';
import { openApiDocument } from './openapi.ts';

type Node = { [name: string]: Node };

const document = openApiDocument({ release: '1.2.3' }) as unknown as Node;

function* everyNode(node: unknown): Generator<Node> {
  if (typeof node !== 'object' || node === null) return;
  yield node as Node;
  for (const child of Object.values(node)) yield* everyNode(child);
}

test('every reference leads somewhere', () => {
  let references = 0;
  for (const node of everyNode(document)) {
    const reference: unknown = node['$ref'];
    if (typeof reference !== 'string') continue;
    references += 1;
    const target = reference
      .slice(2)
      .split('/')
      .reduce<Node | undefined>((found, name) => found?.[name], document);
    assert.ok(target, reference);
  }
  assert.ok(references > ACTIONS.size);
});

test('every action, order type, field and kind of refusal is in it', () => {
  const schemas = document['components']?.['schemas'] as Node;
  for (const { name, params } of ACTIONS.values()) {
    const properties = Object.keys(schemas[name]?.['properties'] ?? {});
    assert.deepEqual(properties, ['key', 'action', ...Object.keys(params.shape)]);
    assert.ok(schemas[`${name}_answer`]);
  }
  const types = schemas['add']?.['anyOf'] as unknown as { title: string; properties: object }[];
  assert.deepEqual(
    types.map(({ title, properties }) => [title, Object.keys(properties)]),
    Object.entries(ORDER_PARAMS).map(([type, { shape }]) => [type, Object.keys(shape)]),
  );
  const responses = document['paths']?.['/api/v2']?.['post']?.['responses'] ?? {};
  assert.deepEqual(Object.keys(responses), ['200', '400', '403', '429', '500', '503']);
});

test('what no action answers is not in it, and all else is', () => {
  const text = JSON.stringify(document);
  assert.match(text, /order_not_found/);
  assert.match(text, /webhook_not_found/);
  assert.doesNotMatch(text, /invalid_setting/);
});

test('it is plain JSON, and names the release and the panel', () => {
  const shown = openApiDocument({ release: '1.2.3', panelUrl: 'https://panel.example' });
  assert.deepEqual(JSON.parse(JSON.stringify(shown)), shown);
  const { info, servers } = shown as { info: { version: string }; servers: { url: string }[] };
  assert.equal(info.version, '1.2.3');
  assert.equal(servers[0]?.url, 'https://panel.example');
});
