import type { Ending, Gate } from './gate.ts';

/**
 * What becomes of a simple query that was caught:
 * - `pass`: it goes through;
 * - `cut-before`: the connection ends and the server never sees it;
 * - `cut-after`: the server carries it out, and the connection ends with the answer;
 * - `cut-racing`: it is sent and the connection ends at once: nobody knows;
 * - `reset-after`: like `cut-after`, by a reset instead of an orderly end;
 * - `stall`: neither side hears from the other again, and nobody says so.
 */
export type Fate = 'pass' | 'cut-before' | 'cut-after' | 'cut-racing' | 'reset-after' | 'stall';

const ENDINGS: Readonly<Record<Exclude<Fate, 'pass'>, { ending: Ending; isSent: boolean }>> = {
  'cut-before': { ending: 'cut', isSent: false },
  'cut-after': { ending: 'cut-on-answer', isSent: true },
  'cut-racing': { ending: 'race', isSent: true },
  'reset-after': { ending: 'reset-on-answer', isSent: true },
  stall: { ending: 'stall', isSent: false },
};

const SIMPLE_QUERY = 0x51; // Q

/**
 * A guard in front of Postgres that understands just enough to end a connection at a chosen simple
 * query (`begin`, `commit`). Others wait in it only until their message is whole.
 */
export function cutQueries(fateOf: (query: string) => Fate): Gate {
  let rest: Buffer = Buffer.alloc(0);
  let isGreeted = false; // the first message has no type
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const whole: Buffer[] = [];
    for (let message = next(); message; message = next()) {
      const fate = isGreeted && message[0] === SIMPLE_QUERY ? fateOf(textOf(message)) : 'pass';
      isGreeted = true;
      const { ending, isSent } =
        fate === 'pass' ? { ending: undefined, isSent: true } : ENDINGS[fate];
      if (isSent) whole.push(message);
      if (ending !== undefined) return { pass: Buffer.concat(whole), ending };
    }
    return { pass: Buffer.concat(whole) };
  };

  function next(): Buffer | undefined {
    const header = isGreeted ? 1 : 0;
    if (rest.length < header + 4) return undefined;
    const length = header + rest.readInt32BE(header);
    if (rest.length < length) return undefined;
    const message = rest.subarray(0, length);
    rest = rest.subarray(length);
    return message;
  }
}

const textOf = (message: Buffer): string => message.subarray(5, -1).toString();
