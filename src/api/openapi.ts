import { z } from 'zod';
import type { Action } from './actions/action.ts';
import { ACTIONS } from './actions/index.ts';
import { ORDER_PARAMS } from '#orders/index.ts';
import { notpanel } from './dialects/notpanel.ts';
import { DENIED_HEADERS, RATE_HEADERS, WAIT_HEADERS } from './rate-headers.ts';
import { ANSWERED_CODES, ERROR_TEXTS, errorOf, type AnsweredCode } from './error-texts.ts';

type Schema = Record<string, unknown>;

export type DocumentOptions = { release: string; panelUrl?: string | undefined };

const FORMS = [
  'application/x-www-form-urlencoded',
  'application/json',
  'multipart/form-data',
] as const;

const REQUEST_ID = { 'X-Request-Id': 'Names this request; quote it when you ask for help.' };

/** OpenAPI 3.1 of `/api/v2`, from the schemas that parse it and the table of its errors. */
export function openApiDocument({ release, panelUrl }: DocumentOptions): Schema {
  const actions = [...ACTIONS.values()];
  return {
    openapi: '3.1.0',
    info: {
      title: 'notpanel API',
      version: release,
      description:
        'One endpoint for everything: a POST with your `key` and an `action`. Described here in ' +
        'the `notpanel` dialect; a key of the `classic` dialect is answered in the words and ' +
        'numbers of the v2 clients that already exist, with HTTP 200 for refusals.',
    },
    servers: [{ url: panelUrl ?? '/' }],
    paths: {
      '/api/v2': {
        post: {
          operationId: 'call',
          summary: 'Call an action.',
          requestBody: {
            required: true,
            content: Object.fromEntries(FORMS.map((type) => [type, { schema: requestSchema() }])),
          },
          responses: { 200: success(actions), ...failures() },
        },
      },
    },
    components: {
      schemas: {
        ...Object.fromEntries(actions.flatMap(schemasOf)),
        Error: {
          type: 'object',
          required: ['error'],
          properties: { error: { type: 'string' } },
          additionalProperties: false,
        },
      },
    },
  };
}

const requestSchema = (): Schema => ({
  oneOf: [...ACTIONS.values()].map(({ name }) => ({ $ref: `#/components/schemas/${name}` })),
});

function schemasOf(action: Action): [string, Schema][] {
  const { name } = action;
  const request = name === 'add' ? addRequest(action) : request_(action, input(action.params));
  return [
    [name, request],
    [`${name}_answer`, output(action.returns)],
  ];
}

/** Key and action before an action's own parameters. */
function request_({ name, summary }: Action, params: Schema): Schema {
  return {
    type: 'object',
    description: summary,
    required: ['key', 'action', ...((params['required'] as string[] | undefined) ?? [])],
    properties: {
      key: { type: 'string', description: 'Your API key.' },
      action: { const: name },
      ...(params['properties'] as Schema),
    },
  };
}

/** What is required depends on the type of the service, which is not sent. */
function addRequest(action: Action): Schema {
  const shared = request_(action, input(action.params));
  return {
    ...shared,
    required: [...(shared['required'] as string[]), 'request_id'],
    anyOf: Object.entries(ORDER_PARAMS).map(([type, schema]) => ({
      title: type,
      ...input(schema),
    })),
  };
}

function success(actions: readonly Action[]): Schema {
  const answers = actions.map(({ name }) => ({ $ref: `#/components/schemas/${name}_answer` }));
  const replayed = { 'Idempotent-Replayed': '`true` when `add` answers an order placed before.' };
  return {
    description: 'What the action answers.',
    headers: headers({ ...REQUEST_ID, ...RATE_HEADERS, ...replayed }),
    content: { 'application/json': { schema: { anyOf: answers } } },
  };
}

function failures(): Record<string, Schema> {
  const byStatus = new Map<number, Map<AnsweredCode, string>>();
  for (const code of ANSWERED_CODES) {
    const { status, text } = notpanel.errors[code];
    const [sample] = ERROR_TEXTS[code];
    const texts = byStatus.get(status) ?? new Map<AnsweredCode, string>();
    if (sample) texts.set(code, text(errorOf(code, sample)));
    byStatus.set(status, texts);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, texts]) => [status, failureOf(status, texts)]),
  );
}

const MEANINGS: Record<number, string> = {
  400: 'The call cannot be carried out as it is. Correct it before you repeat it.',
  403: 'The account or the key may not do this.',
  429: 'A limit is spent. Wait until X-RateLimit-Reset.',
  500: 'Our fault. Repeating the call with the same request_id is safe.',
  503: 'Not available for a moment. Repeat the same call after Retry-After seconds.',
};

function failureOf(status: number, texts: ReadonlyMap<AnsweredCode, string>): Schema {
  const extra = status === 429 ? DENIED_HEADERS : status === 503 ? WAIT_HEADERS : {};
  return {
    description: MEANINGS[status],
    headers: headers({ ...REQUEST_ID, ...RATE_HEADERS, ...extra }),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Error' },
        examples: Object.fromEntries(
          [...texts].map(([code, error]) => [code, { value: { error } }]),
        ),
      },
    },
  };
}

const headers = (texts: Record<string, string>): Schema =>
  Object.fromEntries(
    Object.entries(texts).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]),
  );

const input = (schema: z.ZodType): Schema => plain(z.toJSONSchema(schema, { io: 'input' }));
const output = (schema: z.ZodType): Schema => plain(z.toJSONSchema(schema));

/** The document as a whole says which JSON Schema it speaks. */
function plain(schema: Schema): Schema {
  delete schema['$schema'];
  return schema;
}
