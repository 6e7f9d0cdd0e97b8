import type { Bytes, ProxyFault, Way } from './rule.ts';

/** How a connection ends; `…-on-answer`: not before the other side said something, which is lost. */
export type Ending = 'cut' | 'reset' | 'stall' | 'race' | 'cut-on-answer' | 'reset-on-answer';

export type Passed = { pass: Buffer; ending?: Ending };

/** Sees all bytes of one direction: what passes, and whether the connection ends there. */
export type Gate = (bytes: Buffer) => Passed;

/** How long bytes are under way. */
export type Pace = { delayMs: number; bytesPerSecond: number };

const isOf = (way: Way) => (fault: ProxyFault) =>
  fault.fault !== 'refuse' && (fault.way ?? 'down') === way;

/** The gate of one direction of a connection, made of its faults. */
export function gateOf(faults: readonly ProxyFault[], way: Way, random: () => number): Gate {
  const gates = faults.filter(isOf(way)).flatMap((fault) => {
    if (fault.fault === 'corrupt') return [corrupting(countOf(fault.after, random))];
    if (fault.fault === 'cut' || fault.fault === 'reset' || fault.fault === 'stall') {
      return [ending(fault.fault, countOf(fault.after, random))];
    }
    return [];
  });
  return inTurn(gates);
}

export function paceOf(faults: readonly ProxyFault[], way: Way): Pace {
  const pace: Pace = { delayMs: 0, bytesPerSecond: Infinity };
  for (const fault of faults.filter(isOf(way))) {
    if (fault.fault === 'delay') pace.delayMs += fault.ms;
    if (fault.fault === 'throttle') {
      pace.bytesPerSecond = Math.min(pace.bytesPerSecond, fault.bytesPerSecond);
    }
  }
  return pace;
}

/** Each sees what the one before let pass. */
export const inTurn =
  (gates: readonly Gate[]): Gate =>
  (bytes) => {
    let passed: Passed = { pass: bytes };
    for (const gate of gates) passed = { ...passed, ...gate(passed.pass) };
    return passed;
  };

function ending(how: Ending, after: number): Gate {
  let left = after;
  return (bytes) => {
    const pass = bytes.subarray(0, left);
    left -= pass.length;
    return pass.length < bytes.length || (left === 0 && after > 0)
      ? { pass, ending: how }
      : { pass };
  };
}

function corrupting(at: number): Gate {
  let seen = 0;
  return (bytes) => {
    const index = at - seen;
    seen += bytes.length;
    if (index < 0 || index >= bytes.length) return { pass: bytes };
    const pass = Buffer.from(bytes);
    pass[index] = (pass[index] as number) ^ 1;
    return { pass };
  };
}

function countOf(bytes: Bytes, random: () => number): number {
  if (typeof bytes === 'number') return bytes;
  const [from, to] = bytes;
  return from + Math.floor(random() * (to - from + 1));
}
