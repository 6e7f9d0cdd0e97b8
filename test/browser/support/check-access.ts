import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { AxeResults, Result } from 'axe-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let source: Promise<string> | undefined;

/** What axe-core has against the page under WCAG 2.2, levels A and AA. */
export async function checkAccess(page: Page): Promise<string[]> {
  source ??= readFile(AXE, 'utf8');
  await page.evaluate(await source);
  const { violations } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      }),
    WCAG_22_AA,
  );
  return (violations as AxeResults['violations']).flatMap(sentencesOf);
}

const MOST = 5; // places of one finding: the rest is the same

const sentencesOf = ({ id, help, nodes }: Result): string[] =>
  nodes.slice(0, MOST).map(({ target, any }) => {
    const why = any[0]?.message ?? help;
    return `axe ${id}: ${target.join(' ')} (${why})`;
  });
