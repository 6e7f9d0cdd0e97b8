/** An answer on its way out. Headers alternate name and value, as node:http takes them fastest. */
export type Reply = {
  readonly status: number;
  readonly body: string | Buffer;
  /** The beginning of a body that travels compressed, for the log. */
  readonly opening?: string;
  readonly headers?: readonly string[];
  /** Ends the connection: what the caller still sends is not worth reading. */
  readonly close?: boolean;
};

export const ok = (value: object, headers?: readonly string[]): Reply => ({
  status: 200,
  body: JSON.stringify(value),
  ...(headers && { headers }),
});

export const errorReply = (status: number, text: string, headers?: readonly string[]): Reply => ({
  status,
  body: JSON.stringify({ error: text }),
  ...(headers && { headers }),
});
