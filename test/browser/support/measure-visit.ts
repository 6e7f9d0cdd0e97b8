import { gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';

export type Weight = {
  /** Bytes over the wire, heads included. */
  total: number;
  /** Bytes of scripts, unpacked. */
  script: number;
  /** The same, gzipped. */
  packed: number;
  requests: { url: string; bytes: number }[];
};

// The phone of Lighthouse's mobile profile: slow 4G and a processor four times as slow as ours.
const PHONE = { latencyMs: 150, bitsPerSecond: 1_638_400, slower: 4 };

/** From now on the page is on a phone's network and processor. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.latencyMs,
    downloadThroughput: PHONE.bitsPerSecond / 8,
    uploadThroughput: PHONE.bitsPerSecond / 16,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
}

/** Notes, from now on, what the page loads. */
export function noteLoads(page: Page): Request[] {
  const loads: Request[] = [];
  page.on('requestfinished', (request) => loads.push(request));
  return loads;
}

/** Weighs what was loaded, heads included. */
export async function weigh(loads: readonly Request[]): Promise<Weight> {
  const requests = await Promise.all(
    loads.map(async (request) => {
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      return { url: request.url(), bytes: responseBodySize + responseHeadersSize };
    }),
  );
  const scripts = loads.filter((request) => request.resourceType() === 'script');
  const bodies = await Promise.all(scripts.map(async (one) => (await one.response())?.body()));
  return {
    total: requests.reduce((sum, one) => sum + one.bytes, 0),
    script: bodies.reduce((sum, body) => sum + (body?.length ?? 0), 0),
    packed: bodies.reduce((sum, body) => sum + (body ? gzipSync(body).length : 0), 0),
    requests,
  };
}

export type Paint = { largestMs: number; shift: number };

// As text, because the benchmark that reads it is compiled without the names of the browser.
const READ_PAINT = `new Promise((resolve) => {
  const paint = { largestMs: NaN, shift: 0 };
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) paint.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    paint.largestMs = list.getEntries().at(-1).startTime;
    // What both kinds had to tell so far was queued before this.
    setTimeout(resolve, 0, paint);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})`;

/** When the largest thing of the page was painted, and how far its parts jumped about. */
export const readPaint = (page: Page): Promise<Paint> => page.evaluate<Paint>(READ_PAINT);
