import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startSimulator, type Simulator } from './start-simulator.ts';

async function ask(simulator: Simulator, params: Record<string, string>): Promise<unknown> {
  const body = new URLSearchParams({ key: simulator.key, ...params });
  return (await fetch(simulator.url, { method: 'POST', body })).json();
}

const ADD = { action: 'add', service: '1', link: 'https://example.com/', quantity: '100' };

describe('the provider simulator', () => {
  test('delivers by its clock alone, so that a script is exact', async () => {
    const clock = { at: 1_000_000, now: () => clock.at };
    const behaviours = { 1: { startAfterMs: 1_000, deliverMs: 10_000, startCount: 5 } };
    const simulator = await startSimulator({ clock, behaviours });
    const { order } = (await ask(simulator, ADD)) as { order: number };
    const seen = [];
    for (const ms of [0, 6_000, 6_000]) {
      clock.at += ms;
      const status = await ask(simulator, { action: 'status', order: String(order) });
      const { status: word, remains } = status as { status: string; remains: string };
      seen.push([word, remains]);
    }
    assert.deepEqual(seen, [
      ['Pending', '100'],
      ['In progress', '50'],
      ['Completed', '0'],
    ]);
    await simulator.close();
  });

  test('knows its orders again after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const ledgerFile = join(folder, 'ledger.jsonl');
    const first = await startSimulator({ ledgerFile });
    await ask(first, ADD);
    const before = first.orders();
    await first.close();
    const second = await startSimulator({ ledgerFile });
    assert.deepEqual(second.orders(), before);
    await ask(second, ADD);
    assert.equal(new Set(second.orders().map((order) => order.id)).size, 2);
    await second.close();
    await rm(folder, { recursive: true });
  });

  test('answers strangers, unknown ids and unknown actions as panels do', async () => {
    const simulator = await startSimulator();
    const stranger = { ...simulator, key: 'no' };
    assert.deepEqual(await ask(stranger, { action: 'balance' }), { error: 'Invalid API key' });
    assert.deepEqual(await ask(simulator, { action: 'what' }), { error: 'Incorrect request' });
    const miss = { error: 'Incorrect order ID' };
    assert.deepEqual(await ask(simulator, { action: 'status', orders: '5,6' }), {
      5: miss,
      6: miss,
    });
    assert.deepEqual(await ask(simulator, { action: 'cancel', orders: '5' }), [
      { order: 5, cancel: miss },
    ]);
    await simulator.close();
  });
});
