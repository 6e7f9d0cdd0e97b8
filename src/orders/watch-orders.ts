import { perApp, type App } from '#platform/app.ts';
import { openOrderReader, type OrderReader } from './order-reader.ts';
import type { OrderWatch } from './order-watch.ts';

const reader: (app: App) => OrderReader = perApp(openOrderReader);

/**
 * Tells of changes of an account's orders within about a second, until the answered function is
 * called. All watches of a process share one small query a second, and none is made without one.
 */
export const watchOrders = (app: App, watch: OrderWatch): (() => void) => reader(app)(watch);
