import { describeFollow, measureFollow } from './follow.ts';
import type { Options } from './options.ts';
import { describeVerdicts } from './report.ts';
import { describeRequestLog, measureRequestLog } from './request-log.ts';
import type { Verdict } from './verdicts.ts';
import { describeBesideAdd, measureBesideAdd } from './web-beside-add.ts';
import { describeWebDashboard, measureWebDashboard } from './web-dashboard.ts';
import { describeWebPages, measureWebPages } from './web-pages.ts';
import { describeWebPaint, measureWebPaint } from './web-paint.ts';
import { describeWebServices, measureWebServices } from './web-services.ts';
import { describeWebhooks, measureWebhooks } from './webhooks.ts';

/** What a measurement of the worker says: its figures, as they are and for people. */
export type Delivery = {
  name: string;
  figures: object;
  text: string;
  verdicts: Verdict[];
  booksOk: boolean;
};

/** By the name that `--only` asks for; each has a database of its own. */
const MEASURES: Record<string, (options: Options) => Promise<Omit<Delivery, 'name'>>> = {
  async follow(options) {
    const { verdicts, booksOk, ...figures } = await measureFollow(options);
    return { figures, text: describeFollow(figures), verdicts, booksOk };
  },
  async webhooks(options) {
    const { verdicts, booksOk, ...figures } = await measureWebhooks(options);
    return { figures, text: describeWebhooks(figures), verdicts, booksOk };
  },
  async 'web-pages'(options) {
    const figures = await measureWebPages(options);
    return { figures, text: describeWebPages(figures), verdicts: [], booksOk: true };
  },
  async 'web-services'(options) {
    const { verdicts, ...figures } = await measureWebServices(options);
    return { figures, text: describeWebServices(figures), verdicts, booksOk: true };
  },
  async 'web-dashboard'(options) {
    const { verdicts, ...figures } = await measureWebDashboard(options);
    return { figures, text: describeWebDashboard(figures), verdicts, booksOk: true };
  },
  async 'web-paint'(options) {
    const { verdicts, ...figures } = await measureWebPaint(options);
    return { figures, text: describeWebPaint(figures), verdicts, booksOk: true };
  },
  async 'request-log'(options) {
    const { verdicts, booksOk, ...figures } = await measureRequestLog(options);
    return { figures, text: describeRequestLog(figures), verdicts, booksOk };
  },
  async 'web-beside-add'(options) {
    const { verdicts, booksOk, ...figures } = await measureBesideAdd(options);
    return { figures, text: describeBesideAdd(figures), verdicts, booksOk };
  },
};

/** What of the worker is asked for by name; the figures of the API are then left out. */
export const deliveriesOf = ({ only = [] }: Pick<Options, 'only'>): string[] =>
  Object.keys(MEASURES).filter((name) => only.some((beginning) => name.startsWith(beginning)));

/** Measures the worker, one after the other. */
export async function measureDeliveries(
  options: Options,
  names: readonly string[],
): Promise<Delivery[]> {
  const measured: Delivery[] = [];
  for (const name of names) {
    options.signal.throwIfAborted();
    const measure = MEASURES[name];
    if (measure) measured.push({ name, ...(await measure(options)) });
  }
  return measured;
}

export const describeDeliveries = (deliveries: readonly Delivery[]): string =>
  deliveries
    .map(({ text, verdicts, booksOk }) =>
      [text, describeVerdicts(verdicts), `check-books: ${booksOk ? '✓ ok' : '✗ NOT OK'}`, ''].join(
        '\n\n',
      ),
    )
    .join('\n');
