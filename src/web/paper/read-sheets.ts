import { readDocument, readStatements, type Sheet } from 'notpanel/billing/index.ts';
import { AppError } from 'notpanel/lib/errors.ts';
import type { Page, Visitor } from 'notpanel/web/server/context.ts';
import { documentSheet } from './document-sheet.ts';
import { statementSheet } from './statement-sheet.ts';

/** A document of an account in the reader's language; another's is `not_found`. */
export async function readDocumentSheet(page: Page, accountId: number, id: string): Promise<Sheet> {
  if (!/^\d{1,18}$/.test(id)) throw new AppError('not_found', 'there is no such document');
  const document = await readDocument(page.app.db, accountId, BigInt(id));
  return documentSheet(document, page.locale, page.site);
}

/** The statement of a month; `not_found` for one that the wallet does not have. */
export async function readStatementSheet(
  { app, site, locale }: Page,
  { accountId, email }: Visitor,
  month: string,
): Promise<Sheet> {
  const now = new Date(app.clock.now());
  const statements = await readStatements(app.db, accountId, now);
  const statement = statements.find((one) => one.month === month);
  if (!statement) throw new AppError('not_found', 'there is no such statement');
  const { currency } = app;
  return statementSheet({ statement, accountId, email, currency, now }, locale, site);
}
