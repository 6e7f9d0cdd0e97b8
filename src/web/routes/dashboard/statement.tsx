import { pageOf } from 'notpanel/web/server/context.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { Paper } from '../../paper/paper.tsx';
import { readStatementSheet } from '../../paper/read-sheets.ts';
import { useText } from '../../text.ts';
import { Head } from '../../ui/head.tsx';
import { PaperHead } from './wallet/paper-head.tsx';

export async function loader({ context, params }: LoaderArgs) {
  const page = pageOf(context);
  const visitor = signedIn(page);
  return { sheet: await found(readStatementSheet(page, visitor, params['month'] ?? '')) };
}

/** A month of a wallet, as its paper has it. */
export default function StatementPage({ loaderData: { sheet } }: PageProps<typeof loader>) {
  const t = useText('wallet');
  const path = `/dashboard/wallet/statements/${sheet.number}`;
  return (
    <>
      <Head title={sheet.title} description={t('statements.lead')} path={path} hidden />
      <PaperHead
        back="/dashboard/wallet/statements"
        label={t('statements.title')}
        pdf={`${path}.pdf`}
      />
      <div className="max-w-3xl">
        <Paper sheet={sheet} />
      </div>
    </>
  );
}
