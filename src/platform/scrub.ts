const SECRETS: [RegExp, string][] = [
  [/\b(np_(?:live|test)_|whsec_)[\w+/=-]+/g, '$1…'],
  [/(:\/\/[^\s:@/]*:)[^\s@/]+@/g, '$1…@'],
  [/\b(bearer|basic) [\w+/=.~-]+/gi, '$1 …'],
  [/((?:key|password|secret|token|authorization)["']?\s*[=:]\s*["']?)[^\s"'&,;)}]+/gi, '$1…'],
];

/** Takes keys, passwords and tokens out of a text that is about to leave the process. */
export const scrub = (text: string): string =>
  SECRETS.reduce((clean, [secret, shown]) => clean.replace(secret, shown), text);
