import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGuessable } from './guessable.ts';

// From the heads of lists of leaked passwords, those of eight characters and more.
const COMMON =
  `password 12345678 123456789 1234567890 qwertyui qwertyuiop password1 password123 iloveyou
  sunshine princess football baseball superman trustno1 jennifer 11111111 12341234 88888888 00000000
  87654321 asdfghjk asdfghjkl zxcvbnm1 1q2w3e4r 1qaz2wsx qazwsxedc q1w2e3r4 abcd1234 abc12345 passw0rd
  p@ssw0rd P@ssword1 Password! letmein1 welcome1 Welcome123 admin123 administrator changeme starwars
  computer whatever internet liverpool michelle mercedes corvette maverick dragon123 monkey12
  galatasaray fenerbahce1907 besiktas1903 istanbul34 mustafa1 sifre123 parola123 mohamed1 bismillah
  monkey1234 shadow99 superman1 charlie1 test1234 testtest qwer1234 1234qwer asdf1234 aaaaaaaa abababab
  12121212 987654321 147258369 123qweasd loveyou2 loveme12 hello123 summer2024 Summer2025! Winter2026
  October2026 minecraft1 pokemon1 naruto12 master12 sunshine1 princess1 blink182 michael1 jordan23
  qwerty123 Qwerty12345 azertyuiop 1234abcd abcdefgh abcdefg1 aa123456 a1234567`.split(/\s+/);

test('The first passwords that guessers try are refused', () => {
  assert.deepEqual(
    COMMON.filter((password) => !isGuessable(password)),
    [],
  );
});

test('So are those that are made of the address, the name and the shop', () => {
  const context = ['ayse.kaya@harbour-media.example', 'Ayse Kaya', 'Harbour Media'];
  for (const password of ['harbour1', 'Harbour2026', 'kaya2024!', 'AyseKaya1']) {
    assert.ok(isGuessable(password, context), password);
  }
  assert.ok(!isGuessable('Harbour2026', ['a@b.example']));
});

test('What nobody would come to is taken', () => {
  for (const password of [
    'Vermilion-ledger-27',
    'tW4-qRz8',
    'correct horse battery staple',
    'kJ8#mP2x',
    'mor defter kapı',
    'qwertyuiopasdfghjklzxcvb',
    'gXk27dQa1y',
    'كلمة سر طويلة',
    'H6fe-Yt2k',
  ]) {
    assert.ok(!isGuessable(password), password);
  }
});
