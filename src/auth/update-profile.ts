import { AppError } from '#lib/errors.ts';
import { isLocale } from '#lib/locales.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkName } from './sign-up.ts';
import type { Visitor } from './visitor.ts';

/** Sets a name, and the language and time zone of mails. Refuses `invalid_parameter`. */
export async function updateProfile(
  tx: Tx,
  visitor: Visitor,
  profile: { name: string; locale: string; timeZone: string },
): Promise<void> {
  const { locale, timeZone } = profile;
  if (!isLocale(locale)) throw refused('locale', 'this language is not spoken here');
  if (!isTimeZone(timeZone)) throw refused('timeZone', 'there is no such time zone');
  await tx
    .updateTable('users')
    .set({ name: checkName(profile.name), locale, time_zone: timeZone })
    .where('id', '=', visitor.userId)
    .execute();
}

/** The time zones to choose from. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

const isTimeZone = (text: string): boolean => timeZones().includes(text);

const refused = (parameter: string, text: string) =>
  new AppError('invalid_parameter', text, { parameter });
