import { printSheet } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../page.ts';
import { pdfAnswer } from '../../paper/pdf-answer.ts';
import { readDocumentSheet } from '../../paper/read-sheets.ts';

export async function loader({ context, params }: LoaderArgs): Promise<Response> {
  const page = pageOf(context);
  const { accountId } = signedIn(page);
  const sheet = await found(readDocumentSheet(page, accountId, params['id'] ?? ''));
  return pdfAnswer(await printSheet(page.app, sheet), sheet.number);
}
