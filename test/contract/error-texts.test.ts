import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import {
  ANSWERED_BEFORE_KEY,
  ANSWERED_CODES,
  classic,
  ERROR_TEXTS,
  errorOf,
  notpanel,
} from '#api/index.ts';
import type { Dialect } from '#keys/index.ts';
import {
  openBuyer,
  startApi,
  type ApiAnswer,
  type Buyer,
  type TestApi,
} from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { egressOf, openErrorShop, type ErrorShop } from './error-shop.ts';
import { PROVOCATIONS } from './provocations.ts';

let app: TestApp;
let api: TestApi;
let shop: ErrorShop;

before(async () => {
  app = await openTestApp({ limits: false, egress: egressOf() });
  api = await startApi(app);
  shop = await openErrorShop(app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const DIALECTS = { notpanel, classic };

for (const code of ANSWERED_CODES) {
  for (const text of ERROR_TEXTS[code]) {
    const name = `${code}: ${text.parameter ?? ''} ${text.message}`;
    test(`the server answers what the documentation says of ${name}`, async () => {
      const provoke = PROVOCATIONS[code]?.[text.message];
      assert.ok(provoke, `nothing provokes ${name}`);
      for (const dialect of ['notpanel', 'classic'] as const) {
        const buyer = await openBuyer(app, '1000');
        const answer = await provoke({ app, api, shop, buyer, dialect, ...sender(buyer, dialect) });
        const spoken = ANSWERED_BEFORE_KEY.has(code) ? notpanel : DIALECTS[dialect];
        const { status, text: says } = spoken.errors[code];
        assert.equal(textIn(answer), says(errorOf(code, text)), dialect);
        assert.equal(answer.status, status, dialect);
      }
    });
  }
}

const sender = (buyer: Buyer, dialect: Dialect) => {
  const key = buyer.keys[dialect];
  const add = (fields: Record<string, string | number> = {}) =>
    api.post({ key, action: 'add', request_id: randomUUID(), ...shop.order, ...fields });
  return {
    key,
    add,
    ask: (fields: Record<string, string | number>) => api.post({ key, ...fields }),
    async place(fields: Record<string, string | number> = {}): Promise<string> {
      const { json, text } = await add(fields);
      const { order } = json as { order?: string | number };
      assert.ok(order !== undefined, text);
      return String(order);
    },
  };
};

/** The refusal of a call; the classic dialect answers a cancel with a list of one. */
function textIn({ json }: ApiAnswer): unknown {
  const [row] = Array.isArray(json) ? (json as { cancel: { error: string } }[]) : [];
  return row ? row.cancel.error : (json as { error: string }).error;
}
