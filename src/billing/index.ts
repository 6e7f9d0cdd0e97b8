export { readBillingDetails, saveBillingDetails, type BillingDetails } from './billing-details.ts';
export { checkDocuments } from './check-documents.ts';
export { checkWalletSums } from './check-wallet-sums.ts';
export { COUNTRIES, isCountry } from './country.ts';
export { creditInvoice } from './credit-invoice.ts';
export {
  parseNumber,
  type Buyer,
  type Document,
  type DocumentKind,
  type DocumentLine,
  type Seller,
  type TaxTreatment,
} from './document.ts';
export { findDocument } from './find-document.ts';
export { exportTransactions } from './export-transactions.ts';
export { issueDueInvoices } from './issue-due-invoices.ts';
export { issueInvoices } from './issue-invoices.ts';
export { issueReceipt } from './issue-receipt.ts';
export { issueReceipts } from './issue-receipts.ts';
export { issuerOf } from './issuer.ts';
export { listDocuments, type DocumentPage } from './list-documents.ts';
export { listTransactions, type TransactionPage } from './list-transactions.ts';
export { markWallets } from './mark-wallets.ts';
export { endOf, isOver, monthAfter, monthOf, parseMonth, startOf, type Month } from './month.ts';
export { printSheet } from './print-sheet.ts';
export type { Fact, Sheet } from './pdf/sheet.ts';
export { readDocument, type DocumentHead } from './read-document.ts';
export { readSpending, type SpendingDay } from './read-spending.ts';
export { readOwed, type Owed } from './read-owed.ts';
export { readStatements, type Statement, type StatementLine } from './read-statements.ts';
export { setTaxRule } from './set-tax-rule.ts';
export { listTaxRules, readTaxRule } from './tax-rule.ts';
export type { TaxRule } from './tax.ts';
export type { Transaction, TransactionFilter } from './transaction.ts';
export { GROUPS, isGroup, type Group, type Subject } from './transfer-kind.ts';
