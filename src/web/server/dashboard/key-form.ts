import {
  DEFAULT_REQUESTS_PER_MINUTE,
  SCOPES,
  type ApiKey,
  type KeySettings,
  type Scope,
} from '#keys/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { fieldOf } from '../account-form.ts';

/** What was typed, to be shown again beside what is wrong with it. */
export type KeyFields = {
  name: string;
  dialect: string;
  limit: string;
  repeatWindow: string;
  scopes: string[];
  ips: string;
  cap: string;
  expires: string;
};

export const keyFieldsOf = (form: FormData): KeyFields => ({
  name: fieldOf(form, 'name'),
  dialect: fieldOf(form, 'dialect'),
  limit: fieldOf(form, 'limit').trim(),
  repeatWindow: fieldOf(form, 'repeat_window').trim(),
  scopes: form.getAll('scopes').map(String),
  ips: fieldOf(form, 'ips'),
  cap: fieldOf(form, 'spend_cap').trim(),
  expires: fieldOf(form, 'expires').trim(),
});

/** The settings of a key as they would be typed. */
export const typedOf = (key: ApiKey): KeyFields => ({
  name: key.name,
  dialect: key.dialect,
  limit: key.requestsPerMinute === null ? '' : String(key.requestsPerMinute),
  repeatWindow: String(key.repeatWindowS),
  scopes: key.scopes,
  ips: key.allowedIps.join('\n'),
  cap: key.dailySpendCap === null ? '' : formatMoney(key.dailySpendCap),
  expires: key.expiresAt ? lastDayOf(key.expiresAt) : '',
});

const REPEAT_S = 10; // the table's own default

/** What the form for a new key begins with. */
export const blankKey = (most: number | null): KeyFields => ({
  name: '',
  dialect: 'notpanel',
  limit: String(Math.min(DEFAULT_REQUESTS_PER_MINUTE, most ?? DEFAULT_REQUESTS_PER_MINUTE)),
  repeatWindow: String(REPEAT_S),
  scopes: [...SCOPES],
  ips: '',
  cap: '',
  expires: '',
});

export type KeyRules = {
  /** Of the account's tier; null is unlimited. */
  most: number | null;
  now: Date;
  /** The key that is changed. */
  current?: ApiKey;
};

/**
 * The settings that a form asks for. Refuses with `invalid_parameter` and the field as parameter
 * what is no such value, a limit above the tier's, a day that is over, and another dialect of a key
 * that is in use, unless the form says that it is meant.
 */
export function readKeyForm(form: FormData, { most, now, current }: KeyRules): KeySettings {
  const typed = keyFieldsOf(form);
  const dialect = typed.dialect === 'classic' ? 'classic' : 'notpanel';
  if (current && dialect !== current.dialect && fieldOf(form, 'dialect_sure') === '') {
    throw wrong('dialect');
  }
  return {
    name: typed.name.trim(),
    dialect,
    requestsPerMinute: limitOf(typed.limit, most),
    ...(typed.repeatWindow !== '' && {
      repeatWindowS: wholeOf(typed.repeatWindow, 'repeat_window'),
    }),
    scopes: SCOPES.filter((scope) => typed.scopes.includes(scope)) as Scope[],
    allowedIps: typed.ips.split(/[\s,]+/).filter(Boolean),
    dailySpendCap: capOf(typed.cap),
    expiresAt: endOf(typed.expires, now, current),
  };
}

function limitOf(text: string, most: number | null): number | null {
  if (text === '') return null;
  const limit = wholeOf(text, 'limit');
  if (most !== null && limit > most) throw wrong('limit');
  return limit;
}

function wholeOf(text: string, field: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw wrong(field);
}

function capOf(text: string): Money | null {
  if (text === '') return null;
  try {
    return parseMoney(text.replace(',', '.'));
  } catch (error) {
    if (isAppError(error)) throw wrong('spend_cap');
    throw error;
  }
}

const DAY_MS = 24 * 60 * 60_000;

/** The end of a day in UTC. A day that was not touched keeps the very moment that it stood for. */
function endOf(text: string, now: Date, current: ApiKey | undefined): Date | null {
  if (text === '') return null;
  const before = current?.expiresAt ?? null;
  if (before && text === lastDayOf(before)) return before;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!day || Number.isNaN(day.getTime())) throw wrong('expires');
  const end = new Date(day.getTime() + DAY_MS);
  if (end <= now) throw wrong('expires');
  return end;
}

/** The last day on which a key works, as a field for days takes it. */
const lastDayOf = (expiresAt: Date): string =>
  new Date(expiresAt.getTime() - 1).toISOString().slice(0, 10);

const wrong = (field: string) =>
  new AppError('invalid_parameter', `${field} is not right`, { parameter: field });
