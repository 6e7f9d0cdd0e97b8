import { listDocuments, type DocumentHead } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { formatDay, formatMonth } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Price } from '../../ui/price.tsx';
import { WalletTabs } from './wallet/wallet-tabs.tsx';

const PATH = '/dashboard/wallet/invoices';

export async function loader({ request, context }: LoaderArgs) {
  const { app } = pageOf(context);
  const { accountId } = signedIn(pageOf(context));
  const given = new URL(request.url).searchParams.get('after') ?? '';
  const after = /^\d{1,18}$/.test(given) ? BigInt(given) : undefined;
  const { documents, older } = await listDocuments(app.db, accountId, { after });
  return {
    documents,
    older: older === null ? undefined : `${PATH}?after=${older}`,
    newer: after === undefined ? undefined : PATH,
  };
}

/** What was issued to an account: receipts, invoices, credit notes. */
export default function InvoicesPage({ loaderData }: PageProps<typeof loader>) {
  const { documents, older, newer } = loaderData;
  const t = useText('wallet');
  return (
    <>
      <Head title={t('invoices.title')} description={t('invoices.lead')} path={PATH} hidden />
      <PageHead title={t('invoices.title')} lead={t('invoices.lead')} />
      <WalletTabs here="invoices" />
      {documents.length > 0 ? (
        <ul className="divide-y divide-line rounded-lg border border-line bg-card text-sm tabular-nums">
          {documents.map((one) => (
            <Row key={String(one.id)} one={one} />
          ))}
        </ul>
      ) : (
        <Empty title={t('invoices.none')}>
          <Button as={A} kind="plain" href="/dashboard/wallet/details">
            {t('invoices.enterDetails')}
          </Button>
        </Empty>
      )}
      <CursorNav newer={newer} older={older} />
    </>
  );
}

function Row({ one }: { one: DocumentHead }) {
  const { locale } = useFrame();
  const t = useText('billing');
  const words = useText('wallet');
  const href = `${PATH}/${one.id}`;
  return (
    <li className="flex flex-wrap items-baseline gap-x-5 gap-y-1 px-4 py-3">
      <div className="min-w-0 grow basis-48">
        <A href={href} className="font-medium underline">
          {t(`headings.${one.kind}`)}
          {one.period === null ? null : `, ${formatMonth(locale, one.period)}`}
        </A>
        <p className="mt-0.5 text-soft">
          <span dir="ltr" className="font-mono text-xs">
            {one.number}
          </span>
          {' · '}
          {formatDay(locale, one.issuedAt)}
        </p>
      </div>
      <p className="text-end font-medium">
        <Price amount={one.total} />
      </p>
      <A
        href={`${href}.pdf`}
        download
        aria-label={words('pdfOf', { number: one.number })}
        className="text-soft underline hover:text-ink"
      >
        {words('pdf')}
      </A>
    </li>
  );
}
