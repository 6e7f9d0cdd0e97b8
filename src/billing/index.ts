export { checkWalletSums } from './check-wallet-sums.ts';
export { listTransactions, type TransactionPage } from './list-transactions.ts';
export { markWallets } from './mark-wallets.ts';
export {
  endOf,
  isOver,
  monthAfter,
  monthOf,
  monthsBetween,
  parseMonth,
  startOf,
  type Month,
} from './month.ts';
export { readStatements, type Statement, type StatementLine } from './read-statements.ts';
export type { Transaction, TransactionFilter } from './transaction.ts';
export { GROUPS, isGroup, type Group, type Subject } from './transfer-kind.ts';
