// Speaks for the SDK: a call per line of JSON comes in, what it made of it goes out (see
// sdk/fixtures/README.md).
import { createInterface } from 'node:readline';
import { env, stdin, stdout } from 'node:process';

const source = env['NOTPANEL_SDK'] ?? new URL('../src/index.ts', import.meta.url).href;
const sdk = (await import(source)) as typeof import('../src/index.ts');

type Args = Record<string, never>;
type Call = {
  call: string;
  args: Args;
  client: { url: string; key: string; timeout: number; retries: number; max_wait: number };
  random: number;
  now: number;
};

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function perform({ call, args, client, random, now }: Call, waits: number[]) {
  if (call === 'verify_webhook') {
    const { secrets, headers, body, now: nowS, tolerance: toleranceS = 300 } = args;
    return sdk.verifyWebhook(secrets, headers, body, { nowS, toleranceS });
  }
  if (call === 'sign_webhook') {
    return sdk.signWebhook(args['secret'], args['id'], args['body'], args['timestamp']);
  }
  const [group, name = ''] = call.split('.');
  const values = Object.values(args);
  if (group === 'money') return (sdk.money as unknown as Functions)[name]?.(...values);
  const panel = new sdk.Panel({
    ...{ url: client.url, key: client.key, retries: client.retries },
    ...{ timeoutMs: client.timeout * 1_000, maxWaitMs: client.max_wait * 1_000 },
    ...{ random: () => random, now: () => now * 1_000 },
    sleep: async (ms) => void waits.push(ms / 1_000),
  });
  const given = call === 'add' ? [args] : values;
  return (panel as unknown as Functions)[camel(call)]?.(...given);
}

type Functions = Record<string, (...args: unknown[]) => unknown>;

function shown(value: unknown): unknown {
  if (value instanceof Error) {
    const { name: type, ...fields } = value;
    const shown = Object.entries(fields).map(([name, one]) => [snake(name), one as unknown]);
    return { error: { type, message: value.message, ...Object.fromEntries(shown) } };
  }
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([id, one]) => [id, shown(one)]));
}

for await (const line of createInterface(stdin)) {
  const waits: number[] = [];
  const result = await perform(JSON.parse(line) as Call, waits).then(
    (value) => ({ value: shown(value) }),
    shown,
  );
  stdout.write(`${JSON.stringify({ ...(result as object), waits })}\n`);
}
