/** One request to somebody else's server. */
export type PostRequest = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
  timeoutMs: number;
  /** A longer answer is `broken`. */
  maxBytes: number;
};

/** What came of it, told apart by what it proves. */
export type PostReply =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; text: string }
  /** No byte of the request was sent. */
  | { kind: 'never_sent'; error: string }
  /** It may have arrived: cut off, late or too long. */
  | { kind: 'broken'; error: string; text: string };

/** Sends one request; never follows a redirect, never repeats, never throws. */
export type Post = (request: PostRequest) => Promise<PostReply>;
