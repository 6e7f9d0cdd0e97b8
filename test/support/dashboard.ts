import { readSession } from '#auth/index.ts';
import { openServer } from '#start/open-server.ts';
import { createWeb, openWeb, type Web } from '#web/server/index.ts';
import { openTestApp, type TestApp, type TestAppOptions } from './database.ts';
import { enter, openBrowser, openPerson, type Person } from './sign-in-desk.ts';
import { openVisit, type Visit } from './visit.ts';

export type Customer = Person & { accountId: number; userId: string; visit: Visit };

/** The pages of a shop behind the server that `npm start` uses, and customers before them. */
export type Dashboard = AsyncDisposable & {
  readonly app: TestApp;
  readonly url: string;
  /** Somebody before a browser who is not signed in. */
  guest(): Visit;
  /** Somebody who has just signed in. */
  customer(): Promise<Customer>;
};

let pages: Promise<Web> | undefined;

export async function openDashboard(options: TestAppOptions = {}): Promise<Dashboard> {
  pages ??= openWeb({ origins: ['localhost'] });
  const server = await openServer({ host: '127.0.0.1', port: 0 });
  const url = server.url.replace('127.0.0.1', 'localhost');
  const shop = { name: 'A shop', url };
  const app = await openTestApp({ limits: false, shop, ...options });
  const web = createWeb(app, await pages, {
    ...shop,
    demo: false,
    release: 'test',
    // Every visit is of an address of its own: no test uses up another's pages.
    ipOf: () => openBrowser().address,
    readVisitor: (one, headers) => readSession(one, shop, headers),
  });
  server.serve((req, res) => web(req, res));
  return {
    app,
    url,
    guest: () => openVisit(url),
    async customer() {
      const person = await openPerson(app);
      const { browser, visitor } = await enter(app, person, openBrowser(), shop);
      const visit = openVisit(url);
      for (const pair of (browser.headers.get('cookie') ?? '').split('; ')) {
        const at = pair.indexOf('=');
        visit.cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return { ...person, accountId: visitor.accountId, userId: visitor.userId, visit };
    },
    async [Symbol.asyncDispose]() {
      await server.close(0);
      await app[Symbol.asyncDispose]();
    },
  };
}
