/** What an error text says about the order that was refused. */
export type ErrorClass =
  /** It cannot be placed as it is. */
  | 'order'
  /** It was not placed now, for a reason that passes or that the operator can mend. */
  | 'later'
  /** Nobody knows: it may even mean that the order exists already. */
  | 'unclassified';

// The texts that v2 panels are known to send for `add` (v2-protocol.md 5), lower case.
const ORDER = [
  /^incorrect request$/,
  /^(neworder\.error\.)?(bad|incorrect|invalid) link$/,
  /^neworder\.error\.(link|min_quantity|max_quantity|quantity|comments?|usernames?)$/,
  /^((neworder\.)?error\.)?incorrect_service_id$/,
  /^(incorrect|invalid) service( id)?$/,
  /^service not found$/,
  /^min amount of this order is/,
  /^quantity must be (greater|less) than or equal/,
  /^(at least|at most) \d+$/,
  /^incorrect (quantity|runs|interval|comments|keywords|usernames|hashtags?|media|username|answer number|groups|min|max|delay|posts|expiry|country|device)$/,
  /^neither parameter is set$/,
  /^missing required parameter: /,
  /^invalid parameter: /,
];
const LATER = [
  /^(invalid|incorrect|wrong) api key$/,
  /^(neworder\.)?error\.not_enough_funds$/,
  /^not enough funds( on balance)?$/,
  /^insufficient (balance|funds)$/,
  /^account suspended$/,
  /^rate limit exceeded/,
  /^too many requests/,
  /^service unavailable$/,
];
const DUPLICATE = [/^neworder\.error\.link_duplicate$/, /^you have active order with this link/];

/** Only texts on the list are certain; anything else waits for a person. */
export function classifyError(text: string): ErrorClass {
  const plain = plainText(text);
  if (ORDER.some((pattern) => pattern.test(plain))) return 'order';
  if (LATER.some((pattern) => pattern.test(plain)) || saysDuplicate(text)) return 'later';
  return 'unclassified';
}

/** Another order on this link is open there; this one was not placed. */
export const saysDuplicate = (text: string): boolean =>
  DUPLICATE.some((pattern) => pattern.test(plainText(text)));

const plainText = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '');
