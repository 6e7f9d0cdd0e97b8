import { catalog } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { serviceOf } from './prepare-line.ts';
import { readBatch, type BatchName } from './read-batch.ts';
import { readResult } from './read-result.ts';
import { writeMass } from './write-mass.ts';

/**
 * What was pasted for a batch of the account; or, to be tried again, only the lines of it that made
 * no order. Refuses `not_found`.
 */
export async function readText(app: App, name: BatchName, onlyRefused: boolean): Promise<string> {
  const batch = await readBatch(app.db, name);
  if (!onlyRefused || !batch.confirmedAt) return batch.source;
  const { lines } = await readResult(app, name);
  const { services } = await catalog(app);
  const refused = lines.filter(({ fault }) => fault !== null);
  const source = batch.source.split(/\r\n|\r|\n/);
  return refused
    .map((line) =>
      // What could not be read has no fields: it stands as it was.
      Object.keys(line.fields).length === 0
        ? (source[line.at - 1] ?? '')
        : writeMass([line], (fields) => serviceOf(services, fields)?.type),
    )
    .join('\n');
}
