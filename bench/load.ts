import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { answerPlan, type Edge } from './child.ts';
import { openHistogram, type Histogram } from './histogram.ts';

// A closed-loop HTTP/1.1 client in a process of its own: one request in flight per connection,
// bytes prepared beforehand, answers only glanced at. It shares two cores with what it measures.

/** Sixteen bytes of a prepared request that every copy replaces by an id of its own. */
export const UNIQUE = '@@@@@@@@@@@@@@@@';

export type LoadPlan = {
  port: number;
  connections: number;
  warmupMs: number;
  windowMs: number;
  /** So many requests a second over all connections; default: each sends as soon as it is answered. */
  perSecond?: number;
  /** Whole HTTP requests as latin1 text, taken in turn. */
  requests: string[];
  expect: { status: number; bodyStart: string; minBytes: number };
};

export type LoadResult = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  answers: number;
  /** Answers as expected, those before and after the window included. */
  accepted: number;
  errors: number;
  firstError: string | null;
  /** Mean bytes of an answer, head included. */
  bytes: number;
  /** Share of one core that this process took within the window. */
  cpu: number;
};

const MAX_ERRORS = 200; // enough to know that the figure is worthless
const LAST_ANSWER_MS = 10_000; // after the window; covers the server's longest wait for a lock
const READ_BYTES = 64 * 1024;
const MAX_HEAD_BYTES = 2048;
const HEAD_END = '\r\n\r\n';
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const NONCE_LENGTH = 8;

type Run = {
  plan: LoadPlan;
  prepared: Prepared[];
  next: number;
  sequence: number;
  nonce: string;
  measuring: boolean;
  stopping: boolean;
  open: number;
  histogram: Histogram;
  bytes: number;
  accepted: number;
  errors: number;
  firstError: string | null;
  finished(): void;
};

type Prepared = { bytes: Buffer; uniqueAt: number };

/** Runs the plan; a figure with errors in it is no figure, so they are counted and shown. */
export async function load(plan: LoadPlan, edge: (which: Edge) => void): Promise<LoadResult> {
  const done = Promise.withResolvers<void>();
  const run: Run = {
    plan,
    prepared: plan.requests.map(prepare),
    next: 0,
    sequence: 0,
    nonce: randomBytes(NONCE_LENGTH / 2).toString('hex'),
    measuring: false,
    stopping: false,
    open: plan.connections,
    histogram: openHistogram(),
    bytes: 0,
    accepted: 0,
    errors: 0,
    firstError: null,
    finished: done.resolve,
  };
  for (let index = 0; index < plan.connections; index += 1) connect(run, index);
  await pause(plan.warmupMs);
  edge('opened');
  const cpu = process.cpuUsage();
  const from = performance.now();
  run.measuring = true;
  await Promise.race([pause(plan.windowMs), done.promise]);
  run.measuring = false;
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  edge('closed');
  run.stopping = true;
  const late = setTimeout(done.resolve, LAST_ANSWER_MS);
  await done.promise;
  clearTimeout(late);
  if (run.open > 0) fail(run, `${run.open} connections never got their last answer`);
  return summarise(run, seconds, (used.user + used.system) / 1e6 / seconds);
}

function prepare(text: string): Prepared {
  return { bytes: Buffer.from(text, 'latin1'), uniqueAt: text.indexOf(UNIQUE) };
}

