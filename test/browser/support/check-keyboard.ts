import type { Page } from 'playwright-core';

const MOST_STOPS = 60; // a list of services has hundreds of the same kind
const KINDS = 3; // of elements that look the same to CSS, the first ones are enough

type Stop = { what: string; seen: boolean; skip: boolean };

/**
 * Walks through the page with the Tab key: the first stop leads over the navigation to the content,
 * and each stop shows that it has the focus.
 */
export async function checkKeyboard(page: Page): Promise<string[]> {
  const found: string[] = [];
  if ((await page.locator('nav').count()) > 0) {
    // A form may have taken the focus; whoever comes by the keyboard begins before it all the same.
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    });
    const first = await stop(page);
    if (!first?.skip)
      return [`Tab stops at ${first?.what ?? 'nothing'} first, not at the skip link`];
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.length > 1);
    const reached = await page.evaluate(() => document.querySelector(location.hash)?.tagName);
    if (reached !== 'MAIN')
      found.push(`the skip link leads to ${reached ?? 'nowhere'}, not to main`);
  }
  const times = new Map<string, number>();
  for (let index = 0; index < MOST_STOPS; index += 1) {
    const at = await stop(page);
    if (!at) break;
    const known = (times.get(at.what) ?? 0) + 1;
    times.set(at.what, known);
    if (!at.seen && known <= KINDS) found.push(`no visible focus on ${at.what}`);
  }
  return found;
}

/** The next stop of the Tab key; undefined once it leaves the page. */
async function stop(page: Page): Promise<Stop | undefined> {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused === document.documentElement) {
      return undefined;
    }
    // A field may leave the ring to the boxes around it, a hidden one to what stands for it.
    const { parentElement: near, nextElementSibling: next } = focused;
    const ringed = [focused, next, near, near?.parentElement].some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    });
    const { width, height } = focused.getBoundingClientRect();
    const name = focused.tagName.toLowerCase();
    const label = (focused.getAttribute('aria-label') ?? focused.textContent).trim().slice(0, 40);
    return {
      what: `${name} “${label}”`,
      seen: ringed && width > 1 && height > 1,
      skip: name === 'a' && (focused.getAttribute('href') ?? '').startsWith('#'),
    };
  });
}
