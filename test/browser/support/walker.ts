import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { browse, type Cookies, type Visit } from './browse.ts';
import type { TradingSite } from './trading-site.ts';

/** Somebody who comes back to the shop again and again, and stays signed in. */
export type Walker = {
  go(visit: (page: Page) => Promise<void>, as?: Omit<Visit, 'cookies'>): Promise<void>;
};

export function openWalker(site: TradingSite): Walker {
  let cookies: Cookies = [];
  return {
    go: (visit, as = {}) =>
      browse(site, { ...as, cookies }, async ({ page, context }) => {
        await visit(page);
        cookies = await context.cookies();
      }),
  };
}

const LOOK_MS = 1_000;
const STEP_MS = 10_000;
const STEPS = 20;

/**
 * Lets the shop's time pass until something is seen. The page has to come to it by itself, unless
 * it is told how to look again.
 */
export async function pass(
  { clock }: TradingSite,
  until: Locator,
  look?: () => Promise<unknown>,
): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const isSeen = await until
      .waitFor({ timeout: LOOK_MS })
      .then(() => true)
      .catch(() => false);
    if (isSeen) return;
    clock.move(STEP_MS);
    await look?.();
  }
  await until.waitFor({ timeout: LOOK_MS });
}

/** Fails if the page was loaded again between the mark and the check. */
export async function markPage(page: Page): Promise<() => Promise<void>> {
  const mark = String(performance.now());
  await page.evaluate((text) => document.documentElement.setAttribute('data-mark', text), mark);
  return async () => {
    const found = await page.locator('html').getAttribute('data-mark');
    assert.equal(found, mark, 'the page was not loaded again');
  };
}

/** A sum as it is shown, to its last digit. */
export const nanoOf = (text: string): bigint => {
  const [, sign, whole = '0', part = ''] = /([-−+])?[^\d]*([\d,]+)(?:\.(\d+))?/.exec(text) ?? [];
  const nano = BigInt(whole.replaceAll(',', '')) * 1_000_000_000n + BigInt(part.padEnd(9, '0'));
  return sign === '-' || sign === '−' ? -nano : nano;
};
