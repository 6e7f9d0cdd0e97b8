import { perApp, type App } from '#platform/app.ts';
import { partsOf, type AnsweredCall } from './call.ts';
import { chunkCalls } from './chunk-calls.ts';
import { packCall, type PackedCall } from './pack-call.ts';
import { saveCalls, type CallBatch, type Gap } from './save-calls.ts';

/**
 * Notes an answered call in its account's log, some time soon. Never slows or fails the call: what
 * finds no room because the database is away or too slow is counted, and the count is shown.
 */
export function recordCall(app: App, call: AnsweredCall): void {
  if (app.requestLog !== false) recorderOf(app).take(call);
}

/** Writes what waits, before the process ends; what cannot be written is lost. */
export async function writeCalls(app: App): Promise<void> {
  const { write, isDone } = recorderOf(app);
  do await write();
  while (!isDone());
}

const GATHER_MS = 1_000; // what a kill -9 may cost of the log, and how late a page is
const BUSY = 500; // calls a second from which on rows are worth waiting for, two seconds more
const BUSY_MS = 2_000;
// Calls. Above a second of the fastest load over 200 accounts, so that a row holds sixty of them:
// rows of ten cost three times as much a call.
const WRITE_AT = 15_000;
const PACK_AT = 64; // 0.1 ms of work; until then a call is kept by reference
const MOST_WAITING = 30_000; // two seconds of the fastest load, some 10 MB
const MOST_BYTES = 16 * 2 ** 20;

const recorderOf = perApp((app) => {
  let fresh: AnsweredCall[] = [];
  let waiting: PackedCall[] = [];
  let bytes = 0;
  let gaps = new Map<number, Gap>();
  let unsaved: { batch: CallBatch; calls: number; bytes: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let isResting = false;
  const held = () => fresh.length + waiting.length + (unsaved?.calls ?? 0);

  const pack = () => {
    for (const call of fresh) {
      const packed = packCall(call);
      bytes += packed.body.length;
      waiting.push(packed);
    }
    fresh = [];
  };

  const save = async () => {
    pack();
    if (!unsaved) {
      if (waiting.length === 0 && gaps.size === 0) return;
      const batch = { chunks: chunkCalls(waiting), gaps: [...gaps.values()] };
      unsaved = { batch, calls: waiting.length, bytes };
      [waiting, gaps] = [[], new Map()];
    }
    await saveCalls(app, unsaved.batch);
    bytes -= unsaved.bytes;
    unsaved = undefined;
  };

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isResting = false;
    writing ??= save()
      .catch((error: Error) => {
        isResting = true;
        app.log.warn({ err: error.message }, 'calls could not be recorded yet');
      })
      .finally(() => {
        writing = undefined;
        if (held() + gaps.size > 0) plan();
      });
    return writing;
  };

  const plan = () => {
    const isMuch = waiting.length >= WRITE_AT || app.draining.aborted;
    if (isMuch && !writing && !isResting) void write();
    else timer ??= setTimeout(gathered, GATHER_MS).unref();
  };

  const gathered = () => {
    timer = setTimeout(() => void write(), held() < BUSY ? 0 : BUSY_MS).unref();
  };

  return {
    take(call: AnsweredCall) {
      if (held() >= MOST_WAITING || bytes >= MOST_BYTES) lose(gaps, call);
      else if (fresh.push(call) >= PACK_AT) pack();
      plan();
    },
    write,
    /** Nothing waits, or it cannot be written. */
    isDone: () => held() + gaps.size === 0 || isResting,
  };
});

function lose(gaps: Map<number, Gap>, { accountId, at, requestId }: AnsweredCall): void {
  const gap = gaps.get(accountId);
  if (gap) {
    gap.firstAt = Math.min(gap.firstAt, at);
    gap.lastAt = Math.max(gap.lastAt, at);
    gap.calls += 1;
    return;
  }
  const { process = 'none' } = partsOf(requestId) ?? {};
  gaps.set(accountId, { accountId, process, firstAt: at, lastAt: at, calls: 1 });
}
