import type { Sim, Step } from './sim.ts';

/** The world: what providers deliver, and who of them is away. */
export async function advance({ chance, world }: Sim): Promise<string> {
  const provider = chance.pick([...world.values()]);
  provider.book.advance(chance.pick([0.1, 0.5, 1]));
  return provider.host;
}

export async function outage({ chance, world }: Sim): Promise<string> {
  const provider = chance.pick([...world.values()]);
  provider.down = chance.odds(0.3);
  return `${provider.host} is ${provider.down ? 'down' : 'up'}`;
}

export const moveClock =
  (low: number, high: number): Step =>
  async ({ chance, shop }) => {
    const ms = chance.int(low, high);
    shop.clock.at += ms;
    return `${ms} ms`;
  };
