import { printSheet } from 'notpanel/billing/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { found } from 'notpanel/web/server/dashboard/found.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { LoaderArgs } from '../../page.ts';
import { pdfAnswer } from '../../paper/pdf-answer.ts';
import { readStatementSheet } from '../../paper/read-sheets.ts';

export async function loader({ context, params }: LoaderArgs): Promise<Response> {
  const page = pageOf(context);
  const visitor = signedIn(page);
  const sheet = await found(readStatementSheet(page, visitor, params['month'] ?? ''));
  return pdfAnswer(await printSheet(page.app, sheet), `statement-${sheet.number}`);
}
