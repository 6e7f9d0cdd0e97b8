import { ACTIONS, askAsKey, type ApiAnswer } from '#api/index.ts';
import type { App } from '#platform/app.ts';

export type AskedBefore = {
  accountId: number;
  keyId: number;
  ip: string;
  /** As they were sent; a list is sent again with commas. */
  params: readonly (readonly [name: string, value: string | readonly string[]])[];
};

/** Whether a call may be made again without harm: it changes nothing. */
export const isSafe = (action: string | null): boolean =>
  action !== null && ACTIONS.get(action)?.scope === 'read';

/**
 * Makes a call once more as the same key of the reader's. One that would change something is not
 * made: it is answered like an unknown action.
 */
export function askAgain(app: App, { params, ...asked }: AskedBefore): Promise<ApiAnswer> {
  const fields = new Map(
    params.map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]),
  );
  return askAsKey(app, { ...asked, fields });
}
