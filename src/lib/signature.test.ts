import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { checkSignature, isSecret, SECRET_PREFIX, signMessage } from './signature.ts';

// The vector of the specification's own libraries.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const TIMESTAMP_S = 1_614_265_330;
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

const headersOf = (signature: string, timestampS = TIMESTAMP_S) => ({
  'webhook-id': ID,
  'webhook-timestamp': String(timestampS),
  'webhook-signature': signature,
});

test("the standard's own vector is signed and verified", () => {
  const message = { id: ID, timestampS: TIMESTAMP_S, body: BODY };
  assert.equal(signMessage([SECRET], message), SIGNATURE);
  assert.equal(checkSignature(SECRET, headersOf(SIGNATURE), BODY, TIMESTAMP_S), 'verified');
});

test('whatever is signed here verifies in the published library, and the other way round', () => {
  const nowS = Math.floor(Date.now() / 1_000);
  const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 });
  const property = fc.property(secrets, fc.string({ unit: 'binary' }), (bytes, text) => {
    const secret = SECRET_PREFIX + Buffer.from(bytes).toString('base64');
    const body = JSON.stringify({ text: text.toWellFormed() });
    const library = new Webhook(secret);
    const ours = signMessage([secret], { id: ID, timestampS: nowS, body });
    assert.deepEqual(library.verify(body, headersOf(ours, nowS)), JSON.parse(body));
    const theirs = library.sign(ID, new Date(nowS * 1_000), body);
    assert.equal(checkSignature(secret, headersOf(theirs, nowS), body, nowS), 'verified');
  });
  fc.assert(property, { numRuns: 300 });
});

test('either secret of a rotation verifies, another does not', () => {
  const nowS = Math.floor(Date.now() / 1_000);
  const other = SECRET_PREFIX + randomBytes(32).toString('base64');
  const stranger = SECRET_PREFIX + randomBytes(32).toString('base64');
  const both = signMessage([other, SECRET], { id: ID, timestampS: nowS, body: BODY });
  for (const secret of [SECRET, other]) {
    assert.ok(new Webhook(secret).verify(BODY, headersOf(both, nowS)));
    assert.equal(checkSignature(secret, headersOf(both, nowS), BODY, nowS), 'verified');
  }
  assert.throws(() => new Webhook(stranger).verify(BODY, headersOf(both, nowS)));
  assert.equal(checkSignature(stranger, headersOf(both, nowS), BODY, nowS), 'wrong signature');
});

test('what is changed, late, early or without headers does not verify', () => {
  const right = headersOf(SIGNATURE);
  const check = (headers: Record<string, string>, body = BODY, nowS = TIMESTAMP_S) =>
    checkSignature(SECRET, headers, body, nowS);
  assert.equal(check(right, `${BODY} `), 'wrong signature');
  assert.equal(check({ ...right, 'webhook-id': 'other' }), 'wrong signature');
  assert.equal(check({ ...right, 'webhook-signature': 'v1,' }), 'wrong signature');
  assert.equal(
    check({ ...right, 'webhook-signature': SIGNATURE.replace('v1', 'v2') }),
    'wrong signature',
  );
  assert.equal(check(right, BODY, TIMESTAMP_S + 301), 'too old or too new');
  assert.equal(check(right, BODY, TIMESTAMP_S - 301), 'too old or too new');
  assert.equal(check({ ...right, 'webhook-timestamp': 'soon' }), 'too old or too new');
  assert.equal(check({ ...right, 'webhook-signature': '' }), 'headers missing');
});

test('a secret is known by its form', () => {
  assert.ok(isSecret(SECRET));
  for (const text of ['', 'whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_ü', 'np_live_x']) {
    assert.ok(!isSecret(text), text);
  }
});
