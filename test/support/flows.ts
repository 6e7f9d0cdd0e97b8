import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';

/** A call that works, as the OpenAPI document describes it. */
export type Flow = {
  name: string;
  required: Record<string, string>;
  optional: Record<string, string>;
};

type Schema = { properties?: Record<string, unknown>; required?: string[] };
type AddSchema = Schema & { anyOf: (Schema & { title: string })[] };
export type ApiDocument = { components: { schemas: Record<string, Schema> } };

/** A value for every parameter there is; the document decides which ones an action takes. */
const VALUES: Record<string, string> = {
  link: 'https://example.com/post',
  quantity: '100',
  runs: '2',
  interval: '10',
  coupon: 'FLOW',
  keywords: 'one\ntwo',
  comments: 'fine\nvery fine',
  usernames: 'ada\ngrace',
  hashtags: 'one\ntwo',
  hashtag: 'one',
  username: 'ada',
  media: 'https://example.com/media',
  answer_number: '2',
  groups: 'https://example.com/group',
  min: '10',
  max: '20',
  delay: '0',
  posts: '3',
  old_posts: '0',
  expiry: '31/12/2030',
  country: 'DE',
  device: '4',
  type_of_traffic: '3',
  google_keyword: 'shoes',
  referring_url: 'https://example.com/from',
  order: '1',
  orders: '1,2,ord_3',
  refill: '1',
  refills: '1,ref_2',
  url: 'http://127.0.0.1:9/hooks', // allowed in tests; nobody listens there
  events: 'order.completed,balance.low',
  webhook: '1',
};

const FRESH = new Set(['service', 'request_id', 'key', 'action']);

/** One flow per action, and for `add` one per type of service. */
export function flowsOf(document: ApiDocument, services: ReadonlyMap<string, number>): Flow[] {
  const { add, ...others } = document.components.schemas;
  const actions = Object.entries(others).filter(([, { properties }]) => properties?.['action']);
  return [
    ...actions.map(([name, schema]) => flow(name, schema)),
    ...(add as AddSchema).anyOf.map((schema) => {
      const service = services.get(schema.title);
      assert.ok(service !== undefined, `no service of the type ${schema.title}`);
      const { name, required, optional } = flow(`add ${schema.title}`, schema);
      return { name, optional, required: { ...required, service: String(service) } };
    }),
  ];
}

function flow(name: string, { properties = {}, required = [] }: Schema): Flow {
  const values = (names: string[]) =>
    Object.fromEntries(
      names.map((parameter) => {
        const value = VALUES[parameter];
        assert.ok(value !== undefined, `no value for the parameter ${parameter}`);
        return [parameter, value];
      }),
    );
  const names = Object.keys(properties).filter((parameter) => !FRESH.has(parameter));
  return {
    name,
    required: {
      action: name.split(' ')[0] as string,
      ...values(names.filter((parameter) => required.includes(parameter))),
    },
    optional: values(names.filter((parameter) => !required.includes(parameter))),
  };
}

/** Every parameter of a flow, with an id of its own where an order is placed. */
export const fieldsOf = (key: string, { name, required, optional }: Flow) => ({
  key,
  ...required,
  ...optional,
  ...(name.startsWith('add') && { request_id: randomUUID() }),
});
