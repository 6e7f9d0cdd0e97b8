export type Action =
  | 'add'
  | 'status'
  | 'cancel'
  | 'refill'
  | 'refill_status'
  | 'balance'
  | 'services';

/** What a call meets instead of a sound answer. */
export type Fault = {
  /** Whether it is carried out all the same (an order booked); default: no. */
  accepts?: boolean;
} & (
  | { answer: 'refuse'; error: string; status?: number }
  | { answer: 'rate-limit'; retryAfterS: number }
  /** Lets the connection wait until the caller gives up. */
  | { answer: 'silence' }
  /** Cuts the connection instead of answering. */
  | { answer: 'reset' }
  /** Takes no connection at all. Over HTTP the connection is cut before the request is read. */
  | { answer: 'away' }
  /** Sends half of the sound answer, or so many bytes of it, and cuts the connection. */
  | { answer: 'truncated'; bytes?: number }
  | { answer: 'html' | 'bad-gateway' | 'broken-json' | 'empty' | 'no-id' | 'server-error' }
  /** The sound answer, with what PHP has to say before it. */
  | { answer: 'warning' }
  /** Any text with any status, such as an answer that was recorded. */
  | { answer: 'says'; text: string; status?: number; type?: string }
  /** The sound answer, late. */
  | { answer: 'slow'; ms: number }
  /** Carries it out twice and answers the second one. */
  | { answer: 'twice' }
  /** Answers the number of the order before. */
  | { answer: 'same-id' }
);

/** A fault that so many of the calls meet: 0.02 is one in fifty, 1 is each. */
export type FaultShare = {
  share: number;
  fault: Fault;
  /** Default: all of them. */
  actions?: readonly Action[];
};

/** A time at which the whole provider is away, milliseconds since the epoch. */
export type Outage = { from: number; until: number; fault?: Fault };
