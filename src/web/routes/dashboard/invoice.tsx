import { pageOf } from 'notpanel/web/server/context.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { Paper } from '../../paper/paper.tsx';
import { readDocumentSheet } from '../../paper/read-sheets.ts';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { PaperHead } from './wallet/paper-head.tsx';

export async function loader({ context, params }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const id = params['id'] ?? '';
  return { sheet: await found(readDocumentSheet(page, accountId, id)), id };
}

/** A receipt, an invoice or a credit note, as its paper has it. */
export default function InvoicePage({ loaderData: { sheet, id } }: PageProps<typeof loader>) {
  const t = useText('wallet');
  const path = `/dashboard/wallet/invoices/${id}`;
  return (
    <>
      <Head title={sheet.title} description={t('invoices.lead')} path={path} hidden />
      <PaperHead
        back="/dashboard/wallet/invoices"
        label={t('invoices.title')}
        pdf={`${path}.pdf`}
      />
      <div className="max-w-3xl">
        <Paper sheet={sheet} />
      </div>
    </>
  );
}
