import { catalog, demoBehaviour, type Service } from '#catalog/index.ts';
import { chargeFor, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { castFor } from './cast.ts';

const DEAREST = parseMoney('5');
const SMALLEST = 100;

/** An order that is worth watching: a plain service, cheap, and delivered soonest. */
export async function suggestOrder(
  app: App,
): Promise<{ service: Service; quantity: number } | undefined> {
  const { list } = await catalog(app);
  const tookMs = ({ id }: Service) => demoBehaviour(id).delayMs + demoBehaviour(id).durationMs;
  const [soonest] = list
    .filter((one) => one.type === 'Default' && castFor(one)[0] === 'steady')
    .filter(({ id }) => demoBehaviour(id).kind === 'normal')
    .filter((service) => chargeFor(service.rate, quantityOf(service)) <= DEAREST)
    .sort((a, b) => tookMs(a) - tookMs(b));
  return soonest && { service: soonest, quantity: quantityOf(soonest) };
}

const quantityOf = ({ min }: Service) => Math.max(min, SMALLEST);
