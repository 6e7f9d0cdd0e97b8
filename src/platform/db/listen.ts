import pg from 'pg';
import type { Log } from '../log.ts';

/** What other processes tell this one. Topics are words such as `keys`, payloads are short texts. */
export type Listener = {
  /** `heard` gets every payload; `null` means "something may have been missed: forget all". */
  on(topic: string, heard: (payload: string | null) => void): void;
  /** False while notifications may be getting lost; memory then must not be trusted for long. */
  readonly connected: boolean;
  end(): Promise<void>;
};

const CHANNEL = 'notpanel';
const RECONNECT_MS = 250;
const PROBE_MS = 400; // pause and wait: a silently dead connection is found out within a second

/** Keeps one LISTEN connection alive and dispatches `topic:payload` notifications. */
export function openListener(url: string, log: Log): Listener {
  const handlers = new Map<string, ((payload: string | null) => void)[]>();
  let client: pg.Client | undefined;
  let connected = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (topic: string, payload: string | null) => {
    for (const heard of handlers.get(topic) ?? []) heard(payload);
  };
  const lost = (error?: Error) => {
    if (ended) return;
    if (connected) log.warn({ err: error?.message }, 'lost the notification connection');
    connected = false;
    client?.removeAllListeners().on('error', () => {});
    client?.end().catch(() => {});
    client = undefined;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), RECONNECT_MS);
  };
  const probe = () => {
    const asked = client;
    timer = setTimeout(() => lost(new Error('no answer to a probe')), PROBE_MS);
    asked?.query('select 1').then(() => {
      if (asked !== client || ended) return;
      clearTimeout(timer);
      timer = setTimeout(probe, PROBE_MS);
    }, lost);
  };
  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      application_name: 'notpanel listener',
    });
    client = next;
    next.on('error', lost);
    next.on('end', () => lost());
    next.on('notification', ({ payload = '' }) => {
      const colon = payload.indexOf(':');
      tell(payload.slice(0, colon), payload.slice(colon + 1));
    });
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      lost(error as Error);
      return;
    }
    if (ended || client !== next) return;
    connected = true;
    for (const topic of handlers.keys()) tell(topic, null);
    probe();
  };
  void connect();

  return {
    on(topic, heard) {
      handlers.set(topic, [...(handlers.get(topic) ?? []), heard]);
    },
    get connected() {
      return connected;
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
