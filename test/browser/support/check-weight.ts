import type { Page, Request } from 'playwright-core';
import { readPaint, weigh } from './measure-visit.ts';

export type Budget = { bytes: number; script: number };

/** For a first visit: to a public page (issue 4), to one of the dashboard, to its order form (5). */
export const BUDGETS = {
  public: { bytes: 200 * 1024, script: 5 * 1024 },
  dashboard: { bytes: 320 * 1024, script: 120 * 1024 },
  orderForm: { bytes: 400 * 1024, script: 180 * 1024 },
} as const satisfies Record<string, Budget>;

const MOST_SHIFT = 0.05;

/** Whether a page that was just loaded is light, with its fonts, and stood still meanwhile. */
export async function checkWeight(
  page: Page,
  loads: readonly Request[],
  budget: Budget,
): Promise<string[]> {
  const { total, script, requests } = await weigh(loads);
  const { shift } = await readPaint(page);
  const list = requests.map(({ url, bytes }) => `${bytes} ${url}`).join('\n');
  return [
    ...(total > budget.bytes ? [`it loads ${total} bytes:\n${list}`] : []),
    ...(script > budget.script ? [`${script} bytes of that are scripts:\n${list}`] : []),
    ...(shift > MOST_SHIFT ? [`its parts moved by ${shift}`] : []),
  ];
}
