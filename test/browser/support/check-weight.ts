import type { Page, Request } from 'playwright-core';
import { readPaint, weigh } from './measure-visit.ts';

export type Budget = {
  bytes: number;
  script: number;
  /** Its script is weighed gzipped: of a framework nobody counts what it unpacks to. */
  packed: boolean;
};

/** For a first visit: to a public page (issue 4), to one of the dashboard, to its order form (5). */
export const BUDGETS = {
  public: { bytes: 200 * 1024, script: 5 * 1024, packed: false },
  dashboard: { bytes: 320 * 1024, script: 120 * 1024, packed: true },
  orderForm: { bytes: 400 * 1024, script: 180 * 1024, packed: true },
} as const satisfies Record<string, Budget>;

const MOST_SHIFT = 0.05;

/** Whether a page that was just loaded is light, with its fonts, and stood still meanwhile. */
export async function checkWeight(
  page: Page,
  loads: readonly Request[],
  budget: Budget,
): Promise<string[]> {
  const { total, requests, ...scripts } = await weigh(loads);
  const script = budget.packed ? scripts.packed : scripts.script;
  const { shift } = await readPaint(page);
  const list = requests.map(({ url, bytes }) => `${bytes} ${url}`).join('\n');
  return [
    ...(total > budget.bytes ? [`it loads ${total} bytes:\n${list}`] : []),
    ...(script > budget.script ? [`${script} bytes of that are scripts:\n${list}`] : []),
    ...(shift > MOST_SHIFT ? [`its parts moved by ${shift}`] : []),
  ];
}