function connect(run: Run, index: number): void {
  const { plan } = run;
  const pace = openPace(plan, index);
  // Requests that are patched need bytes of this connection's own while they are in flight.
  const own = run.prepared.map((one) =>
    one.uniqueAt < 0 ? one : { ...one, bytes: Buffer.from(one.bytes) },
  );
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let sentAt = 0;
  let missing = 0; // bytes of the body still to come
  let bodyBytes = -1; // -1: the head has not come yet
  let partialHead = '';
  let complaint: string | undefined;

  const send = () => {
    if (run.stopping) {
      socket.destroy();
      return;
    }
    const request = own[run.next++ % own.length] as Prepared;
    if (request.uniqueAt >= 0) patch(run, request);
    bodyBytes = -1;
    sentAt = performance.now();
    socket.write(request.bytes);
  };

  const answered = () => {
    if (run.measuring) run.histogram.record((performance.now() - sentAt) * 1000);
    if (bodyBytes < plan.expect.minBytes) complaint ??= `only ${bodyBytes} bytes of body`;
    if (complaint) fail(run, complaint);
    else run.accepted += 1;
    pace(send);
  };

  const read = (length: number) => {
    if (run.measuring) run.bytes += length;
    if (bodyBytes < 0) {
      const text = partialHead + buffer.toString('latin1', 0, Math.min(length, MAX_HEAD_BYTES));
      const headEnd = text.indexOf(HEAD_END);
      if (headEnd < 0) {
        partialHead = text;
        return true;
      }
      complaint = inspect(text, headEnd, plan.expect);
      bodyBytes = bodyLength(text, headEnd, plan.expect.status);
      missing = bodyBytes - (partialHead.length + length - headEnd - HEAD_END.length);
      partialHead = '';
    } else missing -= length;
    if (missing === 0) answered();
    else if (missing < 0) fail(run, 'more bytes than Content-Length says');
    return true;
  };

  const socket = net.connect({
    host: '127.0.0.1',
    port: plan.port,
    noDelay: true,
    onread: { buffer, callback: read },
  });
  socket.once('connect', () => pace(send));
  socket.on('error', (error) => fail(run, error.message));
  socket.once('close', () => {
    if (!run.stopping) fail(run, 'the server closed a connection');
    run.open -= 1;
    if (run.open === 0) run.finished();
  });
}

/** When a connection may send again: at once, or when its turn comes; a turn that is missed is made up for. */
function openPace({ perSecond, connections }: LoadPlan, index: number): (send: () => void) => void {
  if (perSecond === undefined) return (send) => send();
  const everyMs = (connections * 1000) / perSecond;
  let next = performance.now() + (everyMs * index) / connections;
  return (send) => {
    const rest = next - performance.now();
    next += everyMs;
    if (rest <= 0) send();
    else setTimeout(send, rest);
  };
}

/** Writes nonce and sequence over the sixteen bytes that must be new in every request. */
function patch(run: Run, request: Prepared): void {
  const { bytes, uniqueAt } = request;
  let rest = run.sequence++;
  for (let index = 0; index < NONCE_LENGTH; index += 1) {
    bytes[uniqueAt + index] = run.nonce.charCodeAt(index);
  }
  for (let index = UNIQUE.length - 1; index >= NONCE_LENGTH; index -= 1) {
    bytes[uniqueAt + index] = DIGITS.charCodeAt(rest % 36);
    rest = Math.floor(rest / 36);
  }
}

function inspect(text: string, headEnd: number, expect: LoadPlan['expect']): string | undefined {
  const bodyAt = headEnd + HEAD_END.length;
  const status = Number(text.slice(9, 12));
  // A body that begins in a later read is judged by its length alone.
  const right = bodyAt === text.length || text.startsWith(expect.bodyStart, bodyAt);
  if (status === expect.status && right) return undefined;
  return `status ${status}: ${text.slice(bodyAt, bodyAt + 200)}`;
}

function bodyLength(text: string, headEnd: number, status: number): number {
  if (status === 304 || status === 204) return 0;
  let at = text.indexOf('\r\nContent-Length: ');
  if (at < 0) at = text.indexOf('\r\ncontent-length: ');
  if (at < 0 || at > headEnd) throw new Error(`no Content-Length in ${text.slice(0, headEnd)}`);
  return Number.parseInt(text.slice(at + 18, at + 30), 10);
}

function fail(run: Run, message: string): void {
  run.errors += 1;
  run.firstError ??= message;
  if (run.errors < MAX_ERRORS) return;
  run.stopping = true;
  run.finished();
}

function summarise(run: Run, seconds: number, cpu: number): LoadResult {
  const { histogram } = run;
  return {
    perSecond: histogram.count / seconds,
    p50Ms: histogram.quantile(0.5),
    p99Ms: histogram.quantile(0.99),
    maxMs: histogram.maxMs,
    answers: histogram.count,
    accepted: run.accepted,
    errors: run.errors,
    firstError: run.firstError,
    bytes: histogram.count === 0 ? 0 : run.bytes / histogram.count,
    cpu,
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

if (process.send && import.meta.main) answerPlan(load);
