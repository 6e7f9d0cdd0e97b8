import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading } from '#platform/db/statement.ts';
import { walletOf } from './ledger.ts';

const BALANCES = reading<[id: bigint, balance: bigint]>(
  'wallet-balances',
  'select id, balance from wallets where id = any ($1::bigint[])',
  { asArrays: true },
);

/** A wallet's balance in nano-units; concurrent calls share one statement. */
export const readBalance = (app: App, accountId: number): Promise<Money> =>
  balances(app)(accountId);

const balances = perApp((app) =>
  batch<number, Money>({
    async run(accountIds) {
      const rows = await app.db.rows(BALANCES, [numbers(new Set(accountIds))]);
      const known = new Map(rows);
      return accountIds.map(
        (id) =>
          (known.get(walletOf(id)) as Money | undefined) ??
          new AppError('not_found', `there is no account ${id}`),
      );
    },
  }),
);
