import { crc32 } from 'node:zlib';
import { partsOf, type AnsweredCall, type CallBody } from './call.ts';

/** A call on its way to the log: small, flat, without secrets. */
export type PackedCall = {
  accountId: number;
  keyId: number;
  process: string;
  seq: number;
  at: number;
  tookUs: number;
  action: string;
  status: number;
  error: string;
  /** 0: none. */
  orderId: number;
  isRepeat: boolean;
  /** Of the caller's own request_id; 0: none. */
  name: number;
  /** A `CallBody` as JSON, its headers as names and values in turn. */
  body: string;
};

// A call is read by a person: what nobody reads to its end is cut. Ordinary calls have 200 bytes.
const MOST_PARAMS = 40;
const MOST_ITEMS = 20;
const LONGEST_NAME = 100;
const LONGEST_VALUE = 500;
const LONGEST_PARAMS = 4_000;
const LONGEST_ANSWER = 2_000;
const LONGEST_ERROR = 300;
const LONGEST_HEADER = 200;

/** What is kept of a call. The key is not in it, nor any other secret of ours, wherever it stood. */
export function packCall(call: AnsweredCall): PackedCall {
  const { process = 'none', seq = 0 } = partsOf(call.requestId) ?? {};
  const { status, headers = [] } = call.answer;
  const answer = openingOf(call.answer);
  const error = errorIn(status, answer);
  const name = call.fields.get('request_id');
  return {
    accountId: call.accountId,
    keyId: call.keyId,
    process,
    seq,
    at: call.at,
    tookUs: Math.min(Math.round(call.tookUs), 2_147_483_647),
    action: call.action ?? '',
    status,
    error: withoutSecrets(error.replaceAll('\0', '').slice(0, LONGEST_ERROR)).toWellFormed(),
    orderId: call.action === 'add' && error === '' ? orderIn(answer) : 0,
    isRepeat: headers.includes('Idempotent-Replayed'),
    name: typeof name === 'string' && name !== '' ? nameOf(name) : 0,
    body: withoutSecrets(bodyOf(call, answer)),
  };
}

/** A number for the caller's own request_id, never 0. */
export const nameOf = (requestId: string): number => crc32(requestId) | 0 || 1;

function openingOf({ body, opening }: AnsweredCall['answer']): string {
  if (opening !== undefined) return opening;
  if (typeof body === 'string') return body.slice(0, LONGEST_ANSWER);
  return body.toString('utf8', 0, LONGEST_ANSWER);
}

const REFUSED = '{"error":';

/** In the classic dialect a refusal has the status 200, so the body decides. */
function errorIn(status: number, answer: string): string {
  if (!answer.startsWith(REFUSED)) return status >= 400 ? `HTTP ${status}` : '';
  try {
    const { error } = JSON.parse(answer) as { error: unknown };
    return typeof error === 'string' ? error : '';
  } catch {
    return answer.slice(REFUSED.length); // longer than what is kept
  }
}

const orderIn = (answer: string): number =>
  Number(/^{"order":"?(?:ord_)?(\d+)/.exec(answer)?.[1] ?? 0);

// Put together by hand: each of ten thousand calls a second would cost a microsecond more.
function bodyOf(call: AnsweredCall, answer: string): string {
  const { params, isCut } = paramsOf(call.fields);
  const { headers = [], body } = call.answer;
  return (
    `{${callerOf(call)},"params":${JSON.stringify(params)},"isCut":${isCut},` +
    `"headers":${JSON.stringify(headers)},"answer":${JSON.stringify(answer)},` +
    `"answerBytes":${Buffer.byteLength(body)}}`
  );
}

let caller:
  | Pick<AnsweredCall, 'dialect' | 'ip' | 'method' | 'contentType' | 'userAgent'>
  | undefined;
let callerText = '';

/** Who called and how, as JSON; most calls have that of the call before. */
function callerOf(call: AnsweredCall): string {
  const isSame =
    caller?.ip === call.ip &&
    caller.userAgent === call.userAgent &&
    caller.method === call.method &&
    caller.contentType === call.contentType &&
    caller.dialect === call.dialect;
  if (isSame) return callerText;
  const { dialect, ip, method, contentType, userAgent } = call;
  caller = { dialect, ip, method, contentType, userAgent };
  const parts = {
    ...{ dialect, ip, method },
    contentType: contentType?.slice(0, LONGEST_HEADER) ?? null,
    userAgent: userAgent?.slice(0, LONGEST_HEADER) ?? null,
  };
  callerText = JSON.stringify(parts).slice(1, -1);
  return callerText;
}

function paramsOf(fields: AnsweredCall['fields']): Pick<CallBody, 'params' | 'isCut'> {
  const params: CallBody['params'] = [];
  let isCut = false;
  let room = LONGEST_PARAMS;
  const cut = (text: string, most: number): string => {
    const kept = text.slice(0, Math.min(most, room));
    room -= kept.length;
    if (kept.length === text.length) return text;
    isCut = true;
    return `${kept}…`;
  };
  for (const [name, value] of fields) {
    if (name === 'key') continue;
    if (params.length === MOST_PARAMS || room <= 0) {
      isCut = true;
      break;
    }
    const items = Array.isArray(value) ? (value as string[]) : undefined;
    if (items && items.length > MOST_ITEMS) isCut = true;
    params.push([
      cut(name, LONGEST_NAME),
      items
        ? items.slice(0, MOST_ITEMS).map((item) => cut(String(item), LONGEST_VALUE))
        : cut(typeof value === 'string' ? value : '(not text)', LONGEST_VALUE),
    ]);
  }
  return { params, isCut };
}

// Keys, and the secrets of webhooks that `webhook_add` answers once. What is cut begins like one still.
const SECRET = /(np_(?:live|test)_|whsec_)[\w+/=-]+/g;

const withoutSecrets = (text: string): string =>
  text.includes('np_') || text.includes('whsec_') ? text.replace(SECRET, '$1…') : text;
