import type { Page } from 'playwright-core';
import { withLocale, LOCALES } from '#lib/locales.ts';
import en from '#web/i18n/en.json' with { type: 'json' };
import { browse } from './browse.ts';
import { checkAccess } from './check-access.ts';
import { checkKeyboard } from './check-keyboard.ts';
import { checkShape } from './check-shape.ts';
import { BUDGETS, checkWeight, type Budget } from './check-weight.ts';
import type { Combination } from './combinations.ts';
import type { FullSite } from './full-site.ts';
import { noteLoads } from './measure-visit.ts';
import type { PageRow } from './pages.ts';

const NAMESPACES = Object.keys(en).map((name) => `${name}.`);

export type PageAt = PageRow & Combination & { path: string };

/** All that is wrong with one page in one language, theme and width; errors of the browser throw. */
export async function checkPage(
  site: FullSite,
  { path, by, locale, theme, width, meets, hidden = false }: PageAt,
): Promise<string[]> {
  const [bare = ''] = path.split('?');
  const addressIn = (language: (typeof LOCALES)[number]) =>
    site.origin + withLocale(language, bare);
  const status = meets ?? 200;
  const visit = { theme, width, meets: [status], cookies: by ? site.cookies[by] : [] };
  return browse(site, visit, async ({ page }) => {
    const loads = noteLoads(page);
    await holdScript(page);
    const answer = await page.goto(withLocale(locale, path));
    const found = answer?.status() === status ? [] : [`it answers ${answer?.status()}`];
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // Fonts are asked for by what is drawn; the browser loads nothing after them.
    const budget = budgetOf(bare, by);
    if (budget) found.push(...(await checkWeight(page, loads, budget)));
    const alternates = Object.fromEntries(LOCALES.map((one) => [one, addressIn(one)]));
    found.push(
      ...(await checkShape(page, {
        locale,
        width,
        canonical: hidden ? undefined : addressIn(locale),
        alternates: { ...alternates, 'x-default': addressIn('en') },
        namespaces: NAMESPACES,
      })),
    );
    found.push(...(await checkAccess(page)));
    found.push(...(await checkKeyboard(page)));
    return found;
  });
}

function budgetOf(path: string, by: PageRow['by']): Budget | undefined {
  if (path === '/dashboard/new') return BUDGETS.orderForm;
  if (path.startsWith('/dashboard')) return BUDGETS.dashboard;
  return by === undefined ? BUDGETS.public : undefined;
}

/** The script comes once the page is seen, so that what it changes shows in what moved. */
const holdScript = (page: Page) =>
  page.route('**/site.js', async (route) => {
    await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0);
    await route.continue();
  });
