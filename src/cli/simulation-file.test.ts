import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSimulationFile } from './simulation-file.ts';

async function read(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'simulation-'));
  const file = join(folder, 'file.json');
  await writeFile(file, text);
  try {
    return readSimulationFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('A file says what a simulated provider sells and how it fails', async () => {
  const simulation = {
    kind: 'smartpanel',
    services: [{ service: '1', rate: '0.2', prices: [{ at: 5, rate: '0.3' }] }],
    faults: [{ share: 0.02, actions: ['add'], fault: { answer: 'reset', accepts: true } }],
    behaviours: { '*': { claims: [{ status: 'Odd', remains: null }], refill: 'rejected' } },
    outages: [{ from: 1, until: 2 }],
    balance: '10.5',
  };
  assert.deepEqual(await read(JSON.stringify(simulation)), simulation);
});

test('What a file says wrongly is refused, and where', async () => {
  const wrong: [string, RegExp][] = [
    ['{', /JSON/],
    ['{"fault":[]}', /fault/],
    ['{"faults":[{"share":2,"fault":{"answer":"reset"}}]}', /faults\[0\]\.share/],
    ['{"faults":[{"share":1,"fault":{"answer":"sleep"}}]}', /faults\[0\]\.fault/],
    ['{"behaviours":{"1":{"add":{"answer":"slow"}}}}', /behaviours.+add\.ms/s],
    ['{"balance":10}', /balance/],
  ];
  for (const [text, message] of wrong) {
    await assert.rejects(read(text), { code: 'invalid_parameter', message });
  }
});
