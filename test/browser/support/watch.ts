import type { BrowserContext, Request } from 'playwright-core';

// Chromium's own line about an answer of 400 and above; the answers themselves are watched.
const OF_AN_ANSWER = /^Failed to load resource: the server responded with a status of/;

/** Notes what pages should not do; Chromium tells violations of the content policy as errors. */
export function watch(context: BrowserContext, meets: readonly number[]): string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    const loud = message.type() === 'error' || message.type() === 'warning';
    if (loud && !OF_AN_ANSWER.test(text))
      faults.push(`console: ${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`page error: ${error.error().stack}`));
  context.on('response', (response) => {
    const status = response.status();
    if (status < 400 || (isPage(response.request()) && meets.includes(status))) return;
    faults.push(`${status} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A download ends its navigation, and a page that is left ends its requests.
    if (why === 'net::ERR_ABORTED' || isUnwanted(request, why)) return;
    faults.push(`${why} ${request.url()}`);
  });
  return faults;
}

/** A browser without scripts does not load those that a page announces. Others are also on the console. */
const isUnwanted = (request: Request, why: string): boolean =>
  why === 'csp' && request.resourceType() === 'script';

const isPage = (request: Request) => request.isNavigationRequest();
