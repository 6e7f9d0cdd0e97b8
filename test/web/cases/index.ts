import type { Case } from './case.ts';
import { AFFILIATE_CASES } from './affiliates.ts';
import { API_CASES } from './api.ts';
import { CONSOLE_CASES } from './console.ts';
import { MASS_CASES } from './mass.ts';
import { NEW_ORDER_CASES } from './new-order.ts';
import { NOTIFICATION_CASES } from './notifications.ts';
import { PAYMENT_CASES } from './payments.ts';
import { ORDER_CASES } from './orders.ts';
import { SETTINGS_CASES } from './settings.ts';
import { TICKET_CASES } from './tickets.ts';
import { WALLET_CASES } from './wallet.ts';

/** One case for each address with a thing in it, and for each form. */
export const CASES: readonly Case[] = [
  ...AFFILIATE_CASES,
  ...API_CASES,
  ...CONSOLE_CASES,
  ...MASS_CASES,
  ...NEW_ORDER_CASES,
  ...NOTIFICATION_CASES,
  ...PAYMENT_CASES,
  ...ORDER_CASES,
  ...SETTINGS_CASES,
  ...TICKET_CASES,
  ...WALLET_CASES,
];
