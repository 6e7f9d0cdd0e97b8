import type { Ending, Gate } from './gate.ts';

/**
 * What becomes of a statement that was caught:
 * - `pass`: it goes through;
 * - `cut-before`: the connection ends and the server never sees it;
 * - `cut-after`: the server carries it out, and the connection ends with the answer;
 * - `cut-racing`: it is sent and the connection ends at once: nobody knows;
 * - `reset-after`: like `cut-after`, by a reset instead of an orderly end;
 * - `stall`: neither side hears from the other again, and nobody says so;
 * - `stall-after`: the same once it is sent.
 */
export type Fate =
  | 'pass'
  | 'cut-before'
  | 'cut-after'
  | 'cut-racing'
  | 'reset-after'
  | 'stall'
  | 'stall-after';

const ENDINGS: Readonly<Record<Exclude<Fate, 'pass'>, { ending: Ending; isSent: boolean }>> = {
  'cut-before': { ending: 'cut', isSent: false },
  'cut-after': { ending: 'cut-on-answer', isSent: true },
  'cut-racing': { ending: 'race', isSent: true },
  'reset-after': { ending: 'reset-on-answer', isSent: true },
  stall: { ending: 'stall', isSent: false },
  'stall-after': { ending: 'stall', isSent: true },
};

const QUERY = 'Q';
const PARSE = 'P';
const BIND = 'B';
const SYNC = 'S';

/**
 * A guard in front of Postgres that understands just enough to end a connection at a chosen
 * statement: a simple query by its text (`begin`, `commit`), a prepared one by its name, or by its
 * text where it has none. What goes through waits in it only until its message is whole.
 */
export function cutQueries(fateOf: (statement: string) => Fate): Gate {
  const next = openMessages();
  let unnamed = '';
  let due: Ending | undefined; // once all that belongs to a prepared statement has been sent
  return (bytes) => {
    const whole: Buffer[] = [];
    const passed = (ending: Ending) => ({ pass: Buffer.concat(whole), ending });
    for (let message = next(bytes); message; message = next()) {
      const [first = '', second = ''] = textsOf(message);
      if (message.type === PARSE && first === '') unnamed = second;
      const statement =
        message.type === QUERY ? first : message.type === BIND ? second || unnamed : undefined;
      const fate = statement === undefined || due ? 'pass' : fateOf(statement);
      if (fate !== 'pass' && !ENDINGS[fate].isSent) return passed(ENDINGS[fate].ending);
      whole.push(message.bytes);
      if (fate !== 'pass') due = ENDINGS[fate].ending;
      if (due && (message.type === QUERY || message.type === SYNC)) return passed(due);
    }
    return { pass: Buffer.concat(whole) };
  };
}

type Message = { type: string; bytes: Buffer };

/** Whole messages out of the bytes as they come; the first of a connection has no type. */
function openMessages(): (bytes?: Buffer) => Message | undefined {
  let rest: Buffer = Buffer.alloc(0);
  let isGreeted = false;
  return (bytes) => {
    if (bytes) rest = Buffer.concat([rest, bytes]);
    const header = isGreeted ? 1 : 0;
    if (rest.length < header + 4) return undefined;
    const length = header + rest.readInt32BE(header);
    if (rest.length < length) return undefined;
    const message = rest.subarray(0, length);
    rest = rest.subarray(length);
    const type = isGreeted ? String.fromCharCode(message[0] as number) : '';
    isGreeted = true;
    return { type, bytes: message };
  };
}

/** What a message begins with: texts that end with a zero byte. */
function textsOf({ type, bytes }: Message): string[] {
  if (type !== QUERY && type !== PARSE && type !== BIND) return [];
  const first = bytes.indexOf(0, 5);
  if (type === QUERY) return [bytes.toString('utf8', 5, first)];
  return [
    bytes.toString('utf8', 5, first),
    bytes.toString('utf8', first + 1, bytes.indexOf(0, first + 1)),
  ];
}
