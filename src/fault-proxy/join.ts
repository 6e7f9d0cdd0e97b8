import type { Socket } from 'node:net';
import type { Ending, Gate, Pace } from './gate.ts';

export type Pair = { readonly client: Socket; readonly target: Socket };

/** What becomes of the bytes of one direction. */
export type Line = { gate: Gate; pace: Pace };

const NOTHING = Buffer.alloc(0);
const IN_FLIGHT_BYTES = 64 * 1024; // beyond it the sender waits, as it does on a real line
const SLICES_A_SECOND = 20; // so that a slow line is slow, and not long silent and then sudden

/** Passes bytes on in both directions until one of the gates ends the connection. */
export function join(pair: Pair, lines: { up: Line; down: Line }): void {
  let ended: Ending | undefined;
  const end = (ending: Ending) => {
    ended = ending;
    if (ending === 'cut' || ending === 'reset' || ending === 'race') finish(pair, ending);
  };
  const up: Gate = (bytes) => (ended === undefined ? lines.up.gate(bytes) : { pass: NOTHING });
  const down: Gate = (bytes) => {
    if (ended === undefined) return lines.down.gate(bytes);
    if (ended === 'cut-on-answer') return { pass: NOTHING, ending: 'cut' };
    if (ended === 'reset-on-answer') return { pass: NOTHING, ending: 'reset' };
    return { pass: NOTHING };
  };
  const isOver = () => ended !== undefined;
  link(pair.client, pair.target, { gate: up, pace: lines.up.pace }, { end, isOver });
  link(pair.target, pair.client, { gate: down, pace: lines.down.pace }, { end, isOver });
}

function link(
  from: Socket,
  to: Socket,
  { gate, pace }: Line,
  { end, isOver }: { end(ending: Ending): void; isOver(): boolean },
): void {
  const travel = openTravel(pace);
  let inFlight = 0;
  const send = (bytes: Buffer) => {
    inFlight += bytes.length;
    if (inFlight > IN_FLIGHT_BYTES) from.pause();
    travel(bytes.length, () => {
      if (to.writable) to.write(bytes);
      inFlight -= bytes.length;
      if (inFlight <= IN_FLIGHT_BYTES && to.writableLength <= IN_FLIGHT_BYTES) from.resume();
      else to.once('drain', () => from.resume());
    });
  };
  from.on('data', (bytes: Buffer) => {
    const { pass, ending } = gate(bytes);
    const slice = Math.max(1, Math.ceil(pace.bytesPerSecond / SLICES_A_SECOND));
    for (let at = 0; at < pass.length; at += slice) send(pass.subarray(at, at + slice));
    if (ending !== undefined) travel(0, () => end(ending));
  });
  from.on('end', () => {
    travel(0, () => {
      if (!isOver()) to.end();
    });
  });
}

/** Work is done in the order in which it was handed in, each when its bytes have arrived. */
function openTravel({ delayMs, bytesPerSecond }: Pace) {
  if (delayMs === 0 && bytesPerSecond === Infinity) {
    return (_bytes: number, work: () => void) => work();
  }
  let free = 0;
  let last: Promise<void> = Promise.resolve();
  return (bytes: number, work: () => void) => {
    free = Math.max(free, performance.now()) + (bytes / bytesPerSecond) * 1_000;
    const arrivesAt = free + delayMs;
    last = last.then(() => until(arrivesAt)).then(work);
  };
}

function until(at: number): Promise<void> {
  const ms = at - performance.now();
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

/** In a race the target still gets what it was sent and hears that it was all. */
export function finish({ client, target }: Pair, how: 'cut' | 'reset' | 'race'): void {
  if (how === 'race') {
    target.end();
    client.destroy();
    return;
  }
  if (how === 'reset') client.resetAndDestroy();
  else client.end(() => client.destroy());
  target.end(() => target.destroy());
}
