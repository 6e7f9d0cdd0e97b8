import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { drawGiveaway, enterGiveaway, readEntries } from '#promotions/index.ts';
import { HOUR_MS, openEntrants, openGiveaway } from '#test/support/giveaway-desk.ts';
import { openPerson } from '#test/support/sign-in-desk.ts';
import { browse } from './support/browse.ts';
import { noBrowser } from './support/chromium.ts';
import { signInAs } from './support/full-site.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
before(async () => {
  if (!noBrowser) site = await openSite();
});
after(() => site?.[Symbol.asyncDispose]());

/** Saves what a link of the page leads to, and answers the file. */
async function save(page: Page, href: string, folder: string): Promise<string> {
  const link = page.locator(`main a[href$="${href}"]`).first();
  const address = new URL((await link.getAttribute('href')) ?? '', site.origin);
  const file = join(folder, href.replaceAll('/', '-'));
  await writeFile(file, await (await fetch(address)).text());
  return file;
}

for (const script of [true, false]) {
  const how = script ? 'with a script' : 'without a script';

  test(
    `a customer enters, and re-checks the draw with the page's own script, ${how}`,
    {
      skip: noBrowser,
    },
    async () => {
      const { app } = site;
      const { id: giveawayId } = await openGiveaway(app);
      const person = await openPerson(app);
      for (const accountId of await openEntrants(app, 3)) {
        await enterGiveaway(app, { giveawayId, accountId });
      }
      const cookies = await signInAs(site, person);
      await using folders = new AsyncDisposableStack();
      const folder = folders.adopt(await mkdtemp(join(tmpdir(), 'notpanel-draw-')), (path) =>
        rm(path, { recursive: true }),
      );
      await browse(site, { script, cookies }, async ({ page }) => {
        await page.goto('/giveaway');
        await page.locator(`#giveaway-${giveawayId} form button`).click();
        const { ticket = '' } = (await untilEntered(page, giveawayId, person.id)) ?? {};
        assert.match(
          await page.locator(`#giveaway-${giveawayId}`).innerText(),
          new RegExp(ticket.slice(0, 12)),
        );

        site.clock.move(HOUR_MS);
        assert.equal(await drawGiveaway(app, giveawayId), 'drawn');
        await page.goto('/giveaway');
        const checker = await save(page, 'giveaway/verify.mjs', folder);
        const draw = await save(page, `giveaway/${giveawayId}/entries.json`, folder);
        const { stdout } = await promisify(execFile)(process.execPath, [checker, draw, ticket]);
        assert.match(stdout, /The draw is right\./);
        assert.doesNotMatch(stdout, /WRONG/);
      });
    },
  );
}

async function untilEntered(page: Page, giveawayId: number, accountId: number) {
  await page.waitForSelector(`#giveaway-${giveawayId}:not(:has(form button))`);
  return (await readEntries(site.app.db, accountId)).get(giveawayId);
}
