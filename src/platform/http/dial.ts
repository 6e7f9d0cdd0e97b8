import net from 'node:net';
import tls from 'node:tls';
import { isIP } from 'node:net';

export type DialOptions = {
  /** Vetted; tried one after the other. */
  addresses: readonly string[];
  port: number;
  /** With whose certificate the other side must answer; undefined: no encryption. */
  secureHost: string | undefined;
  timeoutMs: number;
};

/** Connects to one of these addresses and to nothing else; the other side's address is checked. */
export async function dial(options: DialOptions): Promise<net.Socket> {
  const { addresses, port, secureHost, timeoutMs } = options;
  const until = performance.now() + timeoutMs;
  let failure = new Error('no address');
  for (const [tried, address] of addresses.entries()) {
    const share = (until - performance.now()) / (addresses.length - tried);
    if (share <= 0) break;
    try {
      const socket = await connect(address, port, share);
      return secureHost === undefined
        ? socket
        : await secure(socket, secureHost, until - performance.now());
    } catch (error) {
      failure = error as Error;
    }
  }
  throw failure;
}

function connect(address: string, port: number, timeoutMs: number): Promise<net.Socket> {
  const socket = net.connect({ host: address, port, family: isIP(address), noDelay: true });
  return ready(socket, 'connect', timeoutMs, () => {
    const reached = socket.remoteAddress ?? '';
    return isSame(reached, address) ? undefined : `reached ${reached} in place of ${address}`;
  });
}

function secure(socket: net.Socket, host: string, timeoutMs: number): Promise<net.Socket> {
  const name = isIP(host) ? { host } : { servername: host };
  const secured = tls.connect({ socket, ...name, ALPNProtocols: ['http/1.1'] });
  return ready(secured, 'secureConnect', timeoutMs, () => undefined);
}

function ready(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  timeoutMs: number,
  wrong: () => string | undefined,
): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error) => {
      clearTimeout(timer);
      socket.removeListener('error', end);
      socket.removeListener('close', closed);
      if (!error) return resolve(socket);
      socket.on('error', () => {}); // what comes after the failure is told to nobody
      socket.destroy();
      reject(error);
    };
    const closed = () => end(new Error('the connection was closed'));
    const timer = setTimeout(() => end(new Error('no connection in time')), timeoutMs);
    socket.once('error', end);
    socket.once('close', closed);
    socket.once(event, () => {
      const why = wrong();
      end(why === undefined ? undefined : new Error(why));
    });
  });
}

/** IPv6 has many spellings of one address. */
const isSame = (a: string, b: string): boolean => {
  const list = new net.BlockList();
  if (isIP(a) === 0 || isIP(a) !== isIP(b)) return false;
  const family = isIP(a) === 6 ? 'ipv6' : 'ipv4';
  list.addAddress(a, family);
  return list.check(b, family);
};
