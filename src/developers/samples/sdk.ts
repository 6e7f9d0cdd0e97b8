import { KEY_VARIABLE, type Call, type LanguageDefinition } from './call.ts';

/** The TypeScript client of `sdk/typescript`. */
export const sdk: LanguageDefinition = {
  label: 'TS SDK',
  grammar: 'typescript',
  write: (call, { panelUrl }) => `import { Panel } from '@notpanel/sdk';

const panel = new Panel({
  url: '${panelUrl}',
  key: process.env.${KEY_VARIABLE} ?? '',
});
${SILENT.has(call.action) ? statement(call) : `console.log(${statement(call)})`};
`,
};

/** What answers nothing: that it does not throw says that it was done. */
const SILENT = new Set(['webhook.remove']);

const statement = ({ action, fields }: Call): string => {
  const method = METHODS[action];
  if (!method) throw new Error(`the client has no ${action}`);
  return `await panel.${method(new Map(fields))}`;
};

type Values = ReadonlyMap<string, string>;

const METHODS: Readonly<Record<string, (values: Values) => string>> = {
  services: () => 'services()',
  balance: () => 'balance()',
  add: (values) => `add({\n${[...values].map(property).join('\n')}\n})`,
  status: (values) => oneOrMany(values, ['status', 'order'], ['statuses', 'orders']),
  refill: (values) => oneOrMany(values, ['refill', 'order'], ['refills', 'orders']),
  refill_status: (values) =>
    oneOrMany(values, ['refillStatus', 'refill'], ['refillStatuses', 'refills']),
  cancel: (values) => oneOrMany(values, ['cancel', 'order'], ['cancels', 'orders']),
  'webhook.add': (values) =>
    `addWebhook(${quoted(values.get('url') ?? '')}, ${list(values.get('events') ?? '', ',')})`,
  'webhook.list': () => 'webhooks()',
  'webhook.test': (values) => `testWebhook(${quoted(values.get('webhook') ?? '')})`,
  'webhook.remove': (values) => `removeWebhook(${quoted(values.get('webhook') ?? '')})`,
};

type Method = readonly [name: string, field: string];

function oneOrMany(values: Values, [one, field]: Method, [many, fields]: Method): string {
  const id = values.get(field);
  return id === undefined
    ? `${many}(${list(values.get(fields) ?? '', ',')})`
    : `${one}(${quoted(id)})`;
}

const property = ([name, value]: readonly [string, string]): string => {
  if (value.includes('\n')) return `  ${name}: ${list(value, '\n')},`;
  return `  ${name}: ${/^\d+$/.test(value) ? value : quoted(value)},`;
};

const list = (value: string, between: string): string =>
  `[${value.split(between).map(quoted).join(', ')}]`;

const quoted = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
