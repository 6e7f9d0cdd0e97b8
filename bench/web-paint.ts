import path from 'node:path';
import { openBrowser } from '#test/browser/support/chromium.ts';
import { readPaint, slowDown, type Paint } from '#test/browser/support/measure-visit.ts';
import { PAGES } from '#test/browser/support/pages.ts';
import type { Options } from './options.ts';
import { startServer } from './server.ts';
import { openBackdoor, stockShop } from './shop.ts';
import { figure, median, table } from './table.ts';
import type { Verdict } from './verdicts.ts';

const MOST_MS = 1_500; // issue 4
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;

export type PaintReport = { pages: ({ path: string } & Paint)[]; verdicts: Verdict[] };

/** When each public page has shown its largest part, on a first visit by a slow phone. */
export async function measureWebPaint(options: Options): Promise<PaintReport> {
  const { folder, pace, signal, tell } = options;
  const dataDir = path.join(folder, 'web-paint');
  tell('web-paint: starting the server');
  await using server = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  const { articles } = await stockShop(backdoor);
  const places = { serviceId: articles[0]?.serviceId ?? 1 };
  await using opened = new AsyncDisposableStack();
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const visit = async (address: string): Promise<Paint> => {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    await slowDown(page);
    await page.goto(address);
    const paint = await readPaint(page);
    await context.close();
    return paint;
  };
  const pages = [];
  for (const { route, at } of PAGES.filter(({ by, meets }) => !by && !meets)) {
    const place = at ? at(places) : route;
    if (place === undefined) continue;
    signal.throwIfAborted();
    const address = `http://127.0.0.1:${server.port}${place}`;
    await (await fetch(address)).arrayBuffer(); // what a page makes once a process is no visit's
    const visits = [];
    for (let round = 0; round < pace.rounds; round += 1) visits.push(await visit(address));
    const largestMs = median(visits.map((one) => one.largestMs));
    pages.push({ path: place, largestMs, shift: Math.max(...visits.map(({ shift }) => shift)) });
    tell(`web-paint: ${place}: ${Math.round(largestMs)} ms`);
  }
  return { pages, verdicts: judge(pages) };
}

function judge(pages: PaintReport['pages']): Verdict[] {
  const slowest = pages.toSorted((a, b) => b.largestMs - a.largestMs)[0];
  if (!slowest) return [];
  const { path: place, largestMs: actual } = slowest;
  const what = `largest paint of the slowest page, ${place}`;
  return [{ what, actual, goal: MOST_MS, side: 'at most', unit: 'ms', met: actual <= MOST_MS }];
}

export const describeWebPaint = ({ pages }: Pick<PaintReport, 'pages'>): string =>
  table(
    ['page', 'largest paint', 'shift'],
    pages.map(({ path: place, largestMs, shift }) => [
      place,
      `${figure(largestMs)} ms`,
      shift.toFixed(4),
    ]),
  );
