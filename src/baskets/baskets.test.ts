import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import {
  listLinks,
  listTemplates,
  markService,
  readMarks,
  readTemplate,
  removeLink,
  removeTemplate,
  saveLink,
  saveTemplate,
} from './index.ts';

const open = async (app: App) => ({
  accountId: await openAccount(app),
  stranger: await openAccount(app),
  service: await addService(app),
});

test('A favourite is not hidden, a hidden service is no favourite, and a note stays with both', async () => {
  await using app = await openTestApp();
  const { accountId, stranger, service } = await open(app);
  const mark = (one: { favourite: boolean } | { hidden: boolean } | { note: string }) =>
    app.transact((tx) =>
      markService(tx, { accountId, serviceId: service.id, now: new Date(), ...one }),
    );
  await mark({ note: ' for Anna ' });
  await mark({ favourite: true });
  assert.deepEqual((await readMarks(app.db, accountId)).favourites, [service.id]);
  await mark({ hidden: true });
  const marks = await readMarks(app.db, accountId);
  assert.deepEqual(marks.favourites, []);
  assert.deepEqual([...marks.hidden], [service.id]);
  assert.deepEqual([...marks.notes], [[service.id, 'for Anna']]);
  await mark({ hidden: false });
  assert.equal((await readMarks(app.db, accountId)).hidden.size, 0);
  assert.equal((await readMarks(app.db, stranger)).notes.size, 0);
  await assert.rejects(mark({ note: 'x'.repeat(501) }), { code: 'invalid_parameter' });
  const missing = { accountId, serviceId: 999_999, now: new Date(), favourite: true };
  await assert.rejects(
    app.transact((tx) => markService(tx, missing)),
    { code: 'service_not_found' },
  );
});

test('A template keeps what an order is made of and is read by its owner alone', async () => {
  await using app = await openTestApp();
  const { accountId, stranger, service } = await open(app);
  const fields = new Map([
    ['link', 'https://example.com/a'],
    ['quantity', '100'],
    ['coupon', 'ONCE'],
    ['intent', 'save'],
    ['runs', ''],
  ]);
  const save = (name: string) =>
    app.transact((tx) => saveTemplate(tx, { accountId, serviceId: service.id, name, fields }));
  const id = await save('  Weekly   push ');
  const kept = {
    ...{ id, name: 'Weekly push', serviceId: service.id },
    fields: { link: 'https://example.com/a', quantity: '100' },
  };
  assert.deepEqual(await listTemplates(app.db, accountId), [kept]);
  assert.equal(await save('Weekly push'), id, 'saved again under its name it is the same');
  assert.deepEqual(await readTemplate(app.db, { accountId, id }), kept);
  for (const name of ['', '   ', 'x'.repeat(61), 'a\u0000b']) {
    await assert.rejects(save(name), { code: 'invalid_parameter', parameter: 'template' });
  }
  const notHis = { accountId: stranger, id };
  await assert.rejects(readTemplate(app.db, notHis), { code: 'not_found' });
  await assert.rejects(
    app.transact((tx) => removeTemplate(tx, notHis)),
    { code: 'not_found' },
  );
  await app.transact((tx) => removeTemplate(tx, { accountId, id }));
  assert.deepEqual(await listTemplates(app.db, accountId), []);
});

test('A link is saved once, renamed by saving it again, and removed by its owner alone', async () => {
  await using app = await openTestApp();
  const { accountId, stranger } = await open(app);
  const link = 'https://example.com/a';
  const save = (name: string, other = link) =>
    app.transact((tx) => saveLink(tx, { accountId, link: other, name }));
  await save('Anna');
  await save('Anna’s page');
  const [saved] = await listLinks(app.db, accountId);
  assert.deepEqual({ ...saved, id: 0 }, { id: 0, link, name: 'Anna’s page' });
  await assert.rejects(save('', 'example.com'), { code: 'invalid_link' });
  await assert.rejects(save('x'.repeat(61)), { code: 'invalid_parameter' });
  const id = saved?.id ?? 0;
  await assert.rejects(
    app.transact((tx) => removeLink(tx, { accountId: stranger, id })),
    { code: 'not_found' },
  );
  await app.transact((tx) => removeLink(tx, { accountId, id }));
  assert.deepEqual(await listLinks(app.db, accountId), []);
});
