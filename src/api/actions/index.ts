import type { Action } from './action.ts';
import { add } from './add.ts';
import { balance } from './balance.ts';
import { cancel } from './cancel.ts';
import { refillStatus } from './refill-status.ts';
import { refill } from './refill.ts';
import { services } from './services.ts';
import { status } from './status.ts';
import { webhookAdd } from './webhook-add.ts';
import { webhookList } from './webhook-list.ts';
import { webhookRemove } from './webhook-remove.ts';
import { webhookTest } from './webhook-test.ts';

/** Every action by its name, in the order of the documentation. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  [
    ...[services, add, status, refill, refillStatus, cancel, balance],
    ...[webhookAdd, webhookList, webhookRemove, webhookTest],
  ].map((one) => [one.name, one]),
);
