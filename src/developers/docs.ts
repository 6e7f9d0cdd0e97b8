import { perApp, type App } from '#platform/app.ts';
import { buildPage } from './build-page.ts';
import type { Sources } from './directives/directive.ts';
import { openHighlight } from './highlight.ts';
import type { Facts, Page } from './page.ts';
import { PAGE_NAMES, type PageName } from './pages.ts';
import { readFacts, type Shop } from './read-facts.ts';
import { samplesOf } from './samples/samples.ts';
import { readSchemas } from './schemas.ts';
import { indexPages, type SearchIndex } from './search-index.ts';

/** The documentation of one shop. */
export type Docs = {
  readonly facts: Facts;
  /** `prefix` is that of the reader's language. */
  page(name: PageName, prefix?: string): Page;
  /** In the order in which their orders are numbered. */
  readonly sampleIds: readonly string[];
  readonly pages: () => readonly Page[];
  readonly index: () => SearchIndex;
};

/** The documentation as it is now; built anew when what it says of the shop has changed. */
export async function openDocs(app: App, shop: Shop): Promise<Docs> {
  const facts = await readFacts(app, shop);
  const name = JSON.stringify(facts);
  const memory = built(app);
  if (memory.name !== name || !memory.docs) {
    memory.docs = buildDocs(facts, await sourcesOf(facts));
    memory.name = name;
  }
  return memory.docs;
}

const built = perApp((): { name: string; docs?: Docs } => ({ name: '' }));

const sourcesOf = async (facts: Facts): Promise<Sources> => ({
  facts,
  schemas: readSchemas(facts),
  samples: samplesOf(facts),
  highlight: await openHighlight(),
});

function buildDocs(facts: Facts, sources: Sources): Docs {
  const known = new Map<string, Page>();
  const page = (name: PageName, prefix = ''): Page => {
    const key = `${prefix}/${name}`;
    const found = known.get(key) ?? buildPage(name, sources, prefix);
    known.set(key, found);
    return found;
  };
  const pages = () => PAGE_NAMES.map((name) => page(name));
  let index: SearchIndex | undefined;
  const sampleIds = [...sources.samples.keys()];
  return { facts, page, sampleIds, pages, index: () => (index ??= indexPages(pages())) };
}
