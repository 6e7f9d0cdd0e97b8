import { argon2, type Argon2Parameters } from 'node:crypto';
import { AppError } from '#lib/errors.ts';

// A hash takes 19 MiB and tens of milliseconds of one of libuv's four threads: two at once leave
// half of them for files and name look-ups, and a queue of twenty is about a second of waiting.
const AT_ONCE = 2;
const LONGEST_QUEUE = 20;

const queue: (() => void)[] = [];
let running = 0;

/** Argon2id off the main thread. Refuses `rate_limited` when too many hashes are waiting. */
export async function argon2id(parameters: Argon2Parameters): Promise<Buffer> {
  if (running < AT_ONCE) running += 1;
  else await turn();
  try {
    return await compute(parameters);
  } finally {
    // The place is handed on rather than given up, so that nobody overtakes the queue.
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

function turn(): Promise<void> {
  if (queue.length >= LONGEST_QUEUE) {
    throw new AppError('rate_limited', 'too many sign-ins at once: try again in a moment');
  }
  return new Promise((resolve) => queue.push(resolve));
}

const compute = (parameters: Argon2Parameters): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
