import { reading } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';
import { drawGiveaway, type DrawOptions } from './draw-giveaway.ts';

const DUE = reading<[id: number]>(
  'giveaways-due',
  `select id from giveaways
   where drawn_at is null and canceled_at is null and closes_at <= $1 order by closes_at, id`,
  { asArrays: true },
);

/**
 * Closes and draws every giveaway that is over. One that cannot be drawn now is tried by the next
 * run and holds up no other; this one then fails, so that the operator hears of it.
 */
export async function drawDueGiveaways(app: App, options: DrawOptions = {}): Promise<void> {
  const errors: unknown[] = [];
  for (const [id] of await app.db.rows(DUE, [new Date(app.clock.now())])) {
    try {
      const outcome = await drawGiveaway(app, id, options);
      if (outcome === 'drawn') app.log.info({ giveaway: id }, 'a giveaway was drawn');
    } catch (error) {
      errors.push(error);
    }
  }
  const [first] = errors;
  if (first !== undefined) throw first;
}
