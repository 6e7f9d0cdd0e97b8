import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findTicket } from '#support/index.ts';
import { lastMailTo } from '#test/support/sign-in-desk.ts';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
before(async () => {
  if (!noBrowser) site = await openSite();
});
after(() => site?.[Symbol.asyncDispose]());

const WRITING_MS = 5_000; // whoever is faster is taken for a program

for (const script of [true, false]) {
  const how = script ? 'with a script' : 'without a script';

  test(`a visitor writes and finds the message again, ${how}`, { skip: noBrowser }, async () => {
    const email = `visitor-${script}@customer.example`;
    await browse(site, { script, width: script ? 1440 : 360, meets: [422] }, async ({ page }) => {
      await page.goto('/tr/contact');
      site.clock.move(WRITING_MS);
      await page.fill('main [name=name]', 'Ada');
      await page.fill('main [name=email]', 'not an address');
      await page.fill('main [name=subject]', 'A question');
      await page.fill('main [name=message]', 'When does a refill begin?');
      await page.locator('main form button').click();
      await page.waitForSelector('main [name=email][aria-invalid=true]:focus');
      assert.equal(
        await page.locator('main [name=message]').inputValue(),
        'When does a refill begin?',
      );

      await page.fill('main [name=email]', email);
      await page.locator('main form button').click();
      await page.waitForURL(/\/tr\/contact\/T-\w+-\w+\?token=.*sent=1/);
      const { pathname, searchParams } = new URL(page.url());
      const reference = pathname.split('/').at(-1) ?? '';
      assert.match(await page.locator('main').innerText(), /When does a refill begin\?/);
      const { body } = await lastMailTo(site.app, email);
      assert.match(body?.text ?? '', new RegExp(`/tr/contact/${reference}\\?token=`));

      await page.fill('main [name=message]', 'It is about order 17.');
      await page.locator('main form button').click();
      await page.waitForSelector('main li:nth-of-type(2)');
      const token = searchParams.get('token') ?? '';
      const access = { vault: site.app.vault, token };
      const ticket = await findTicket(site.app.db, reference, access);
      assert.deepEqual(
        ticket?.messages.map((one) => one.body),
        ['When does a refill begin?', 'It is about order 17.'],
      );
    });
  });
}
