/** What a page needs of the shop to have an address. */
export type Places = {
  serviceId: number;
  postSlug?: string;
  giveawayId?: number;
};

export type PageRow = {
  /** As `src/web/routes.ts` has it. */
  route: string;
  /** Where it answers, when the route has parameters or needs a query. */
  at?: (places: Places) => string | undefined;
  /** Who may see it; default: anybody. */
  by?: 'customer' | 'developer';
  /** Search engines are not to list it. */
  hidden?: boolean;
  /** The status that it answers with; default: 200. */
  meets?: number;
};

/** Every page that people see. A route without a row fails the test that reads the routes. */
export const PAGES: readonly PageRow[] = [
  { route: '/' },
  { route: '/dev/components', by: 'developer', hidden: true },
  { route: '/dev/live', by: 'developer', hidden: true },
  { route: '*', at: () => '/no-such-page', meets: 404, hidden: true },
];
