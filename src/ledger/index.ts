export {
  ADJUSTMENTS,
  DEPOSITS,
  DISPUTED,
  HELD,
  LOSSES,
  PROMOTION,
  RECEIVABLES,
  REFUNDS,
  REVENUE,
  SUSPENSE,
  walletOf,
  type Transfer,
  type Wallet,
} from './ledger.ts';
export { checkLedger, type Finding } from './check-ledger.ts';
export { creditWallet, type Credit } from './credit-wallet.ts';
export { lockFreeWallets, lockWallets } from './lock-wallets.ts';
export { postTransfers } from './post-transfers.ts';
export { readBalance } from './read-balance.ts';
export { readWallet } from './read-wallet.ts';
