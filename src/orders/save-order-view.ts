import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';

export type NewOrderView = {
  accountId: number;
  name: string;
  /** The search of the list's address, such as `tab=partial&service=12`. */
  query: string;
};

const MOST = 20; // they stand in one row above the list
const MOST_CHARACTERS = { name: 60, query: 500 };

const SAVE = writing<{ id: number }>(
  'order-views-save',
  `insert into order_views (account_id, name, query, created_at)
   select $1, $2, $3, $4::timestamptz
   where exists (select from order_views where account_id = $1 and lower(name) = lower($2))
      or (select count(*) from order_views where account_id = $1) < $5
   on conflict (account_id, lower(name)) do update set query = excluded.query
   returning id`,
);

/**
 * Keeps a search of the orders' list under a name; the same name again is another search. Refuses
 * `invalid_parameter` for an empty or long one, and `conflict` where there are 20 already.
 */
export async function saveOrderView(app: App, view: NewOrderView): Promise<number> {
  const name = view.name.trim();
  const { query, accountId } = view;
  for (const [parameter, text] of Object.entries({ name, query })) {
    const most = MOST_CHARACTERS[parameter as keyof typeof MOST_CHARACTERS];
    if (text.length >= 1 && text.length <= most) continue;
    throw new AppError('invalid_parameter', `1 to ${most} characters`, { parameter });
  }
  const now = new Date(app.clock.now());
  const [saved] = await app.transact((tx) => tx.run(SAVE, [accountId, name, query, now, MOST]));
  if (!saved) throw new AppError('conflict', `there are ${MOST} saved views already`);
  return saved.id;
}
