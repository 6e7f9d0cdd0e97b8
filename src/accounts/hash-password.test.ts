import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPassword } from './check-password.ts';
import { hashPassword } from './hash-password.ts';
import { verifyPassword } from './verify-password.ts';

// Known answers of the reference implementation's own tests (phc-winner-argon2, src/test.c).
const VECTORS: [password: string, phc: string][] = [
  [
    'password',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ],
  [
    'password',
    phc('m=256,t=2,p=1', '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'),
  ],
  [
    'password',
    phc('m=256,t=2,p=2', '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037'),
  ],
  [
    'password',
    phc('m=65536,t=1,p=1', 'f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98'),
  ],
  [
    'differentpassword',
    phc('m=65536,t=2,p=1', '0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde'),
  ],
];

function phc(settings: string, hex: string): string {
  const hash = Buffer.from(hex, 'hex').toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$${settings}$c29tZXNhbHQ$${hash}`;
}

test('the known answers of the reference implementation verify, and other passwords do not', async () => {
  for (const [password, hash] of VECTORS) {
    assert.equal(await verifyPassword(hash, password), true, hash);
    assert.equal(await verifyPassword(hash, `${password}!`), false, hash);
  }
});

test('a hash is argon2id at 19 MiB, two passes, one lane, with a salt of its own', async () => {
  const [one, two] = await Promise.all([
    hashPassword('correct horse'),
    hashPassword('correct horse'),
  ]);
  const shape = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/;
  assert.match(one, shape);
  assert.match(two, shape);
  assert.notEqual(one, two);
  assert.equal(await verifyPassword(one, 'correct horse'), true);
});

test('a password verifies however its characters were composed', async () => {
  const hash = await hashPassword('Zo\u00eb 1234');
  assert.equal(await verifyPassword(hash, 'Zoe\u0308 1234'), true);
});

test('no hash, a foreign hash or a greedy hash is false, never an error', async () => {
  const bad = [
    undefined,
    '',
    '$2b$12$abcdefghijklmnopqrstuv',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ];
  for (const hash of bad) assert.equal(await verifyPassword(hash, 'password'), false);
});

test('two hashes run at once, twenty wait, and the next one is refused', async () => {
  const small = phc(
    'm=256,t=2,p=1',
    '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
  );
  const crowd = await Promise.allSettled(
    Array.from({ length: 30 }, () => verifyPassword(small, 'password')),
  );
  const refused = crowd.filter((one) => one.status === 'rejected');
  assert.equal(refused.length, 8);
  for (const { reason } of refused) assert.equal((reason as { code: string }).code, 'rate_limited');
  assert.equal(await verifyPassword(small, 'password'), true);
});

test('a new password has 8 to 128 characters', () => {
  checkPassword('tW4-qRz8');
  checkPassword('a long sentence '.repeat(8));
  for (const bad of ['', '1234567', 'x'.repeat(129)]) {
    assert.throws(() => checkPassword(bad), { code: 'invalid_parameter', parameter: 'password' });
  }
});
