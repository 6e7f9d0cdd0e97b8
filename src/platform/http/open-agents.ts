import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How a request comes to its connection; handed through the agent with the request's options. */
export type Way = { pool: string; connect: () => Promise<Socket> };

const IDLE_MS = 1_000; // past it the other side may be hanging up just now
const MOST_IDLE = 256; // of one server: more calls than that are under way to none

/** Keeps connections by pool; one that was idle for a second is never handed out. */
export function openAgents(): (secure: boolean, way: Way) => http.Agent {
  const plain = keeping(new http.Agent(KEPT));
  const secured = keeping(new https.Agent(KEPT));
  return (secure, { pool }) => (secure ? secured : plain)(pool);
}

const KEPT = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: MOST_IDLE } as const;

function keeping(agent: http.Agent): (pool: string) => http.Agent {
  const freedAt = new WeakMap<Duplex, number>();
  const ours = Object.assign(agent, {
    createConnection: connecting,
    getName: (options?: object) => (options as Way | undefined)?.pool ?? '',
  });
  ours.on('free', (socket: Socket) => freedAt.set(socket, performance.now()));
  return (pool) => {
    // The agent's own timer does this too, but late when the process is busy.
    for (const socket of ours.freeSockets[pool] ?? []) {
      if (performance.now() - (freedAt.get(socket) ?? 0) > IDLE_MS) socket.destroy();
    }
    return ours;
  };
}

/** Hands over connections that are made: whoever gets one has sent nothing yet. */
export const connecting = (
  options: object,
  done?: (error: Error | null, socket: Duplex) => void,
): undefined => {
  (options as Way).connect().then(
    (socket) => done?.(null, socket),
    (error: Error) => done?.(error, undefined as never),
  );
};
