import { openSimulation, type Simulation, type SimulationOptions } from './open-simulation.ts';
import type { Wire } from './wire.ts';

/** The shape of `#platform/http`'s Post: this layer does not know it. */
type Request = { url: URL; body: string; timeoutMs: number; maxBytes: number };
type Reply =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; text: string }
  | { kind: 'never_sent'; error: string }
  | { kind: 'broken'; error: string; text: string };

export type InMemoryOptions = SimulationOptions & {
  url?: string;
  /** How the time that an answer takes passes; default: it does not. */
  wait?(ms: number): Promise<void>;
};

export type InMemorySimulator = Simulation & {
  url: string;
  key: string;
  /** Takes the place of an App's `post`: answers without a network, faults and time limits included. */
  post(request: Request): Promise<Reply>;
};

const URL_OF_NOBODY = 'http://provider.invalid/api/v2';

/** A simulated provider without HTTP, for runs that must repeat from a seed. */
export function openSimulator(options: InMemoryOptions = {}): InMemorySimulator {
  const { url = URL_OF_NOBODY, key = 'simulated', wait = () => Promise.resolve() } = options;
  const simulation = openSimulation({ ...options, key });
  return {
    ...simulation,
    url,
    key,
    async post(request) {
      const params = Object.fromEntries(new URLSearchParams(request.body));
      const wire = simulation.answer(params);
      await wait(Math.min(tookMs(wire), request.timeoutMs));
      return replyOf(wire, request);
    },
  };
}

const tookMs = (wire: Wire): number => {
  if (wire.kind === 'answer') return wire.afterMs ?? 0;
  return wire.kind === 'silence' ? Infinity : 0;
};

function replyOf(wire: Wire, { timeoutMs, maxBytes }: Request): Reply {
  if (wire.kind === 'away') return { kind: 'never_sent', error: 'ECONNREFUSED' };
  if (wire.kind === 'reset') return { kind: 'broken', error: 'ECONNRESET', text: '' };
  if (wire.kind === 'silence' || tookMs(wire) >= timeoutMs) {
    return { kind: 'broken', error: 'no answer in time', text: '' };
  }
  const { status, headers, text, cutAfter } = wire;
  if (cutAfter !== undefined) {
    return { kind: 'broken', error: 'the answer was cut off', text: text.slice(0, cutAfter) };
  }
  if (Buffer.byteLength(text) > maxBytes) {
    return { kind: 'broken', error: 'the answer is too long', text: '' };
  }
  return { kind: 'answer', status, headers, text };
}
