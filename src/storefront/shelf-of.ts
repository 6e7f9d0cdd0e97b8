import { catalog } from '#catalog/index.ts';
import { perApp, type App } from '#platform/app.ts';
import { buildShelf } from './build-shelf.ts';
import type { Shelf } from './shelf.ts';

/** The shelf of the catalogue as it is now; made once for each of its versions. */
export async function shelfOf(app: App): Promise<Shelf> {
  const current = await catalog(app);
  const kept = memory(app);
  if (kept.shelf?.version !== current.version) kept.shelf = buildShelf(current, kept.shelf);
  return kept.shelf;
}

const memory = perApp((): { shelf?: Shelf } => ({}));
