import { PAGE_NAMES, pathOf } from '#developers/index.ts';
import type { ConsolePlaces } from './seed-console.ts';

/** What a page needs of the shop to have an address. */
export type Places = {
  serviceId: number;
  postSlug?: string;
  giveawayId?: number;
  orderId?: number;
  /** With the token that lets whoever wrote it read it. */
  ticket?: string;
  /** Of the customer's. */
  payment?: string;
  /** One that was credited, and its receipt. */
  paid?: string;
  receipt?: string;
  /** A drip-feed's order. */
  feed?: number;
  massDraft?: string;
  massBatch?: string;
  console?: ConsolePlaces;
  /** Of the customer's, by its reference. */
  ownTicket?: string;
  /** What a mail's link that ends mails leads to. */
  stop?: string;
};

export type PageRow = {
  /** As `src/web/routes.ts` has it. */
  route: string;
  /** What to call it where its route has several rows. */
  name?: string;
  /** Where it answers, when the route has parameters or needs a query. */
  at?: (places: Places) => string | undefined;
  /** Who may see it, `half` while the second step is owed; default: anybody. */
  by?: 'customer' | 'developer' | 'half';
  /** Search engines are not to list it. */
  hidden?: boolean;
  /** The status that it answers with; default: 200. */
  meets?: number;
};

