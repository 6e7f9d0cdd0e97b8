import { createAccount } from '#accounts/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { addGiveaway, enterGiveaway } from '#promotions/index.ts';

const ENTRANTS = 12; // more than there are prizes, and each is a few rows
const FIRST_CLOSES_MS = 20_000; // whoever starts the demo need not wait to see a draw
const OPEN_DAYS = 7;
const DAY_MS = 86_400_000;
const ACTOR = { kind: 'system', name: 'demo' } as const;

const FIRST = {
  title: 'Opening giveaway',
  rules: [
    'Three prizes in made-up money, for a dozen accounts that were made together with this demo.',
    'It opened, closed and was drawn while the demo started, so that there is a draw to re-check.',
    'One entry per account. Prizes are credited to the wallet at the draw.',
  ].join('\n'),
  prizes: ['25', '10', '5'],
};
const OPEN = {
  title: 'First week giveaway',
  rules: [
    'Five prizes in made-up money. Every account with a confirmed e-mail address may enter, once.',
    'Nothing has to be bought. Operators of the shop are left out.',
    'Prizes are credited to the wallet at the draw and can be spent on any service.',
  ].join('\n'),
  prizes: ['50', '25', '10', '10', '5'],
};

/** Accounts whose people have no password: nobody signs in for them. */
export async function addEntrants(tx: Tx): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 1; n <= ENTRANTS; n += 1) {
    const account = {
      email: `entrant-${n}@demo.example`,
      name: `Demo entrant ${n}`,
      verified: true,
    };
    ids.push((await createAccount(tx, account)).id);
  }
  return ids;
}

/** Two giveaways with entries: one that is drawn in a moment, and one that is open for a week. */
export async function seedGiveaways(app: App, entrants: readonly number[]): Promise<void> {
  const now = app.clock.now();
  const wanted = [
    { ...FIRST, closesAt: new Date(now + FIRST_CLOSES_MS), beacon: false },
    { ...OPEN, closesAt: new Date(now + OPEN_DAYS * DAY_MS), beacon: true },
  ];
  for (const { prizes, ...giveaway } of wanted) {
    const { id: giveawayId } = await addGiveaway(app, {
      ...giveaway,
      prizes: prizes.map(parseMoney),
      actor: ACTOR,
    });
    for (const accountId of entrants) await enterGiveaway(app, { giveawayId, accountId });
  }
}
