import { aliveSessions } from '#auth/index.ts';
import { perApp, type App } from '#platform/app.ts';
import type { Visitor } from '../context.ts';

/** Sends one event; `id` is what the browser comes back with. */
export type SendEvent = (event: { name: string; id: string; data: object }) => void;

type Start = (send: SendEvent) => () => void;
type Streams = (visitor: Visitor, start: Start) => ReadableStream<Uint8Array> | null;
type Stream = { visitor: Visitor; openedAt: number; write(text: string): void; end(): void };

const MOST_OF_AN_ACCOUNT = 6; // a browser opens no more connections to one host than that
const MOST = 400; // each holds a connection and is part of the one query a second
const CHECK_EVERY_MS = 2_000; // so long may an ended session look on
const BEAT_EVERY = 7; // checks: proxies close what is silent for half a minute
const LIVES_MS = 15 * 60_000; // browsers come back by themselves; what is lost somewhere ends
const MOST_UNREAD_BYTES = 64 * 1_024;
const RETRY_MS = 3_000;

/**
 * Opens streams of server-sent events, a bounded number for an account and for a process. One ends
 * with its session within seconds, when its reader is gone or too slow, and when the process drains.
 */
export const liveStreams: (app: App) => Streams = perApp(openStreams);

function openStreams(app: App): Streams {
  const open = new Set<Stream>();
  let timer: NodeJS.Timeout | undefined;
  let checks = 0;

  const endAll = (): void => {
    for (const stream of [...open]) stream.end();
  };
  app.draining.addEventListener('abort', endAll, { once: true });

  const check = async (): Promise<void> => {
    const alive = await aliveSessions(app, [
      ...new Set([...open].map(({ visitor }) => visitor.sessionId)),
    ]);
    checks += 1;
    for (const stream of [...open]) {
      const isOld = performance.now() - stream.openedAt > LIVES_MS;
      if (isOld || !alive.has(stream.visitor.sessionId)) stream.end();
      else if (checks % BEAT_EVERY === 0) stream.write(': still here\n\n');
    }
  };
  const plan = (): void => {
    timer ??= setTimeout(() => {
      check()
        // Who cannot be asked about is not let go on.
        .catch(endAll)
        .finally(() => {
          timer = undefined;
          if (open.size > 0) plan();
        });
    }, CHECK_EVERY_MS).unref();
  };

  return (visitor, start) => {
    const own = [...open].filter((one) => one.visitor.accountId === visitor.accountId);
    const isFull = open.size >= MOST || own.length >= MOST_OF_AN_ACCOUNT;
    if (isFull || app.draining.aborted) return null;
    const { body, stream } = openStream(visitor, start, () => open.delete(stream));
    open.add(stream);
    plan();
    return body;
  };
}

function openStream(
  visitor: Visitor,
  start: Start,
  gone: () => void,
): { body: ReadableStream<Uint8Array>; stream: Stream } {
  const bytes = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let stop: (() => void) | undefined;
  const leave = (): boolean => {
    if (controller === undefined) return false;
    controller = undefined;
    stop?.();
    gone();
    return true;
  };
  const stream: Stream = {
    visitor,
    openedAt: performance.now(),
    write(text) {
      if (controller === undefined) return;
      if ((controller.desiredSize ?? 0) <= 0) return stream.end();
      controller.enqueue(bytes.encode(text));
    },
    end() {
      const ended = controller;
      if (leave()) ended?.close();
    },
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
        stream.write(`retry: ${RETRY_MS}\n\n`);
        stop = start(({ name, id, data }) =>
          stream.write(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`),
        );
      },
      cancel: () => void leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
  return { body, stream };
}
