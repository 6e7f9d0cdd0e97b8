import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { codeOf, stepAt } from '#auth/totp.ts';
import { withLocale } from '#lib/locales.ts';
import { lastTokenTo, openPerson, PASSWORD } from '#test/support/sign-in-desk.ts';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
before(async () => {
  if (!noBrowser) site = await openSite();
});
after(() => site?.[Symbol.asyncDispose]());

const STEP_MS = 30_000; // of an authenticator app: a code opens once
const PAUSE_MS = 120_000; // until mails and forms of one sender are taken again
const NEW_PASSWORD = 'Hairline-and-ledger-31';

const pathOf = (page: Page) => new URL(page.url()).pathname;

async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('main [name=email]', email);
  await page.fill('main [name=password]', password);
  await page.press('main [name=password]', 'Enter');
}

async function leave(page: Page): Promise<void> {
  await page.locator('details[data-menu] summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** Follows the link of the newest mail and gives a password on its page. */
async function followLink(page: Page, path: string, email: string, password: string) {
  await page.goto(`${path}?token=${await lastTokenTo(site.app, email)}`);
  await page.fill('main [name=password]', password);
  await page.press('main [name=password]', 'Enter');
}

async function giveCode(page: Page, secret: string): Promise<void> {
  site.clock.move(STEP_MS);
  await page.waitForURL('**/two-factor*');
  await page.fill('main [name=code]', codeOf(secret, stepAt(site.clock.now())));
  await page.press('main [name=code]', 'Enter');
  await page.waitForURL('**/dashboard');
}

/** Sets up an authenticator app and answers its secret. */
async function addApp(page: Page): Promise<string> {
  await page.goto('/dashboard/settings');
  await page.locator('#second form button').click();
  const shown = await page.locator('#second code').innerText();
  const secret = shown.replaceAll(' ', '');
  await page.fill('#second [name=code]', codeOf(secret, stepAt(site.clock.now())));
  await page.press('#second [name=code]', 'Enter');
  const codes = await page.locator('#codes').innerText();
  assert.equal(codes.match(/[\w-]+/g)?.length, 10);
  return secret;
}

/** A passkey on a device that always recognises its owner. */
async function addPasskey(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/dashboard/settings');
  await page.fill('#passkeys [name=name]', 'A phone');
  await page.locator('#passkeys form[data-passkey] button').click();
  await page.waitForURL('**/dashboard/settings?done=passkey**');
  assert.match(await page.locator('#passkeys').innerText(), /A phone/);
}

test('from sign-up to a passkey and a new password', { skip: noBrowser }, async () => {
  const email = 'newcomer@customer.example';
  await browse(site, { meets: [422] }, async ({ page }) => {
    await page.goto('/sign-up');
    await page.fill('main [name=name]', 'A newcomer');
    await page.fill('main [name=email]', email);
    await page.fill('main [name=password]', PASSWORD);
    await page.press('main [name=password]', 'Enter');
    await page.waitForURL('**/sign-up?notice=sent');
    await followLink(page, '/verify', email, PASSWORD);
    await page.waitForURL('**/dashboard?done=verified');
    assert.match(await page.locator('main').innerText(), /A newcomer/);

    const secret = await addApp(page);
    await leave(page);
    await enter(page, email);
    await giveCode(page, secret);

    await addPasskey(page);
    await leave(page);
    await page.goto('/sign-in');
    await page.locator('form[data-passkey] button').click();
    await page.waitForURL('**/dashboard');
    await leave(page);

    site.clock.move(PAUSE_MS);
    await page.goto('/reset');
    await page.fill('main [name=email]', email);
    await page.press('main [name=email]', 'Enter');
    await page.waitForURL('**/reset?notice=sent');
    await followLink(page, '/reset', email, NEW_PASSWORD);
    await page.waitForURL('**/sign-in?notice=reset');
    await enter(page, email);
    await page.waitForSelector('main [role=alert], main [role=status]');
    assert.equal(pathOf(page), '/sign-in');
    site.clock.move(PAUSE_MS);
    await enter(page, email, NEW_PASSWORD);
    await giveCode(page, secret);
  });
});

for (const locale of ['en', 'ar'] as const) {
  test(`somebody signs in without a script, in ${locale}`, { skip: noBrowser }, async () => {
    const { email } = await openPerson(site.app);
    await browse(site, { script: false, width: 360, meets: [422] }, async ({ page }) => {
      await page.goto(withLocale(locale, '/dashboard/settings'));
      await page.waitForURL(`**${withLocale(locale, '/sign-in')}?next=*`);
      await page.fill('main [name=email]', email);
      await page.fill('main [name=password]', 'not-the-password-1');
      await page.press('main [name=password]', 'Enter');
      const field = page.locator('main [name=password]:focus');
      await field.waitFor();
      assert.equal(await field.inputValue(), '');
      site.clock.move(PAUSE_MS);
      await field.fill(PASSWORD);
      await field.press('Enter');
      await page.waitForURL(`**${withLocale(locale, '/dashboard/settings')}`);
    });
  });
}
