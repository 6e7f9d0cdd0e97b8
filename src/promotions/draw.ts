import { createHash } from 'node:crypto';

// The functions of this file are the whole draw, and the re-check that strangers download is made of
// their very text (verify-script.ts). They use nothing but each other and createHash.

export type DrawTerms = {
  giveaway: number;
  title: string;
  /** Of each place, the first one first; plain decimals. */
  prizes: readonly string[];
  currency: string;
  opens_at: string;
  closes_at: string;
  min_account_age_days: number;
  rules_sha256: string;
  beacon: string;
  seed_sha256: string;
  salt_sha256: string;
};

/** What is published of a draw; what is null is not known yet. */
export type DrawDocument = {
  scheme: string;
  commitment: string;
  terms: DrawTerms;
  rules: string;
  state: string;
  closed_at: string | null;
  count: number;
  list_sha256: string | null;
  /** Sorted. Those so far, as long as the list is open. */
  tickets: readonly string[];
  beacon: { round: number; randomness: string; signature: string } | null;
  seed: string | null;
  salt: string | null;
  winners: readonly { place: number; ticket: string; prize: string }[];
};

export type DrawCheck = { what: string; ok: boolean };

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** One line for each term: whoever kept this hash at the opening can tell if any was changed. */
export function commitmentOf(terms: DrawTerms): string {
  const lines = [
    'notpanel-draw-1',
    terms.giveaway,
    terms.title,
    terms.prizes.join(' '),
    terms.currency,
    terms.opens_at,
    terms.closes_at,
    terms.min_account_age_days,
    terms.rules_sha256,
    terms.beacon,
    terms.seed_sha256,
    terms.salt_sha256,
  ];
  return sha256(lines.join('\n'));
}

/** Entries are numbered 1, 2, 3 …, so that the list has no freedom but its length. */
export function ticketOf(salt: string, number: number): string {
  return sha256(salt + ':' + number);
}

export function listHashOf(sortedTickets: readonly string[]): string {
  return sha256(sortedTickets.join('\n'));
}

export type DrawInputs = { seed: string; listHash: string; count: number; beacon: string };

export function drawKeyOf({ seed, listHash, count, beacon }: DrawInputs): string {
  return sha256(['notpanel-draw-1', seed, listHash, count, beacon].join('\n'));
}

/** Each ticket is hashed with the key; the smallest hash wins the first prize, and so on. */
export function rankTickets(key: string, tickets: readonly string[], places: number): string[] {
  return tickets
    .map((ticket) => [sha256(key + ':' + ticket), ticket] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, places)
    .map(([, ticket]) => ticket);
}

/** Everything that can be checked of a draw without asking anybody. */
export function checkDraw(draw: DrawDocument): DrawCheck[] {
  const { terms, tickets, seed, salt, beacon } = draw;
  const checks: DrawCheck[] = [];
  const check = (what: string, ok: boolean) => checks.push({ what, ok });
  check('the scheme is notpanel-draw-1', draw.scheme === 'notpanel-draw-1');
  check('the rules have the hash that the terms name', sha256(draw.rules) === terms.rules_sha256);
  check('the commitment is the hash of the terms', commitmentOf(terms) === draw.commitment);
  check('the count is that of the tickets', tickets.length === draw.count);
  check(
    'the tickets are sorted, and none is there twice',
    tickets.every((ticket, at) => at === 0 || String(tickets[at - 1]) < ticket),
  );
  if (draw.list_sha256 !== null) {
    check('the list has the hash that was published', listHashOf(tickets) === draw.list_sha256);
  }
  if (beacon !== null) {
    const bytes = Buffer.from(beacon.signature, 'hex');
    const hash = createHash('sha256').update(bytes).digest('hex');
    check('the beacon is the hash of its signature', hash === beacon.randomness);
    const round = 'drand-quicknet ' + beacon.round;
    check('the beacon is of the round that the terms name', round === terms.beacon);
  }
  if (seed === null || salt === null) return checks;
  check('the seed is the one that was committed', sha256(seed) === terms.seed_sha256);
  check('the salt is the one that was committed', sha256(salt) === terms.salt_sha256);
  const expected = tickets.map((_, at) => ticketOf(salt, at + 1)).sort();
  check('the tickets are those of entries 1 to the count', expected.join() === tickets.join());
  check('a beacon was heard if one was promised', (terms.beacon === 'none') === (beacon === null));
  const key = drawKeyOf({
    seed,
    listHash: listHashOf(tickets),
    count: tickets.length,
    beacon: beacon === null ? 'none' : beacon.randomness,
  });
  const winners = rankTickets(key, tickets, terms.prizes.length);
  check(
    'the winners are those that the draw gives',
    winners.join() === draw.winners.map((winner) => winner.ticket).join(),
  );
  check(
    'each winner has the prize of their place',
    draw.winners.every(({ place, prize }, at) => place === at + 1 && prize === terms.prizes[at]),
  );
  return checks;
}
