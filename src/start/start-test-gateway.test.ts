import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { addGateway, listWays, readTestGateway } from '#payments/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { seedGateways } from './demo/seed-gateways.ts';
import { newTestSettings } from './new-test-settings.ts';
import { startTestGateway } from './start-test-gateway.ts';

const SECURE = { name: 'A shop', url: 'https://shop.example' };
const OWN_URL = 'http://127.0.0.1:4000';

async function startIn(t: TestContext, app: TestApp, isDemo: boolean) {
  const dataDir = await mkdtemp(join(tmpdir(), 'notpanel-start-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const running = await startTestGateway(app, { dataDir, ownUrl: OWN_URL, isDemo });
  t.after(() => running?.[Symbol.dispose]());
  return running;
}

const addTo = (app: TestApp) =>
  addGateway(app, {
    ...{ name: 'test', kind: 'test', label: 'Test', minimum: parseMoney('1') },
    settings: newTestSettings({ demo: false }),
  });

test('A shop without a test gateway runs none', async (t) => {
  await using app = await openTestApp();
  assert.equal(await startIn(t, app, false), undefined);
});

test('A shop that is being tried runs its own, and knows where it is', async (t) => {
  await using app = await openTestApp();
  await addTo(app);
  assert.ok(await startIn(t, app, false));
  assert.equal((await readTestGateway(app))?.settings.url, OWN_URL);
});

test('A shop at an https address switches it off and offers it no more', async (t) => {
  await using app = await openTestApp({ shop: SECURE });
  await addTo(app);
  assert.equal(await startIn(t, app, false), undefined);
  assert.deepEqual(await listWays(app), []);
});

test('A demo has one at any address', async (t) => {
  await using app = await openTestApp({ shop: SECURE });
  await seedGateways(app);
  assert.ok(await startIn(t, app, true));
  assert.deepEqual(
    (await listWays(app)).map(({ means }) => means),
    ['test', 'transfer'],
  );
});
