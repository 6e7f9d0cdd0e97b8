import type { PostReply } from '#platform/http/index.ts';

/** The form of a request, read. */
export type Fields = Record<string, string>;

export const NEVER_SENT: PostReply = { kind: 'never_sent', error: 'ECONNREFUSED' };
export const BROKEN: PostReply = { kind: 'broken', error: 'ECONNRESET', text: '' };

export const answered = (status: number, body: unknown): PostReply & { kind: 'answer' } => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json' },
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
