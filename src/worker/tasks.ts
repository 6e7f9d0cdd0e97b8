import { sweepSignIns } from '#auth/index.ts';
import { finishBatches } from '#baskets/index.ts';
import { issueDueInvoices, issueReceipts, markWallets } from '#billing/index.ts';
import { measureScorecards, reportStuck } from '#fulfilment/index.ts';
import { tellUnusedKeys } from '#keys/index.ts';
import { sweepNotifications } from '#notifications/index.ts';
import { endSubscriptions, followLost, sweepProgress } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import {
  collectReceivables,
  endBonuses,
  followPayments,
  sendRefunds,
  sweepRawEvents,
} from '#payments/index.ts';
import { sweepWindows } from '#platform/limits/index.ts';
import { sweepMails } from '#platform/mail/index.ts';
import { sweepNotices } from '#platform/notices/index.ts';
import { sweepRuns, type Tasks } from '#platform/queue/index.ts';
import { eraseClosed } from '#privacy/index.ts';
import { accrueCommissions, drawDueGiveaways } from '#promotions/index.ts';
import { checkStatements, pollBalances, sweepCalls } from '#providers/index.ts';
import { expireRequests } from '#refills/index.ts';
import { keepRequestDays } from '#requests/index.ts';
import { fetchReferenceRates } from '#storefront/index.ts';
import { sweepStatus } from '#status/index.ts';
import { syncProviders } from '#supply/index.ts';
import { sweepTickets } from '#support/index.ts';
import { sweepDeliveries } from '#webhooks/index.ts';
import { checkAllBooks } from './check-all-books.ts';

/** What `crontab.ts` schedules; each may run again at any time. */
export const tasksOf = (app: App): Tasks => ({
  'check-books': async () => {
    const { ok, findings } = await checkAllBooks(app.db);
    if (ok) app.log.info('the books are balanced');
    else app.log.error({ findings }, 'the books are wrong');
  },
  'mark-wallets': () => markWallets(app),
  'issue-receipts': () => issueReceipts(app),
  'issue-invoices': () => issueDueInvoices(app),
  'measure-scorecards': async () => {
    await app.transact((tx) => measureScorecards(tx, new Date(app.clock.now())));
  },
  'report-stuck': async () => {
    await reportStuck(app);
  },
  'finish-mass-orders': () => finishBatches(app),
  'accrue-commissions': async () => void (await accrueCommissions(app)),
  'draw-giveaways': () => drawDueGiveaways(app),
  'follow-payments': () => followPayments(app),
  'send-refunds': () => sendRefunds(app),
  'end-bonuses': () => endBonuses(app),
  'collect-receivables': () => collectReceivables(app),
  'expire-requests': async () => {
    await expireRequests(app);
  },
  'follow-lost': async () => {
    const lost = await app.transact((tx) => followLost(tx, new Date(app.clock.now())));
    if (lost.length > 0) app.log.error({ orders: lost.slice(0, 20) }, 'orders were not followed');
  },
  'end-subscriptions': async () => {
    await app.transact((tx) => endSubscriptions(tx, new Date(app.clock.now())));
  },
  'fetch-currencies': async () => void (await fetchReferenceRates(app)),
  'sync-providers': () => syncProviders(app),
  'check-statements': () => checkStatements(app),
  'poll-balances': () => pollBalances(app),
  'sweep-provider-calls': () => app.transact((tx) => sweepCalls(tx, new Date(app.clock.now()))),
  'sweep-progress': async () => void (await sweepProgress(app)),
  'sweep-limits': () => sweepWindows(app),
  'sweep-sign-ins': () => app.transact((tx) => sweepSignIns(tx, new Date(app.clock.now()))),
  'sweep-mails': () => app.transact((tx) => sweepMails(tx, new Date(app.clock.now()))),
  'sweep-notifications': () => sweepNotifications(app),
  'tell-unused-keys': async () => {
    await app.transact((tx) => tellUnusedKeys(tx, new Date(app.clock.now())));
  },
  'sweep-notices': () => app.transact((tx) => sweepNotices(tx, new Date(app.clock.now()))),
  'sweep-webhooks': async () => void (await sweepDeliveries(app)),
  'keep-request-days': async () => void (await keepRequestDays(app)),
  'sweep-raw-events': () => app.transact((tx) => sweepRawEvents(tx, new Date(app.clock.now()))),
  'sweep-tickets': () => app.transact((tx) => sweepTickets(tx, new Date(app.clock.now()))),
  'sweep-status': () => app.transact((tx) => sweepStatus(tx, new Date(app.clock.now()))),
  'erase-closed': async () => void (await eraseClosed(app)),
  'sweep-runs': () => app.transact((tx) => sweepRuns(tx, new Date(app.clock.now()))),
});
