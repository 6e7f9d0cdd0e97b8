import { cutQueries, openFaultProxy, type Fate } from '#fault-proxy/index.ts';

export type CutProxy = AsyncDisposable & {
  /** The address of the database, through the proxy. */
  readonly url: string;
  /** Decides on every simple query from now on (`begin`, `commit`). */
  decide(fateOf: (query: string) => Fate): void;
};

/** A fault proxy in front of Postgres that ends a connection at a chosen query. */
export async function openCutProxy(databaseUrl: string): Promise<CutProxy> {
  let fateOf: (query: string) => Fate = () => 'pass';
  const guard = () => cutQueries((query) => fateOf(query));
  const proxy = await openFaultProxy({ target: databaseUrl, guard });
  return {
    url: proxy.url,
    decide: (next) => void (fateOf = next),
    [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
  };
}
