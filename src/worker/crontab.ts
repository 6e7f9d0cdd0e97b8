/** When scheduled tasks run, in UTC; names are those of `tasks.ts`. */
export const CRONTAB = `
17 3 * * * check-books
*/10 * * * * measure-averages
*/10 * * * * poll-balances
41 3 * * * sweep-provider-calls
*/5 * * * * sweep-limits
`;
