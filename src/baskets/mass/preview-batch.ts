import { catalog } from '#catalog/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { judgeLines, type JudgedLine } from './judge-lines.ts';
import type { MassBatch } from './mass-batch.ts';
import type { Unreadable } from './mass-line.ts';
import { parseMass } from './parse-mass.ts';
import { readBatch, type BatchName } from './read-batch.ts';

export type MassPreview = {
  batch: MassBatch;
  lines: JudgedLine[];
  /** How many would be placed. */
  good: number;
  /** The sum of exactly those. */
  total: Money;
  /** What the wallet can spend before it. */
  available: Money;
  /** What the wallet lacks for the lines that nothing else is wrong with. */
  lacking: Money;
};

/**
 * What placing a draft would do now, line by line, or why nothing of it can be read. Refuses
 * `not_found` and `account_suspended`.
 */
export async function previewBatch(
  app: App,
  name: BatchName,
): Promise<MassPreview | { batch: MassBatch; unreadable: Unreadable }> {
  const batch = await readBatch(app.db, name);
  const { services } = await catalog(app);
  const parsed = parseMass(batch.source, (id) => services.get(id)?.type);
  if ('unreadable' in parsed) return { batch, unreadable: parsed.unreadable };
  const { lines, available } = await judgeLines(app, {
    accountId: name.accountId,
    batchId: batch.id,
    lines: parsed.lines,
    repeats: batch.repeats,
  });
  const good = lines.filter((line) => line.fault === null);
  const poor = lines.filter((line) => line.fault?.code === 'insufficient_balance');
  const total = sum(good);
  const lacking = total + sum(poor) - available;
  return {
    ...{ batch, lines, good: good.length, total, available },
    lacking: asMoney(poor.length > 0 && lacking > 0n ? lacking : 0n),
  };
}

const sum = (lines: readonly JudgedLine[]): Money =>
  lines.reduce((all, { charge }) => asMoney(all + (charge ?? 0n)), asMoney(0n));
