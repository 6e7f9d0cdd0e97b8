import { anyErrors, error, errors } from './errors.ts';
import { actions, limits, rateHeaders, scopes, statuses, tiers } from './figures.ts';
import { openApi } from './open-api.ts';
import { answer, orderParameters, orderTypes, parameters } from './parameters.ts';
import { sample, tryIt } from './sample.ts';
import { events, retries } from './webhooks.ts';
import type { Directive } from './directive.ts';

/** Every directive that prose may hold, by its name. */
export const DIRECTIVES: Readonly<Record<string, Directive>> = {
  actions,
  answer,
  'any-errors': anyErrors,
  error,
  errors,
  events,
  limits,
  openapi: openApi,
  'order-parameters': orderParameters,
  'order-types': orderTypes,
  parameters,
  'rate-headers': rateHeaders,
  retries,
  sample,
  scopes,
  statuses,
  tiers,
  try: tryIt,
};
