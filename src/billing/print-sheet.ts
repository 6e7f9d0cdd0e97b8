import { perApp, type App } from '#platform/app.ts';
import { openHelperThread } from '#platform/open-helper-thread.ts';
import type { Sheet } from './pdf/sheet.ts';

const PROGRAM = new URL('./pdf/print-worker.ts', import.meta.url);

const printer = perApp(() =>
  openHelperThread<Sheet, Uint8Array>(PROGRAM, {
    mostWaiting: 20, // some four seconds of one core
    idleMs: 20_000, // a worker holds some 60 MB
  }),
);

/**
 * Makes a PDF of a sheet beside the process's own work; refuses `unavailable` when too many wait.
 * The same sheet gives the same bytes.
 */
export const printSheet = async (app: App, sheet: Sheet): Promise<Buffer> =>
  Buffer.from(await printer(app).run(sheet));
