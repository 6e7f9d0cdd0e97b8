import type { Intents } from './act.ts';
import { AFFILIATE_INTENTS } from './affiliate-intents.ts';
import { API_INTENTS } from './api-intents.ts';
import { DELIVERY_INTENTS, HOOK_INTENTS, HOOKS_INTENTS } from './hooks-intents.ts';
import { REQUEST_INTENTS } from './request-intents.ts';
import { MASS_BATCH_INTENTS, MASS_INTENTS } from './mass-intents.ts';
import { NEW_ORDER_INTENTS, PRICE_INTENTS } from './new-order-intents.ts';
import { SAVED_INTENTS } from './saved-intents.ts';
import { ADD_FUNDS_INTENTS, PAYMENT_INTENTS } from './payment-intents.ts';
import { NEW_TICKET_INTENTS } from './new-ticket-intents.ts';
import { NOTIFICATIONS_INTENTS, PREFERENCES_INTENTS } from './notifications-intents.ts';
import { TICKET_INTENTS } from './ticket-intents.ts';
import { DRIP_FEED_INTENTS, ORDER_INTENTS, SUBSCRIPTION_INTENTS } from './order-intents.ts';
import { ORDERS_INTENTS } from './orders-intents.ts';
import { SETTINGS_INTENTS } from './settings-intents.ts';
import { DETAILS_INTENTS, REFUND_INTENTS, WALLET_INTENTS } from './wallet-intents.ts';

/**
 * Every page of the dashboard whose forms change something, by its route. A test holds it against
 * the routes, and asks of each intent what a stranger can do with it.
 */
export const DASHBOARD_INTENTS: Readonly<Record<string, Intents>> = {
  '/dashboard/affiliates': AFFILIATE_INTENTS,
  '/dashboard/api': API_INTENTS,
  '/dashboard/api/requests/:id': REQUEST_INTENTS,
  '/dashboard/webhooks': HOOKS_INTENTS,
  '/dashboard/webhooks/:id': HOOK_INTENTS,
  '/dashboard/webhooks/:id/:delivery': DELIVERY_INTENTS,
  '/dashboard/mass': MASS_INTENTS,
  '/dashboard/mass/:id': MASS_BATCH_INTENTS,
  '/dashboard/new': NEW_ORDER_INTENTS,
  '/dashboard/new/price': PRICE_INTENTS,
  '/dashboard/new/saved': SAVED_INTENTS,
  '/dashboard/notifications': NOTIFICATIONS_INTENTS,
  '/dashboard/notifications/preferences': PREFERENCES_INTENTS,
  '/dashboard/wallet/add': ADD_FUNDS_INTENTS,
  '/dashboard/wallet/payments/:id': PAYMENT_INTENTS,
  '/dashboard/tickets/:id': TICKET_INTENTS,
  '/dashboard/tickets/new': NEW_TICKET_INTENTS,
  '/dashboard/wallet': WALLET_INTENTS,
  '/dashboard/wallet/details': DETAILS_INTENTS,
  '/dashboard/wallet/refund': REFUND_INTENTS,
  '/dashboard/drip-feeds': DRIP_FEED_INTENTS,
  '/dashboard/orders': ORDERS_INTENTS,
  '/dashboard/orders/:id': ORDER_INTENTS,
  '/dashboard/settings': SETTINGS_INTENTS,
  '/dashboard/subscriptions': SUBSCRIPTION_INTENTS,
};
