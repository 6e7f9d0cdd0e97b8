import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { watch } from './watch.ts';

/** As a browser takes them. */
export type Cookies = Parameters<BrowserContext['addCookies']>[0];

export type Visit = {
  theme?: 'light' | 'dark';
  width?: 360 | 1440;
  /** Whether the visitor's browser runs scripts. */
  script?: boolean;
  /** Of somebody who was here before. */
  cookies?: Cookies;
  /** Answers that the visit is to meet; every other 4xx and 5xx fails it. */
  meets?: readonly number[];
};

export type Visitor = { page: Page; context: BrowserContext };

const HEIGHT = { 360: 740, 1440: 900 } as const;
const PATIENCE_MS = 10_000; // what a page may take on a machine that runs two test files at once

/**
 * A visit by somebody who was never here. It fails when a page of it complained: errors, violations
 * of the content security policy, requests that failed.
 */
export async function browse<T>(
  { browser, origin }: { browser: Browser; origin: string },
  { theme = 'light', width = 1440, script = true, cookies = [], meets = [] }: Visit,
  visit: (visitor: Visitor) => Promise<T>,
): Promise<T> {
  const phone = width === 360;
  const context = await browser.newContext({
    baseURL: origin,
    colorScheme: theme,
    viewport: { width, height: HEIGHT[width] },
    isMobile: phone,
    hasTouch: phone,
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies(cookies);
  const faults = watch(context, meets);
  try {
    const result = await visit({ context, page: await context.newPage() });
    assert.deepEqual(faults, []);
    return result;
  } catch (error) {
    throw faults.length > 0 ? new Error(`${faults.join('\n')}`, { cause: error }) : error;
  } finally {
    await context.close();
  }
}
