import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVICE_TYPES } from '#catalog/index.ts';
import { openBuyer, startApi } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';
import { orderCall, orderFields } from './order-call.ts';
import { LANGUAGE_NAMES } from './samples/languages.ts';

const LINK = 'https://example.com/post';

test('the server takes the call of every type as it stands', async () => {
  await using app = await openTestApp();
  await using api = await startApi(app);
  const { keys } = await openBuyer(app, '1000000');
  const services = [];
  for (const type of SERVICE_TYPES) {
    services.push(await addService(app, { type, min: 3, max: 40 }));
  }
  for (const service of services) {
    const fields = Object.fromEntries(orderFields(service, LINK));
    const request_id = `sample-${service.id}`;
    const { status, text } = await api.post({
      ...fields,
      request_id,
      key: keys.notpanel,
      action: 'add',
    });
    assert.equal(status, 200, `${service.type}: ${text}`);
  }
});

test('the call stands in every language, with nothing in it that says how to be drawn', async () => {
  const service = { id: 17, type: 'Custom Comments', min: 2, max: 5 } as const;
  const target = { panelUrl: 'https://panel.example', link: LINK };
  const codes = await orderCall(service, target);
  assert.deepEqual(
    codes.map(({ tab }) => tab),
    LANGUAGE_NAMES,
  );
  for (const { tab, text, html } of codes) {
    assert.match(text, tab === 'sdk' ? /'https:\/\/panel\.example'/ : /panel\.example\/api\/v2/);
    assert.match(text, /part 2/);
    assert.match(text, /NOTPANEL_KEY/);
    assert.doesNotMatch(html, / style=/);
  }
  assert.equal(await orderCall(service, target), codes, 'coloured once');
});
