import { readStatements, type Statement } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { formatMonth } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Head } from '../../ui/head.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Price } from '../../ui/price.tsx';
import { WalletTabs } from './wallet/wallet-tabs.tsx';

export async function loader({ context }: LoaderArgs) {
  const { app } = pageOf(context);
  const { accountId } = signedIn(pageOf(context));
  return { statements: await readStatements(app.db, accountId, new Date(app.clock.now())) };
}

/** All months of a wallet. */
export default function StatementsPage({ loaderData: { statements } }: PageProps<typeof loader>) {
  const t = useText('wallet');
  return (
    <>
      <Head
        title={t('statements.title')}
        description={t('statements.lead')}
        path="/dashboard/wallet/statements"
        hidden
      />
      <PageHead title={t('statements.title')} lead={t('statements.lead')} />
      <WalletTabs here="statements" />
      <div className="rounded-lg border border-line bg-card">
        <table className="w-full text-sm tabular-nums">
          <thead>
            <tr className="border-b border-line text-xs text-soft">
              <th scope="col" className="px-4 py-2.5 text-start font-normal">
                {t('statements.month')}
              </th>
              {(['opening', 'in', 'out'] as const).map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="px-4 py-2.5 text-end font-normal max-md:hidden"
                >
                  {t(`statements.${name}`)}
                </th>
              ))}
              <th scope="col" className="px-4 py-2.5 text-end font-normal">
                {t('statements.closing')}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {statements.map((one, at) => (
              <Row key={one.month} one={one} isRunning={at === 0} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ one, isRunning }: { one: Statement; isRunning: boolean }) {
  const { locale } = useFrame();
  const t = useText('wallet');
  return (
    <tr>
      <td className="px-4 py-2.5">
        <A href={`/dashboard/wallet/statements/${one.month}`} className="font-medium underline">
          {formatMonth(locale, one.month)}
        </A>
        {isRunning ? <span className="ms-2 text-soft">{t('statements.running')}</span> : null}
      </td>
      {[one.opening, one.received, one.paid].map((amount, at) => (
        <td
          key={['opening', 'in', 'out'][at]}
          className="px-4 py-2.5 text-end whitespace-nowrap text-soft max-md:hidden"
        >
          <Price amount={amount} />
        </td>
      ))}
      <td className="px-4 py-2.5 text-end font-medium whitespace-nowrap">
        <Price amount={one.closing} />
      </td>
    </tr>
  );
}
