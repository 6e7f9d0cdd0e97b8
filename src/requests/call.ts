/** A call of a known account, as the API has answered it. What it refers to is not changed later. */
export type AnsweredCall = {
  /** `req_<process>-<number in base 36>`, as in X-Request-Id. */
  readonly requestId: string;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly tookUs: number;
  readonly accountId: number;
  readonly keyId: number;
  readonly dialect: string;
  readonly ip: string;
  /** GET, POST, or PAGE for a call that its owner made from a page of the panel. */
  readonly method: string;
  readonly contentType: string | undefined;
  readonly userAgent: string | undefined;
  /** What was sent, the key with it. */
  readonly fields: ReadonlyMap<string, unknown>;
  /** The action that it was taken for; undefined: it came to none. */
  readonly action: string | undefined;
  readonly answer: {
    readonly status: number;
    readonly body: string | Buffer;
    /** The beginning of a body that travels compressed. */
    readonly opening?: string;
    /** Names and values in turn. */
    readonly headers?: readonly string[];
  };
};

/** A call as a list shows it. */
export type LoggedCall = {
  requestId: string;
  at: Date;
  tookUs: number;
  keyId: number;
  action: string | null;
  status: number;
  /** The text that was answered to a refusal, whatever the status; null: none. */
  error: string | null;
  /** The order that an `add` was answered with. */
  orderId: number | null;
  /** It repeated an earlier call, and was answered with that one's order. */
  isRepeat: boolean;
};

/** The parts of a call that only its own page shows: kept as JSON, cut, secrets taken out. */
export type CallBody = {
  dialect: string;
  ip: string;
  method: string;
  contentType: string | null;
  userAgent: string | null;
  params: [name: string, value: string | string[]][];
  /** Whether something of the parameters was left out. */
  isCut: boolean;
  headers: [name: string, value: string][];
  /** Its beginning. */
  answer: string;
  /** Of the whole answer, as it travelled. */
  answerBytes: number;
};

export type CallDetail = LoggedCall & CallBody;

/** How long calls are kept (contract of the console: feature 46). */
export const KEPT_DAYS = 30;

const ID = /^req_([0-9a-f]{1,20})-([0-9a-z]{1,11})$/;

/** The two parts of a request's id; undefined for a text that is none. */
export function partsOf(requestId: string): { process: string; seq: number } | undefined {
  const [, process, seq] = ID.exec(requestId) ?? [];
  if (process === undefined || seq === undefined) return undefined;
  const number = Number.parseInt(seq, 36);
  return Number.isSafeInteger(number) ? { process, seq: number } : undefined;
}

export const requestIdOf = (process: string, seq: number | bigint): string =>
  `req_${process}-${seq.toString(36)}`;
