export { clientIp, proxyList } from './client-ip.ts';
export type { Action } from './actions/action.ts';
export { ACTIONS } from './actions/index.ts';
export { ADD_PARAMS } from './actions/add-params.ts';
export { askAsKey, type ApiAnswer, type AskedAsKey } from './ask-as-key.ts';
export { classic } from './dialects/classic.ts';
export type { Dialect as ApiDialect, StatusWord } from './dialects/dialect.ts';
export { notpanel } from './dialects/notpanel.ts';
export {
  ANSWERED_BEFORE_KEY,
  ANSWERED_CODES,
  ERROR_TEXTS,
  errorOf,
  type AnsweredCode,
  type ErrorText,
} from './error-texts.ts';
export { MAX_FIELDS } from '#lib/params/fields.ts';
export { hardenServer, SERVER_OPTIONS } from './harden-server.ts';
export { MAX_BATCH } from '#lib/params/ids.ts';
export { openApiDocument } from './openapi.ts';
export { RATE_HEADERS } from './rate-headers.ts';
export { MAX_BODY_BYTES } from './read-body.ts';
export { createApi, type Api, type ApiOptions } from './server.ts';
