import { createHash } from 'node:crypto';
import {
  commitmentOf,
  drawKeyOf,
  listHashOf,
  rankTickets,
  sha256,
  ticketOf,
  type DrawDocument,
} from '#promotions/draw.ts';

/** A drawn document as the server publishes it, of any shape that `random` chooses. */
export function randomDraw(random: () => number, withBeacon = false): DrawDocument {
  const below = (most: number) => Math.floor(random() * most);
  const secret = () => sha256(`${random()}`);
  const [seed, salt, count] = [secret(), secret(), below(60)];
  const prizes = Array.from({ length: 1 + below(8) }, () => `${1 + below(500)}.00`);
  const rules = 'Rules with “quotes”,\nlines and ünïcode 🎁.'.repeat(1 + below(3));
  const signature = sha256(`${random()}`);
  const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
  const beacon = withBeacon ? { round: 1 + below(1e6), randomness, signature } : null;
  const terms = {
    giveaway: 1 + below(1_000),
    title: 'Ein Titel — başlık — عنوان',
    prizes,
    currency: 'USD',
    opens_at: '2026-11-01T00:00:00.000Z',
    closes_at: '2026-11-08T00:00:00.000Z',
    min_account_age_days: below(30),
    rules_sha256: sha256(rules),
    beacon: beacon ? `drand-quicknet ${beacon.round}` : 'none',
    seed_sha256: sha256(seed),
    salt_sha256: sha256(salt),
  };
  const tickets = Array.from({ length: count }, (_, at) => ticketOf(salt, at + 1)).sort();
  const listHash = listHashOf(tickets);
  const key = drawKeyOf({ seed, listHash, count, beacon: beacon?.randomness ?? 'none' });
  return {
    scheme: 'notpanel-draw-1',
    commitment: commitmentOf(terms),
    terms,
    rules,
    state: 'drawn',
    closed_at: '2026-11-08T00:00:30.000Z',
    count,
    list_sha256: listHash,
    tickets,
    beacon,
    seed,
    salt,
    winners: rankTickets(key, tickets, prizes.length).map((ticket, at) => ({
      place: at + 1,
      ticket,
      prize: prizes[at] ?? '',
    })),
  };
}

/** What somebody who cheats would publish in its place, and which check finds it. */
export const FORGERIES: readonly [what: string, forge: (draw: DrawDocument) => DrawDocument][] = [
  ['another seed', (draw) => ({ ...draw, seed: sha256('chosen') })],
  ['another salt', (draw) => ({ ...draw, salt: sha256('chosen') })],
  ['other rules', (draw) => ({ ...draw, rules: `${draw.rules} But not for you.` })],
  ['smaller prizes', (draw) => withTerms(draw, { prizes: draw.terms.prizes.map(() => '0.01') })],
  ['a later closing', (draw) => withTerms(draw, { closes_at: '2026-11-09T00:00:00.000Z' })],
  ['a ticket left out', (draw) => withTickets(draw, draw.tickets.slice(1))],
  ['a ticket made up', (draw) => withTickets(draw, [...draw.tickets, sha256('mine')].sort())],
  ['a ticket twice', (draw) => withTickets(draw, [...draw.tickets, draw.tickets[0] ?? ''].sort())],
  ['winners in another order', (draw) => ({ ...draw, winners: draw.winners.toReversed() })],
  ['a winner less', (draw) => ({ ...draw, winners: draw.winners.slice(1) })],
];

const withTerms = (draw: DrawDocument, terms: Partial<DrawDocument['terms']>): DrawDocument => ({
  ...draw,
  terms: { ...draw.terms, ...terms },
});

/** Whoever forges the list forges its count and its hash as well. */
const withTickets = (draw: DrawDocument, tickets: readonly string[]): DrawDocument => ({
  ...draw,
  tickets,
  count: tickets.length,
  list_sha256: listHashOf(tickets),
});
