/** From the client to the target, or back. */
export type Way = 'up' | 'down';

/** After so many bytes of one connection; of two numbers, after any count between them. */
export type Bytes = number | readonly [from: number, to: number];

/** What is done to a connection. Without a way it is done to what the target answers. */
export type ProxyFault =
  /** Everything arrives so much later. */
  | { fault: 'delay'; ms: number; way?: Way }
  | { fault: 'throttle'; bytesPerSecond: number; way?: Way }
  /** Ends in good order once so many bytes went through; 0: when the first one comes. */
  | { fault: 'cut'; after: Bytes; way?: Way }
  | { fault: 'reset'; after: Bytes; way?: Way }
  /** Neither side hears from the other again, and nobody says so. */
  | { fault: 'stall'; after: Bytes; way?: Way }
  /** Turns one bit of the byte that comes after so many. */
  | { fault: 'corrupt'; after: Bytes; way?: Way }
  /** Resets the connection as it is made; the target never sees it. */
  | { fault: 'refuse' };

/** A fault and the connections that meet it: those numbered (the first is 1), or a share of all. */
export type ProxyRule = ProxyFault & {
  connections?: readonly number[];
  /** 0.02 is one in fifty; default: each. */
  share?: number;
};

/** Which faults a connection meets. */
export const faultsOf = (
  rules: readonly ProxyRule[],
  number: number,
  random: () => number,
): ProxyFault[] =>
  rules.filter(
    ({ connections, share = 1 }) =>
      (connections === undefined || connections.includes(number)) && random() < share,
  );

const FORM =
  /^(delay|throttle|cut|reset|stall|corrupt|refuse)(?:=(?:(up|down)@)?(\d{1,12})(?:-(\d{1,12}))?)?(?:\/([\d.]{1,8})%)?$/;

/**
 * Reads one rule as it is typed: `delay=200`, `throttle=up@5000`, `reset=down@0/2%`, `cut=10-900`,
 * `refuse/5%`. Undefined: it is none.
 */
export function parseRule(text: string): ProxyRule | undefined {
  const [, fault, way, from, to, percent] = FORM.exec(text) ?? [];
  if (fault === undefined || (fault === 'refuse') !== (from === undefined)) return undefined;
  const share = percent === undefined ? {} : { share: Number(percent) / 100 };
  if (fault === 'refuse') return { fault, ...share };
  const where = { ...(way !== undefined && { way: way as Way }), ...share };
  const amount = Number(from);
  if (fault === 'delay') return { fault, ms: amount, ...where };
  if (fault === 'throttle') {
    return amount === 0 ? undefined : { fault, bytesPerSecond: amount, ...where };
  }
  const after: Bytes = to === undefined ? amount : [amount, Number(to)];
  return { fault: fault as 'cut' | 'reset' | 'stall' | 'corrupt', after, ...where };
}