/** Every page that people see. A route without a row fails the test that reads the routes. */
export const PAGES: readonly PageRow[] = [
  { route: '/' },
  { route: '/services' },
  {
    route: '/services',
    name: '/services, nothing found',
    at: () => '/services?q=nothing-of-this-name&refill=1&from=1',
    hidden: true,
  },
  { route: '/services/:id', at: ({ serviceId }) => `/services/${serviceId}` },
  { route: '/pricing' },
  { route: '/giveaway' },
  { route: '/status' },
  { route: '/changes' },
  {
    route: '/changes',
    name: '/changes, nothing found',
    at: () => '/changes?kind=limits&service=2147483647',
    hidden: true,
  },
  { route: '/why' },
  { route: '/about' },
  { route: '/faq' },
  { route: '/blog' },
  { route: '/blog/:slug', at: ({ postSlug }) => postSlug && `/blog/${postSlug}` },
  { route: '/contact' },
  { route: '/unsubscribe', at: ({ stop }) => stop, hidden: true },
  { route: '/contact/:reference', at: ({ ticket }) => ticket, hidden: true },
  { route: '/terms' },
  { route: '/privacy' },
  { route: '/refunds' },
  { route: '/acceptable-use' },
  { route: '/developers/search', at: () => '/developers/search?q=refill', hidden: true },
  ...PAGE_NAMES.map((name) => ({
    route: name === 'overview' ? '/developers' : '/developers/:page',
    name: pathOf(name),
    at: () => pathOf(name),
  })),
  { route: '/sign-in', hidden: true },
  { route: '/sign-up' },
  { route: '/verify', hidden: true },
  { route: '/reset', hidden: true },
  { route: '/two-factor', by: 'half', hidden: true },
  { route: '/prove', by: 'customer', hidden: true },
  { route: '/dashboard', by: 'customer', hidden: true },
  { route: '/dashboard/affiliates', by: 'customer', hidden: true },
  { route: '/dashboard/mass', by: 'customer', hidden: true },
  { route: '/dashboard/new', by: 'customer', hidden: true },
  {
    route: '/dashboard/new',
    name: '/dashboard/new, a service',
    at: ({ serviceId }) => `/dashboard/new?service=${serviceId}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/new/saved', by: 'customer', hidden: true },
  {
    route: '/dashboard/mass/:id',
    name: '/dashboard/mass/:id, a draft',
    at: ({ massDraft }) => massDraft && `/dashboard/mass/${massDraft}`,
    by: 'customer',
    hidden: true,
  },
  {
    route: '/dashboard/mass/:id',
    name: '/dashboard/mass/:id, placed',
    at: ({ massBatch }) => massBatch && `/dashboard/mass/${massBatch}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/api', by: 'customer', hidden: true },
  { route: '/dashboard/api/requests', by: 'customer', hidden: true },
  { route: '/dashboard/api/usage', by: 'customer', hidden: true },
  {
    route: '/dashboard/api/requests/:id',
    at: ({ console: of }) => of && `/dashboard/api/requests/${of.request}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/webhooks', by: 'customer', hidden: true },
  { route: '/dashboard/orders', by: 'customer', hidden: true },
  {
    route: '/dashboard/orders/:id',
    at: ({ orderId }) => (orderId ? `/dashboard/orders/${orderId}` : undefined),
    by: 'customer',
    hidden: true,
  },
  {
    route: '/dashboard/orders/:id',
    name: '/dashboard/orders/:id, a drip-feed',
    at: ({ feed }) => (feed ? `/dashboard/orders/${feed}` : undefined),
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/drip-feeds', by: 'customer', hidden: true },
  { route: '/dashboard/subscriptions', by: 'customer', hidden: true },
  { route: '/dashboard/refills', by: 'customer', hidden: true },
  {
    route: '/dashboard/webhooks/:id',
    at: ({ console: of }) => of && `/dashboard/webhooks/${of.webhook}`,
    by: 'customer',
    hidden: true,
  },
  {
    route: '/dashboard/webhooks/:id/:delivery',
    at: ({ console: of }) => of && `/dashboard/webhooks/${of.webhook}/${of.delivery}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/tickets', by: 'customer', hidden: true },
  {
    route: '/dashboard/tickets',
    name: '/dashboard/tickets, none',
    at: () => '/dashboard/tickets?state=answered',
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/tickets/new', by: 'customer', hidden: true },
  {
    route: '/dashboard/tickets/:id',
    at: ({ ownTicket }) => ownTicket && `/dashboard/tickets/${ownTicket}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/notifications', by: 'customer', hidden: true },
  { route: '/dashboard/notifications/preferences', by: 'customer', hidden: true },
  { route: '/dashboard/settings', by: 'customer', hidden: true },
  { route: '/dashboard/wallet/add', by: 'customer', hidden: true },
  {
    route: '/dashboard/wallet/payments/:id',
    at: ({ payment }) => payment && `/dashboard/wallet/payments/${payment}`,
    by: 'customer',
    hidden: true,
  },
  {
    route: '/dashboard/wallet/payments/:id',
    name: '/dashboard/wallet/payments/:id, credited',
    at: ({ paid }) => paid && `/dashboard/wallet/payments/${paid}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/wallet', by: 'customer', hidden: true },
  {
    route: '/dashboard/wallet',
    name: '/dashboard/wallet, nothing found',
    at: () => '/dashboard/wallet?group=prizes&q=nothing',
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/wallet/statements', by: 'customer', hidden: true },
  {
    route: '/dashboard/wallet/statements/:month',
    at: () => `/dashboard/wallet/statements/${new Date().toISOString().slice(0, 7)}`,
    by: 'customer',
    hidden: true,
  },
  { route: '/dashboard/wallet/invoices', by: 'customer', hidden: true },
  {
    route: '/dashboard/wallet/invoices/:id',
    at: ({ receipt }) => receipt && `/dashboard/wallet/invoices/${receipt}`,
    by: 'customer',
    hidden: true,
  },
  {
    route: '/dashboard/wallet/invoices/:id',
    name: '/dashboard/wallet/invoices/:id, of nobody',
    at: () => '/dashboard/wallet/invoices/999999999',
    by: 'customer',
    meets: 404,
    hidden: true,
  },
  { route: '/dashboard/wallet/details', by: 'customer', hidden: true },
  { route: '/dashboard/wallet/refund', by: 'customer', hidden: true },
  { route: '/dev/components', by: 'developer', hidden: true },
  { route: '/dev/live', by: 'developer', hidden: true },
  { route: '*', at: () => '/no-such-page', meets: 404, hidden: true },
];
