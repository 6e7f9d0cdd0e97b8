import { askAgain, isSafe } from '#developers/index.ts';
import { readCall } from '#requests/index.ts';
import type { Intents } from './act.ts';

type Shown =
  | { answer: { status: number; reason: string; requestId: string; body: string }; fault: null }
  | { answer: null; fault: 'writes' | 'cut' };

const show = (shown: Shown, status: 200 | 422): { show: Shown; status: 200 | 422 } => ({
  show: shown,
  status,
});

/** Makes a call of the log again. Whatever would change something is refused, with the reason. */
export const REQUEST_INTENTS = {
  replay: async ({ page: { app, ip }, visitor: { accountId }, params }) => {
    const call = await readCall(app.db, accountId, params['id'] ?? '');
    if (!isSafe(call.action)) return show({ answer: null, fault: 'writes' }, 422);
    if (call.isCut) return show({ answer: null, fault: 'cut' }, 422);
    const { keyId, action } = call;
    const sent = call.params.filter(([name]) => name !== 'action');
    const asked = { accountId, keyId, ip, params: [['action', action ?? ''], ...sent] as const };
    const { status, reason, headers, body } = await askAgain(app, asked);
    const requestId = headers.find(([name]) => name === 'X-Request-Id')?.[1] ?? '';
    return show({ answer: { status, reason, requestId, body: readable(body) }, fault: null }, 200);
  },
} satisfies Intents;

const MOST_SHOWN = 2_000; // as much as is kept of the answer beside it

/** JSON with a line for each field; what was cut is shown as it is. */
export function readable(body: string): string {
  try {
    const text = JSON.stringify(JSON.parse(body), null, 2);
    return text.length > MOST_SHOWN * 2 ? `${text.slice(0, MOST_SHOWN * 2)}\n…` : text;
  } catch {
    return `${body}\n…`;
  }
}
