import type { App } from '#platform/app.ts';
import { probeDatabase } from './probe-database.ts';
import { probeMail, type MailServer } from './probe-mail.ts';
import { probePages } from './probe-pages.ts';
import { probeProviders } from './probe-providers.ts';
import { probeWork } from './probe-work.ts';
import type { Probe } from './status.ts';

export type ProbeOptions = {
  /** Where this process serves; without it nobody here can say whether pages answer. */
  ownUrl?: string | undefined;
  /** Without it mails stay in the outbox, and there is nothing to say of them. */
  mailServer?: MailServer | undefined;
};

/** Looks at everything that this process can look at. A probe that finds nothing to measure is left out. */
export async function runProbes(app: App, options: ProbeOptions): Promise<Probe[]> {
  const { ownUrl, mailServer } = options;
  const now = new Date(app.clock.now());
  const found = await Promise.all([
    probeDatabase(app),
    ownUrl === undefined ? [] : probePages(app, ownUrl),
    // Without the database nobody knows of these: no data is what there is.
    ...[
      probeWork(app.db, now),
      probeProviders(app.db, now),
      mailServer ? probeMail(app, mailServer, now) : [],
    ].map(async (probe) => unlessAway(app, probe)),
  ]);
  return found.flat();
}

async function unlessAway(app: App, probe: Promise<Probe | Probe[]> | Probe[]): Promise<Probe[]> {
  try {
    return [await probe].flat();
  } catch (error) {
    app.log.debug({ err: (error as Error).message }, 'a probe found no database');
    return [];
  }
}
