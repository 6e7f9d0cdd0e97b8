import { randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { roundAfter } from './beacon.ts';
import { sha256 } from './draw.ts';
import { MOST_PRIZES } from './giveaway.ts';

export type NewGiveaway = {
  title: string;
  rules: string;
  /** Nano-units of the shop's currency, the first place first. */
  prizes: readonly Money[];
  /** Default: now. */
  opensAt?: Date;
  closesAt: Date;
  minAgeDays?: number;
  /** Mixes in a public value that nobody can know before the list is out. */
  beacon: boolean;
  actor: Actor;
};

const LONGEST_TITLE = 120;
const LONGEST_RULES = 10_000;
const OLDEST_DAYS = 3_650;
const SECRET_BYTES = 32;

/**
 * Announces a giveaway. Seed and salt are made and committed here, before anybody can enter, and
 * its terms never change. Refuses `invalid_parameter`.
 */
export async function addGiveaway(app: App, wanted: NewGiveaway): Promise<{ id: number }> {
  const now = new Date(app.clock.now());
  const { title, rules, prizes, opensAt = now, closesAt, minAgeDays = 0 } = wanted;
  refuseUnlessText('title', title, LONGEST_TITLE, /^[^\p{Cc}]*$/u);
  refuseUnlessText('rules', rules, LONGEST_RULES, /^[^\p{Cc}]*$|\n/u);
  refuseUnless('prizes', prizes.length >= 1 && prizes.length <= MOST_PRIZES, 'give 1 to 100');
  refuseUnless(
    'prizes',
    prizes.every((one) => one > 0n),
    'each must be above zero',
  );
  refuseUnless('closes_at', closesAt > opensAt && closesAt > now, 'it must be in the future');
  const isAge = Number.isInteger(minAgeDays) && minAgeDays >= 0 && minAgeDays <= OLDEST_DAYS;
  refuseUnless('min_age_days', isAge, 'use a number of days');
  const [seed, salt] = [newSecret(), newSecret()];
  return app.transact(async (tx) => {
    const { id } = await tx
      .insertInto('giveaways')
      .values({
        ...{ title, rules },
        opens_at: opensAt,
        closes_at: closesAt,
        min_age_days: minAgeDays,
        beacon_round: wanted.beacon ? BigInt(roundAfter(closesAt)) : null,
        seed_sealed: app.vault.seal(seed),
        salt_sealed: app.vault.seal(salt),
        seed_hash: sha256(seed),
        salt_hash: sha256(salt),
        created_at: now,
        created_by: actorName(wanted.actor),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('giveaway_prizes')
      .values(prizes.map((amount, at) => ({ giveaway_id: id, place: at + 1, amount })))
      .execute();
    return { id };
  });
}

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('hex');

function refuseUnlessText(parameter: string, text: string, most: number, form: RegExp): void {
  const isText = text.trim() !== '' && text.length <= most && form.test(text);
  refuseUnless(parameter, isText, `use 1 to ${most} characters`);
}

function refuseUnless(parameter: string, isRight: boolean, advice: string): void {
  if (isRight) return;
  throw new AppError('invalid_parameter', `${parameter}: ${advice}`, { parameter });
}
