import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newService } from '../new-service.ts';
import { QUANTITY_FROM, SERVICE_TYPES } from '../service.ts';
import { demoServices } from './demo-services.ts';

const SERVICES = demoServices().map((service) => newService.parse(service));

test('the demo has 3,000 services in 40 categories, each under a name of its own', () => {
  assert.equal(SERVICES.length, 3_000);
  assert.equal(new Set(SERVICES.map(({ category }) => category)).size, 40);
  assert.equal(new Set(SERVICES.map(({ category, name }) => `${category}\n${name}`)).size, 3_000);
});

test('the same seed is the same shop, another seed another one', () => {
  assert.deepEqual(demoServices(1), demoServices(1));
  assert.notDeepEqual(demoServices(1), demoServices(2));
  assert.equal(demoServices(2).length, 3_000);
});

test('every type, every delivery method and many platforms are there', () => {
  assert.deepEqual(new Set(SERVICES.map(({ type }) => type)), new Set(SERVICE_TYPES));
  assert.equal(new Set(SERVICES.map(({ delivery }) => delivery)).size, 5);
  const platforms = new Set(SERVICES.map(({ platform }) => platform));
  assert.ok(platforms.size >= 18, `${platforms.size} platforms`);
  for (const name of [
    ...['Instagram', 'YouTube', 'TikTok', 'X', 'Facebook', 'LinkedIn', 'Telegram', 'Spotify'],
    ...['Twitch', 'Reddit', 'Pinterest', 'Snapchat', 'Threads', 'Website'],
  ]) {
    assert.ok(platforms.has(name), name);
  }
});

test('each flag is on for some and off for others', () => {
  for (const flag of ['refill', 'cancel', 'dripfeed'] as const) {
    const on = SERVICES.filter((service) => service[flag]).length;
    assert.ok(on > 100, `${flag}: ${on}`);
    if (flag !== 'cancel') assert.ok(on < 2_900, `${flag}: ${on}`);
  }
});

test('a refill is offered exactly where there is a guarantee', () => {
  for (const { name, refill, guaranteeDays } of SERVICES) {
    assert.equal(refill, guaranteeDays !== null, name);
  }
});

test('prices are plausible: the smallest order of each costs cents to hundreds', () => {
  for (const { name, rate, min } of SERVICES) {
    const least = Number(rate * BigInt(min)) / 1e9;
    assert.ok(least >= 0.1 && least <= 1_000, `${name}: ${least}`);
  }
});

test('packages have one size and nothing to choose', () => {
  for (const { name, type, min, max } of SERVICES) {
    if (QUANTITY_FROM[type] === 'min') assert.equal(min, max, name);
  }
});

test('every description says what it is, how it is counted and what the link must be', () => {
  for (const { name, description } of SERVICES) {
    assert.match(description, /(One piece is|The price is for)/, name);
    assert.match(description, / Link: [^.]+\./, name);
    assert.ok(description.length > 120 && description.length < 900, name);
    assert.doesNotMatch(description, / {2}|\.\.|undefined|null|false/, name);
  }
});

// Words of shops that sell numbers instead of promotion, and claims that nobody can keep.
const NEVER = new RegExp(
  String.raw`\b(followers?|subscribers|likes?|votes|reviews?|ratings?|bots?|fake|real|organic|` +
    String.raw`instant\w*|fast\w*|cheap\w*|best|top|premium|guaranteed?|lifetime|non.?drop|` +
    String.raw`no drop|hq|high quality|viral|100 ?%|accounts? for sale|passwords?)\b|%|!|★|🔥`,
  'i',
);

test('no name or category makes a claim or sells engagement', () => {
  for (const { name, category } of SERVICES) {
    const claim = NEVER.exec(`${category} ${name}`.replace('Page review', ''));
    assert.equal(claim, null, `${name}: ${claim?.[0]}`);
  }
});

test('a description that speaks of votes, rankings or answers says that they are not sold', () => {
  const said = SERVICES.filter(({ description }) => /\bsold\b/.test(description));
  assert.ok(said.length > 0);
  for (const { description } of said) assert.match(description, /(not|neither) sold/);
  for (const { type, description } of SERVICES) {
    if (type === 'Poll') assert.match(description, /neither sold nor promised/);
  }
});
