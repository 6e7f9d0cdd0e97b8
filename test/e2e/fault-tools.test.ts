import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from '#test/support/eventually.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

type Document = Record<string, unknown>;

/** A command that runs until it is interrupted, and says something before and after. */
async function startCommand(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args, '--json']);
  const lines: Document[] = [];
  const exited = once(child, 'exit') as Promise<[number | null]>;
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as Document));
  await eventually(() => lines.length === 1 || child.exitCode !== null, 20_000);
  return {
    first: lines[0] as { url: string; key: string },
    say: (line: string) => child.stdin.write(`${line}\n`),
    async stop(): Promise<Document | undefined> {
      child.kill('SIGINT');
      const [code] = await exited;
      assert.equal(code, 0);
      return lines[1];
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}

test('An operator tries a shop against a provider that fails, over a network that is bad', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fault-tools-'));
  const file = join(folder, 'provider.json');
  const refused = { answer: 'refuse', error: 'neworder.error.link' };
  await writeFile(
    file,
    JSON.stringify({
      services: [{ service: '7', rate: '0.25', min: 10, max: 1_000 }],
      behaviours: { 7: { faults: [{ share: 1, fault: refused, actions: ['add'] }] } },
    }),
  );
  using provider = await startCommand(
    ...['simulate-provider', '--port', '0', '--faults', file, '--balance', '5'],
  );
  using proxy = await startCommand('fault-proxy', provider.first.url, '--fault', 'refuse');
  const ask = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({ key: provider.first.key, ...fields });
    // A connection of its own: rules are for those that are made after them.
    const headers = { connection: 'close' };
    return (await fetch(proxy.first.url, { method: 'POST', headers, body })).json();
  };
  const balance = () => ask({ action: 'balance' });
  await assert.rejects(balance());
  proxy.say('delay=1');
  await eventually(() => balance().then(Boolean, () => false), 5_000);
  assert.deepEqual(await balance(), { balance: '5.00', currency: 'USD' });
  const order = { action: 'add', service: '7', link: 'https://example.com/', quantity: '1000' };
  assert.deepEqual(await ask(order), { error: 'neworder.error.link' });
  const met = (await proxy.stop())?.['met'] as Record<string, number>;
  assert.ok((met['refuse'] ?? 0) >= 1 && (met['delay'] ?? 0) >= 3, JSON.stringify(met));
  assert.deepEqual(await provider.stop(), {
    orders: 0,
    paid_in: '5.00',
    charged: '0.00',
    refunded: '0.00',
    balance: '5.00',
  });
  await rm(folder, { recursive: true });
});
