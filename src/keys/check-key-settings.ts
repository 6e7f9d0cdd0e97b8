import { isIP } from 'node:net';
import { AppError } from '#lib/errors.ts';
import { SCOPES, type KeySettings } from './key.ts';

const LONGEST_NAME = 60; // api_keys_name_is_short
const LONGEST_WINDOW_S = 3_600; // api_keys_repeat_window_is_short
const HIGHEST_LIMIT = 2_147_483_647; // a Postgres int
const MOST_NETWORKS = 50;

/** Refuses a setting that the database or the request path could not hold, `invalid_parameter`. */
export function checkKeySettings(settings: KeySettings): void {
  const { name, requestsPerMinute, scopes, allowedIps, dailySpendCap, repeatWindowS } = settings;
  if (name !== undefined && (name.trim() === '' || name.trim().length > LONGEST_NAME)) {
    throw refused('name', `a name has 1 to ${LONGEST_NAME} characters`);
  }
  if (requestsPerMinute != null && !isWhole(requestsPerMinute, 1, HIGHEST_LIMIT)) {
    throw refused('limit', 'the limit is a whole number of requests a minute, or unlimited');
  }
  if (scopes && (scopes.length === 0 || scopes.some((scope) => !SCOPES.includes(scope)))) {
    throw refused('scopes', `the scopes are one or more of ${SCOPES.join(', ')}`);
  }
  if (allowedIps && (allowedIps.length > MOST_NETWORKS || !allowedIps.every(isNetwork))) {
    throw refused('ips', `up to ${MOST_NETWORKS} addresses or networks such as 203.0.113.0/24`);
  }
  if (dailySpendCap != null && dailySpendCap <= 0n) {
    throw refused('spend_cap', 'the spend cap is more than nothing');
  }
  if (repeatWindowS !== undefined && !isWhole(repeatWindowS, 0, LONGEST_WINDOW_S)) {
    throw refused('repeat_window', `the repeat window is 0 to ${LONGEST_WINDOW_S} seconds`);
  }
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128);
}

const refused = (parameter: string, message: string) =>
  new AppError('invalid_parameter', message, { parameter });
