/** When scheduled tasks run, in UTC; names are those of `tasks.ts`. */
export const CRONTAB = `
17 3 * * * check-books
*/10 * * * * measure-averages
*/5 * * * * sweep-limits
`;
