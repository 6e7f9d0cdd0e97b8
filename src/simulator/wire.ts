import { nameOf } from './book.ts';
import type { Action, Fault, FaultShare, Outage } from './fault.ts';
import { scriptOf, type Panel, type Params, type Plain } from './panel.ts';

/** What goes over the wire for one call. */
export type Wire =
  | {
      kind: 'answer';
      status: number;
      headers: Readonly<Record<string, string>>;
      text: string;
      /** Only so many bytes of it, and then the connection is cut. */
      cutAfter?: number;
      afterMs?: number;
    }
  | { kind: 'away' }
  | { kind: 'reset' }
  | { kind: 'silence' };

/** Carries the call out, once for every time it is asked, and answers as a sound panel would. */
type Sound = () => Plain;

type Named<Name extends Fault['answer']> = Extract<Fault, { answer: Name }>;

const JSON_TYPE = 'application/json';
const PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>';
const GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const NOTICE =
  '<br />\n<b>Warning</b>:  Undefined variable $res in <b>/var/www/panel/api.php</b> on line <b>71</b><br />\n';

const WIRES: {
  [Name in Fault['answer']]: (fault: Named<Name>, sound: Sound, panel: Panel) => Wire;
} = {
  refuse: ({ error, status = 200 }) => json(status, { error }),
  'rate-limit': ({ retryAfterS }) =>
    json(429, { error: 'Rate limit exceeded' }, { 'retry-after': String(retryAfterS) }),
  silence: () => ({ kind: 'silence' }),
  reset: () => ({ kind: 'reset' }),
  away: () => ({ kind: 'away' }),
  truncated({ bytes, accepts = false }, sound) {
    const whole = accepts ? written(sound()) : json(200, { order: 1 });
    return { ...whole, cutAfter: bytes ?? Math.floor(whole.text.length / 2) };
  },
  html: () => said(200, PAGE, 'text/html'),
  'bad-gateway': () => said(502, GATEWAY, 'text/html'),
  'broken-json': () => said(200, '{"order": 12'),
  empty: () => said(200, ''),
  'no-id': () => json(200, { status: 'success' }),
  'server-error': () => json(502, { error: 'neworder.error.link' }),
  warning(_, sound) {
    const whole = written(sound());
    return { ...whole, text: NOTICE + whole.text };
  },
  says: ({ text, status = 200, type = JSON_TYPE }) => said(status, text, type),
  slow: ({ ms }, sound) => ({ ...written(sound()), afterMs: ms }),
  twice(_, sound) {
    sound();
    return written(sound());
  },
  'same-id': (_, sound, panel) => withEarlierId(panel, sound),
};

/** These answer what came of the call themselves; others carry it out only where they accept. */
const TRUTHFUL: ReadonlySet<Fault['answer']> = new Set([
  'truncated',
  'warning',
  'slow',
  'twice',
  'same-id',
]);

/** The answer as the fault leaves it; whether the call is carried out is the fault's business too. */
export function distort(panel: Panel, fault: Fault, sound: Sound): Wire {
  if (fault.accepts && !TRUTHFUL.has(fault.answer)) sound();
  const wire = WIRES[fault.answer] as (fault: Fault, sound: Sound, panel: Panel) => Wire;
  return wire(fault, sound, panel);
}

/** A sound answer, written down. */
export const written = ({ status, body, headers = {} }: Plain): Wire & { kind: 'answer' } =>
  json(status, body, headers);

function withEarlierId(panel: Panel, sound: Sound): Wire {
  const earlier = [...panel.book.orders.keys()].at(-1);
  const plain = sound();
  if (earlier === undefined) return written(plain);
  const body = { ...(plain.body as object), order: panel.habits.orderId(earlier) };
  return written({ ...plain, body });
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  said(status, JSON.stringify(body), JSON_TYPE, headers);

const said = (
  status: number,
  text: string,
  type = JSON_TYPE,
  headers: Record<string, string> = {},
): Wire & { kind: 'answer' } => ({
  kind: 'answer',
  status,
  headers: { 'content-type': type, ...headers },
  text,
});

export type Faults = { shares: readonly FaultShare[]; outages: readonly Outage[] };

const AWAY: Fault = { answer: 'away' };

/** What this call meets: an outage, what its service is scripted to do, or its share of the rest. */
export function faultOf(panel: Panel, faults: Faults, params: Params): Fault | undefined {
  const now = panel.now();
  const outage = faults.outages.find(({ from, until }) => from <= now && now < until);
  if (outage) return outage.fault ?? AWAY;
  const fault = chosen(panel, faults, params);
  // Where ids are the caller's, an order that is known is answered before anything is looked at.
  return fault?.answer === 'refuse' && isKnown(panel, params) ? undefined : fault;
}

function chosen(panel: Panel, { shares }: Faults, params: Params): Fault | undefined {
  const action = params['action'] as Action;
  const script = action === 'add' ? scriptOf(panel, params['service'] ?? '') : {};
  if (script.add) return script.add;
  return [...(script.faults ?? []), ...shares].find(
    ({ share, actions }) => (!actions || actions.includes(action)) && panel.random() < share,
  )?.fault;
}

const isKnown = ({ habits, book }: Panel, params: Params): boolean =>
  habits.requestIds && book.find(nameOf.request(params['request_id'] ?? '')) !== undefined;
