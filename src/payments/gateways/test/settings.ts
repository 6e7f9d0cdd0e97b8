import { z } from 'zod';
import { isSecret } from '#lib/signature.ts';

export const testSettings = z.strictObject({
  /** Where its API is; the panel that runs it writes this at each start. */
  url: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().regex(/^\w{16,100}$/, 'an API key'),
  webhookSecret: z.string().refine(isSecret, 'begins with whsec_'),
  /** A demo may be at an https address; elsewhere that is where real customers are. */
  demo: z.boolean().default(false),
});

export type TestSettings = z.infer<typeof testSettings>;
