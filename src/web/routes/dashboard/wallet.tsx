import { GROUPS, listTransactions, readOwed } from 'notpanel/billing/index.ts';
import { readBalance } from 'notpanel/ledger/index.ts';
import { readHeld } from 'notpanel/orders/index.ts';
import { readBonus } from 'notpanel/payments/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { WALLET_INTENTS } from 'notpanel/web/server/dashboard/wallet-intents.ts';
import { readWalletQuery, walletAddress } from 'notpanel/web/server/dashboard/wallet-query.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Balance } from './wallet/balance.tsx';
import { Filters } from './wallet/filters.tsx';
import { Transactions } from './wallet/transactions.tsx';
import { WalletTabs } from './wallet/wallet-tabs.tsx';

const PATH = '/dashboard/wallet';

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone } = signedIn(page);
  const { db } = page.app;
  const { filter, after, before, form, isFiltered } = readWalletQuery(new URL(request.url));
  const [balance, held, bonus, owed, list] = await Promise.all([
    readBalance(page.app, accountId),
    readHeld(db, accountId),
    readBonus(db, accountId),
    readOwed(db, accountId),
    listTransactions(db, accountId, { filter, after, before }),
  ]);
  return {
    ...{ balance, held, owed, form, isFiltered, zone, groups: GROUPS },
    bonus: bonus && bonus.unspent > 0n ? bonus : null,
    transactions: list.transactions,
    csv: walletAddress(`${PATH}/transactions.csv`, form),
    newer: list.newer === null ? undefined : walletAddress(PATH, form, { before: `${list.newer}` }),
    older: list.older === null ? undefined : walletAddress(PATH, form, { after: `${list.older}` }),
  };
}

export const action = (args: ActionArgs) => act(WALLET_INTENTS, args);

/** What an account has, and every movement of it. */
export default function WalletPage({ loaderData }: PageProps<typeof loader>) {
  const { balance, held, owed, bonus, form, isFiltered, zone, transactions } = loaderData;
  const t = useText('wallet');
  return (
    <>
      <Head title={t('title')} description={t('lead')} path={PATH} hidden />
      <PageHead title={t('title')} lead={t('lead')}>
        <Button as={A} href="/dashboard/wallet/add" size="small">
          {t('addFunds')}
        </Button>
      </PageHead>
      <WalletTabs here="transactions" />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <Balance balance={balance} held={held} owed={owed} bonus={bonus} zone={zone} />
        <section aria-labelledby="transactions" className="min-w-0 xl:col-start-1 xl:row-start-1">
          <h2 id="transactions" className="sr-only">
            {t('tabs.transactions')}
          </h2>
          <Filters
            groups={loaderData.groups}
            form={form}
            isFiltered={isFiltered}
            csv={loaderData.csv}
          />
          {transactions.length > 0 ? (
            <Transactions transactions={transactions} zone={zone} />
          ) : isFiltered ? (
            <Empty title={t('nothingFound')}>
              <Button as={A} kind="plain" href={PATH}>
                {t('filters.clear')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('nothingYet')}>
              <Button as={A} href="/dashboard/wallet/add">
                {t('addFunds')}
              </Button>
            </Empty>
          )}
          <CursorNav newer={loaderData.newer} older={loaderData.older} />
        </section>
      </div>
    </>
  );
}
