import { randomBytes } from 'node:crypto';

const thisProcess = randomBytes(6).toString('hex');
let requests = 0;

/** Names one request in its answer and in the log; unique over all processes. */
export const nextRequestId = (): string => `req_${thisProcess}-${(requests += 1).toString(36)}`;
