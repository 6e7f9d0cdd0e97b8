import type { Service } from '#catalog/index.ts';
import type { Chance } from './chance.ts';
import type { Model } from './model.ts';
import type { Planted, SimProcess } from './process.ts';
import type { Provider } from './provider.ts';
import type { Buyer, Shop } from './shop.ts';
import type { Watch } from './watch.ts';

/** A run of the simulator: the seed's choices, the shop, the world around it, and the model. */
export type Sim = {
  readonly seed: number;
  readonly chance: Chance;
  readonly shop: Shop;
  readonly model: Model;
  readonly watch: Watch;
  readonly world: ReadonlyMap<number, Provider>;
  readonly planted: Planted | null;
  process: SimProcess;
  /** Every call to place an order so far, to be made again. */
  readonly calls: Call[];
  /** How many of each thing happened, for the figures. */
  readonly counts: Map<string, number>;
  /** Links that no order has had, counted. */
  links: number;
};

/** One thing that happens; answers in words what came of it. */
export type Step = (sim: Sim) => Promise<string>;

/** A call to place an order: made once, and again with the same or other parameters. */
export type Call = {
  buyer: Buyer;
  service: Service;
  requestId: string;
  params: Record<string, string | number | string[]>;
};

export const count = (sim: Sim, what: string, times = 1): void =>
  void sim.counts.set(what, (sim.counts.get(what) ?? 0) + times);
