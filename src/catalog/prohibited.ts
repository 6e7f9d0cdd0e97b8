/** What no shop sells, in the words that offers of it use. */
const PROHIBITED: readonly [what: string, words: RegExp][] = [
  [
    'reviews and ratings',
    /\b(reviews|ratings?|(5|five)[- ]?stars?|trustpilot|tripadvisor|yelp)\b/i,
  ],
  ['votes', /\b(votes?|voting|petitions?|elections?)\b/i],
  ['mass reports', /\b((mass|bulk|spam)[- ]?report\w*|takedowns?|(account|page|channel) ban)\b/i],
  ['accounts', /\b(accounts|pva|aged (profile|page|channel)s?)\b/i],
  ['impersonation', /\b(verified badge|blue tick|verification badge|impersonat\w*)\b/i],
  ['passwords', /\b(passwords?|log-?in details|session cookies)\b/i],
];

/** What it is that may not be sold, or null. It errs towards refusing: a person can look again. */
export const prohibitedIn = (text: string): string | null =>
  PROHIBITED.find(([, words]) => words.test(text))?.[0] ?? null;
