import type { Page, Request } from 'playwright-core';
import { readPaint, weigh } from './measure-visit.ts';

// The budget of issue 4 for a first visit to a public page.
const MOST_BYTES = 200 * 1024;
const MOST_SCRIPT = 5 * 1024;
const MOST_SHIFT = 0.05;

/** Whether a page that was just loaded is light, with its fonts, and stood still meanwhile. */
export async function checkWeight(page: Page, loads: readonly Request[]): Promise<string[]> {
  const { total, script, requests } = await weigh(loads);
  const { shift } = await readPaint(page);
  const list = requests.map(({ url, bytes }) => `${bytes} ${url}`).join('\n');
  return [
    ...(total > MOST_BYTES ? [`it loads ${total} bytes:\n${list}`] : []),
    ...(script > MOST_SCRIPT ? [`${script} bytes of that are scripts:\n${list}`] : []),
    ...(shift > MOST_SHIFT ? [`its parts moved by ${shift}`] : []),
  ];
}
