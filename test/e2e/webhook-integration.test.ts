import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDataFolder } from '#test/support/data-folder.ts';
import { runCommand, startPanel } from '#test/support/panel-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = join(ROOT, 'docs/product/developers/webhooks.md');
const PATIENCE_MS = 90_000; // the demo delivers within a minute

/** The page's own blocks of a language, in its order. */
async function blocksOf(language: string): Promise<string[]> {
  const page = await readFile(PAGE, 'utf8');
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return Array.from(blocks, ([, text = '']) => text);
}

/** What a `curl` of the page sends, with what a reader puts in the place of its variables. */
async function curl(command: string, values: Record<string, string>) {
  const filled = command.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? `no ${name}`);
  const [, url = ''] = /curl -s (\S+)/.exec(filled) ?? [];
  const fields = Array.from(
    filled.matchAll(/-d (\w+)=(\S+)/g),
    ([, name = '', value = '']) => [name, value] as const,
  );
  const body = new URLSearchParams(Object.fromEntries(fields));
  const answer = await fetch(url, { method: 'POST', body });
  return (await answer.json()) as Record<string, unknown>;
}

async function curlFor(action: string): Promise<string> {
  const found = (await blocksOf('sh')).find((block) => block.includes(`action=${action} `));
  assert.ok(found, `the page has no ${action}`);
  return found;
}

type Program = AsyncDisposable & { said: string[]; says(what: RegExp): Promise<string> };

function run(args: readonly string[], env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => said.push(line));
  const exited = once(child, 'exit');
  return {
    said,
    async says(what) {
      const deadline = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const line = said.find((one) => what.test(one));
        if (line !== undefined) return line;
        assert.equal(child.exitCode, null, `it ended, having said ${said.join('\n')}`);
        await once(lines, 'line', { signal: deadline }).catch(() =>
          assert.fail(`it never said ${what}, but ${said.join('\n')}`),
        );
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}

async function until(port: number): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
    assert.ok(Date.now() < deadline, 'the receiver does not listen');
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  holder.close();
  await once(holder, 'close');
  return port;
}

test('the page leads a new integrator from nothing to a verified order.completed', async () => {
  await using folder = await makeDataFolder();
  await using panel = await startPanel({ DATA_DIR: folder.path });
  const { url, first_run: access, order } = panel.started;
  assert.ok(access && order);
  const port = await freePort();
  const [, SERVICE = ''] = /service=(\d+)/.exec(order) ?? [];
  const values = { PANEL: url, KEY: access.customer.key, SERVICE };
  const say = async (action: string) =>
    curl((await curlFor(action)).replaceAll(':8900/', `:${port}/`), values);

  const added = await say('webhook.add');
  const secret = String(added['secret']);
  assert.deepEqual([added['webhook'], secret.startsWith('whsec_')], ['wh_1', true]);

  const [receiver = ''] = await blocksOf('js');
  assert.match(receiver, /from 'standardwebhooks'/);
  const file = join(folder.path, '..', 'receiver.mjs');
  await symlink(join(ROOT, 'node_modules'), join(folder.path, '..', 'node_modules'));
  await writeFile(file, receiver.replace('8900', String(port)));
  await using program = run([file], { WEBHOOK_SECRET: secret });
  await until(port);

  const tested = await say('webhook.test');
  assert.match(String(tested['message']), /^tst_/);
  await program.says(/^webhook\.test /);

  const placed = await say('add');
  assert.match(String(placed['order']), /^ord_\d+$/, JSON.stringify(placed));
  const line = await program.says(/^order\.completed /);
  const data = JSON.parse(line.replace('order.completed ', '')) as Record<string, unknown>;
  assert.deepEqual(
    [data['order'], data['status'], data['remains'], data['request_id']],
    [placed['order'], 'completed', '0', 'webhook-demo-1'],
  );

  const forged = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' },
    body: '{}',
  });
  assert.equal(forged.status, 400);

  const listed = await runCommand(['webhook', 'deliveries', 'wh_1', '--json'], {
    DATA_DIR: folder.path,
  });
  const { deliveries } = JSON.parse(listed.stdout) as { deliveries: { type: string }[] };
  assert.deepEqual(
    deliveries.map(({ type }) => type),
    ['order.completed', 'webhook.test'],
  );
});

test('listen verifies what comes, prints it as text and as lines of JSON, and needs no shop', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const nowhere = { DATA_DIR: '/nonexistent/notpanel' };
  const main = join(ROOT, 'src/main.ts');
  const body = JSON.stringify({ type: 'order.completed', data: { order: 'ord_1', remains: '0' } });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(secret.slice(6), 'base64');
  const right = createHmac('sha256', key).update(`evt_1.${timestamp}.${body}`).digest('base64');
  const send = (to: string, signature: string) =>
    fetch(to, {
      method: 'POST',
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });

  await using lines = run([main, 'listen', '--port', '0', '--secret', secret, '--json'], nowhere);
  const { listening } = JSON.parse(await lines.says(/listening/)) as { listening: string };
  assert.equal((await send(listening, right)).status, 200);
  const heard = JSON.parse(await lines.says(/"verified"/)) as Record<string, unknown>;
  assert.deepEqual([heard['id'], heard['message']], ['evt_1', JSON.parse(body)]);
  assert.equal((await send(listening, 'AAAA')).status, 400);
  await lines.says(/"wrong signature"/);

  await using text = run([main, 'listen', '--port', '0', '--status', '503'], nowhere);
  const [to = ''] = /http:\S+/.exec(await text.says(/address/)) ?? [];
  assert.equal((await send(to, right)).status, 503);
  await text.says(/order\.completed {2}evt_1 {2}not checked {2}answered 503/);
  await text.says(/order \.+ ord_1/);
});
