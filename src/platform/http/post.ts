/** Whose server it is: anybody may name a `public` one, only the operator names a `provider`. */
export type Reach = 'public' | 'provider';

/** One request to somebody else's server. */
export type PostRequest = {
  url: URL;
  /** Default: `POST`. */
  method?: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs: number;
  maxBytes: number;
  /** What becomes of a longer answer: it is `broken` (the default), or read no further. */
  whenLonger?: 'broken' | 'cut';
  /** Default: `provider`. */
  reach?: Reach;
  /**
   * Keeps the connection for the next call. One that was idle for a second is not used again; what
   * fails on a used one is `broken`.
   */
  keepAlive?: boolean;
};

/** What came of it, told apart by what it proves. */
export type PostReply =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; text: string }
  /** No byte of the request was sent. */
  | { kind: 'never_sent'; error: string }
  /** It may have arrived: cut off, late or too long. */
  | { kind: 'broken'; error: string; text: string };

/**
 * Sends one request; never follows a redirect, never repeats, never throws, and reaches only
 * addresses that the egress guard lets through.
 */
export type Post = (request: PostRequest) => Promise<PostReply>;
