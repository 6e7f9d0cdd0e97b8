import type { Customer, Dashboard } from '#test/support/dashboard.ts';
import type { Fields } from '#test/support/visit.ts';

/** What a stranger tries with things of somebody else. */
export type Case = {
  /** A route: a stranger opens its address. With an intent: a stranger sends that form. */
  route: string;
  intent?: string;
  /** Makes the owner's things, and says what the stranger sends. */
  attempt(desk: Dashboard, owner: Customer, stranger: Customer): Promise<Attempt>;
  /** What it is answered with; by default 404, as if the thing had never been. */
  meets?: number;
};

export type Attempt = {
  path: string;
  /** Besides the intent. */
  form?: Exclude<Fields, FormData>;
  /** Texts of the owner's that no answer to the stranger may hold; the e-mail address is one. */
  secrets?: readonly string[];
  /** What of the owner's rows is found by neither account nor user. */
  more?(): Promise<unknown>;
};
