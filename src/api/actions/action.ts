import type { IncomingHttpHeaders } from 'node:http';
import type { KeyHolder, Scope } from '#keys/index.ts';
import type { App } from '#platform/app.ts';
import type { z } from 'zod';
import type { Dialect } from '../dialects/dialect.ts';
import type { Fields } from '#lib/params/fields.ts';
import type { Reply } from '../reply.ts';

/** A call whose key was found and let in. */
export type ActionCall = {
  readonly app: App;
  readonly holder: KeyHolder;
  readonly dialect: Dialect;
  readonly fields: Fields;
  readonly headers: IncomingHttpHeaders;
};

export type Action = {
  readonly name: string;
  /** What the key must be allowed to do. */
  readonly scope: Scope;
  /** For OpenAPI. */
  readonly summary: string;
  readonly params: z.ZodObject;
  /** The answer in both dialects, for OpenAPI and the tests. */
  readonly returns: z.ZodType;
  /** Refusals are thrown. */
  run(call: ActionCall): Promise<Reply>;
};
