import { parseSchedule } from '#platform/queue/index.ts';

/** When scheduled tasks run, in UTC; names are those of `tasks.ts`. */
const CRONTAB = `
17 3 * * * check-books
* * * * * draw-giveaways
* * * * * accrue-commissions
* * * * * finish-mass-orders
* * * * * mark-wallets
* * * * * issue-receipts
15 * * * * issue-invoices
*/10 * * * * measure-scorecards
*/10 * * * * report-stuck
*/10 * * * * expire-requests
*/5 * * * * follow-payments
* * * * * send-refunds
*/10 * * * * end-bonuses
*/10 * * * * collect-receivables
23 * * * * end-subscriptions
29 3 * * * follow-lost
*/10 * * * * poll-balances
*/5 * * * * sync-providers
31 5 * * * check-statements
7 16 * * * fetch-currencies
41 3 * * * sweep-provider-calls
*/5 * * * * sweep-limits
35 3 * * * sweep-progress
37 3 * * * sweep-runs
39 3 * * * sweep-notices
33 3 * * * keep-request-days
53 3 * * * sweep-notifications
13 9 * * * tell-unused-keys
43 3 * * * sweep-webhooks
51 3 * * * sweep-tickets
53 3 * * * sweep-raw-events
47 3 * * * sweep-mails
49 3 * * * sweep-sign-ins
49 3 * * * sweep-status
53 3 * * * erase-closed
`;

export const SCHEDULE = parseSchedule(CRONTAB);
