import { verifyScript } from 'notpanel/promotions/index.ts';

/** The re-check as one file that any Node runs. */
export const loader = () =>
  new Response(verifyScript(), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-disposition': 'inline; filename="verify.mjs"',
    },
  });
