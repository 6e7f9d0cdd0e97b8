import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startApi, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';

let app: TestApp;
let api: TestApi;

before(async () => {
  app = await openTestApp();
  api = await startApi(app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

test('the OpenAPI document is served, and not again to who has it', async () => {
  const { status, headers, json } = await api.send({}, '/api/openapi.json');
  assert.equal(status, 200);
  assert.equal((json as { openapi: string }).openapi, '3.1.0');
  const etag = headers.get('etag') ?? '';
  const again = await api.send({ headers: { 'if-none-match': etag } }, '/api/openapi.json?x=1');
  assert.equal(again.status, 304);
});

test('health is told without a key, to those who only read', async () => {
  for (const path of ['/healthz', '/readyz', '/api/openapi.json']) {
    assert.equal((await api.send({}, path)).status, 200);
    assert.equal((await api.send({ method: 'HEAD' }, path)).text, '');
    const refused = await api.send({ method: 'POST' }, path);
    assert.equal(refused.status, 405);
    assert.equal(refused.headers.get('allow'), 'GET, HEAD');
  }
});

test('a panel whose migrations are not done is alive and not ready', async () => {
  await using behind = await openTestApp();
  await using own = await startApi(behind);
  await forgetLastMigration(behind);
  const { status, json } = await own.send({}, '/readyz');
  assert.equal(status, 503);
  assert.match((json as { error: string }).error, /^the migration .+\.sql is missing$/);
  assert.equal((await own.send({}, '/healthz')).status, 200);
});

test('every other path is left to others', async () => {
  for (const path of ['/', '/api', '/api/v2/x', '/api/v1', '/API/V2', '//api/v2']) {
    const answer = await fetch(api.origin + path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.headers.get('x-request-id'), null);
  }
});

async function forgetLastMigration({ ownerUrl }: TestApp): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('delete from migrations where name = (select max(name) from migrations)');
  await owner.end();
}
