import { importServices, listServices, seedDemoCatalog } from '#catalog/index.ts';
import type { Backdoor } from './shop.ts';

const SERVICES = 10_000; // issue 4
const MARKETS = ['', ', autumn', ', winter', ', spring'];

/** Fills the shop with ten thousand services: the demo's, and the same again for other seasons. */
export const stockTenThousand = ({ database }: Backdoor): Promise<number> =>
  database.transact(async (tx) => {
    const provider = await tx
      .insertInto('providers')
      .values({
        name: 'bench',
        url: 'http://127.0.0.1:9',
        key_sealed: Buffer.alloc(1),
        paused: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await seedDemoCatalog(tx, provider.id);
    const demo = await listServices(tx);
    const rows = MARKETS.flatMap((market) =>
      demo.map(({ id: _, routes: __, providerId: ___, ...service }) => ({
        ...forImport(service),
        name: service.name + market,
      })),
    );
    await importServices(tx, rows.slice(0, SERVICES));
    return (await listServices(tx)).length;
  });

type Listed = Omit<
  Awaited<ReturnType<typeof listServices>>[number],
  'id' | 'routes' | 'providerId'
>;

const forImport = ({ heldReason: _, averageMinutes: __, ...service }: Listed) => service;
