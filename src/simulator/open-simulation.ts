import { systemClock, type Clock } from '#lib/clock.ts';
import { parseMoney } from '#lib/money.ts';
import { seededRandom } from '#lib/seeded-random.ts';
import { carryOut } from './actions.ts';
import type { Behaviour } from './behaviour.ts';
import { openBook } from './book.ts';
import type { SimulatedOrder } from './delivery.ts';
import type { FaultShare, Outage } from './fault.ts';
import { HABITS, type SimulatedKind } from './habits.ts';
import { refusal, sumsOf, type Panel, type Params, type SimulatedSums } from './panel.ts';
import { openPriceList, type SimulatedService } from './price-list.ts';
import { distort, faultOf, written, type Wire } from './wire.ts';

export type SimulationOptions = {
  clock?: Clock;
  /** The key it accepts; default: any that is not empty. */
  key?: string;
  /** How it speaks; default: v2, as most panels. */
  kind?: SimulatedKind;
  /** By the service's id at this provider; others deliver normally, or as `*` does. */
  behaviours?: Readonly<Record<string, Behaviour>>;
  /** What it sells; default: any service, at 0.50 per 1000. */
  services?: readonly SimulatedService[];
  /** What calls meet by chance, whatever service they are about. */
  faults?: readonly FaultShare[];
  outages?: readonly Outage[];
  /** Of the chance; default: 1. */
  seed?: number;
  random?: () => number;
  /** Where it keeps its orders; default: in memory only. */
  ledgerFile?: string;
  /** Our opening balance there, decimal text, and no more than that is spent; default: on credit. */
  balance?: string;
  currency?: string;
  /** The same service, link and quantity within so many seconds is answered with the same order. */
  repeatWindowS?: number;
  /** Refuses a second order on a link while the first is open. */
  refusesDuplicates?: boolean;
};

export type Simulation = {
  /** What it sends back for a call, and does with it. */
  answer(params: Params): Wire;
  /** Its own ledger: what it accepted, in order. */
  orders(): SimulatedOrder[];
  /** What it took and gave back, nano-units. */
  sums(): SimulatedSums;
  /** How often each action was called. */
  calls(action: string): number;
  script(service: string | number, behaviour: Behaviour): void;
  /** From here on calls meet these by chance, instead of what was set before. */
  faults(shares: readonly FaultShare[]): void;
  outage(outage: Outage): void;
  offer(service: SimulatedService): void;
  reprice(service: string | number, rate: string): void;
  vanish(service: string | number): void;
  /** We paid: decimal text. */
  topUp(amount: string): void;
  /** It takes money that no order explains. */
  takeFee(amount: string): void;
  /** It loses an order, and with it the charge. */
  forget(orderId: number): void;
};

const CREDIT = '1000000'; // more than a test or a demo spends, so that no balance is below zero

/** A provider in memory: the same core answers over HTTP and without. */
export function openSimulation(options: SimulationOptions = {}): Simulation {
  const { clock = systemClock, kind = 'v2', behaviours = {}, currency = 'USD' } = options;
  const scripts = new Map(Object.entries(behaviours));
  const faults = { shares: options.faults ?? [], outages: [...(options.outages ?? [])] };
  const panel: Panel = {
    book: openBook(options.ledgerFile),
    habits: HABITS[kind],
    prices: openPriceList(options.services, () => scripts.keys()),
    scripts,
    now: () => clock.now(),
    random: options.random ?? seededRandom(options.seed ?? 1),
    currency,
    repeatWindowS: options.repeatWindowS ?? 0,
    refusesDuplicates: options.refusesDuplicates ?? false,
    needsFunds: options.balance !== undefined,
  };
  const pay = (amount: bigint) => panel.book.pay({ amount, at: panel.now() });
  if (panel.book.payments.length === 0) pay(parseMoney(options.balance ?? CREDIT));
  const calls = new Map<string, number>();

  return {
    answer(params) {
      const { action = '', key = '' } = params;
      calls.set(action, (calls.get(action) ?? 0) + 1);
      const fault = faultOf(panel, faults, params);
      const mayCall = options.key === undefined ? key !== '' : key === options.key;
      const sound = () => (mayCall ? carryOut(panel, params) : refusal(panel, 'key'));
      return fault ? distort(panel, fault, sound) : written(sound());
    },
    orders: () => [...panel.book.orders.values()],
    sums: () => sumsOf(panel),
    calls: (action) => calls.get(action) ?? 0,
    script: (service, behaviour) => void scripts.set(String(service), behaviour),
    faults: (shares) => void (faults.shares = shares),
    outage: (outage) => void faults.outages.push(outage),
    offer: (service) => panel.prices.set(service),
    reprice: (service, rate) => panel.prices.reprice(String(service), rate, panel.now()),
    vanish: (service) => panel.prices.vanish(String(service), panel.now()),
    topUp: (amount) => pay(parseMoney(amount)),
    takeFee: (amount) => pay(-parseMoney(amount)),
    forget: (orderId) => panel.book.forget(orderId),
  };
}
