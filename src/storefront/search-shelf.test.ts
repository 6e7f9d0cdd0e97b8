import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DELIVERY_METHODS, SERVICE_TYPES, type Service } from '#catalog/index.ts';
import { asRate } from '#lib/money.ts';
import { shelfWith } from '#test/support/shelf.ts';
import { choicesOf } from './choices-of.ts';
import { matchText } from './match-text.ts';
import { priceList, PUBLIC_PRICES } from './price-list.ts';
import { searchShelf } from './search-shelf.ts';
import { CHOICES, EVERYTHING, SORTS, type ChoiceKind, type ServiceQuery } from './service-query.ts';
import { OFFER_NAMES, type Shelf } from './shelf.ts';

/** Everything that a query finds, over all pages. */
function findAll(shelf: Shelf, query: Partial<ServiceQuery>): Service[] {
  const all = { ...EVERYTHING, ...query };
  const { pages } = searchShelf(shelf, PUBLIC_PRICES, all);
  const places = Array.from({ length: pages }, (_, index) => [
    ...searchShelf(shelf, PUBLIC_PRICES, { ...all, page: index + 1 }).places,
  ]).flat();
  return places.map((place) => shelf.list[place] as Service);
}

const find = (names: readonly string[], text: string): string[] =>
  findAll(shelfWith(names.map((name) => ({ name }))), { text }).map(({ name }) => name);

const word = fc.constantFrom(
  ...[
    'Instagram',
    'followers',
    'Beğeni',
    'İzlenme',
    'متابعين',
    'مشاهدات',
    '30d',
    'x',
    '赞',
    '★',
    '-',
  ],
  ...['views', 'real', '1', '10,000', 'Café', '|', '𝐒𝐩𝐞𝐞𝐝'],
);
const name = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' ')),
  fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }),
);
const service = fc.record<Partial<Service>>({
  name,
  platform: fc.constantFrom('Instagram', 'TikTok', 'X'),
  category: fc.constantFrom('Likes', 'Views', 'لایک', 'Likes!'),
  type: fc.constantFrom(...SERVICE_TYPES.slice(0, 3)),
  delivery: fc.constantFrom(...DELIVERY_METHODS.slice(0, 3)),
  rate: fc.bigInt(0n, 5n).map((units) => asRate(units * 1_000_000n)),
  refill: fc.boolean(),
  cancel: fc.boolean(),
  dripfeed: fc.boolean(),
  averageMinutes: fc.option(fc.nat(3)),
});
const services = fc.array(service, { minLength: 1, maxLength: 70 });

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
const query = fc.record<ServiceQuery>({
  text: fc.constantFrom('', '', 'instagram', 'views', 'متابعین'),
  choices: fc.record({
    platform: some('instagram', 'tiktok', 'x'),
    category: some('likes', 'views', 'likes-2'),
    delivery: some('paid-ads', 'content-work'),
    type: some('default', 'package'),
  }),
  offers: some(...OFFER_NAMES),
  from: fc.option(fc.constant(asRate(1_000_000n))),
  to: fc.option(fc.constant(asRate(3_000_000n))),
  sort: fc.constantFrom(...SORTS),
  page: fc.constant(1),
});

describe('a search', () => {
  test('finds every service by its own name, before all that are called otherwise', () => {
    fc.assert(
      fc.property(services, fc.nat(), (list, pick) => {
        const shelf = shelfWith(list);
        const wanted = shelf.list[pick % shelf.list.length] as Service;
        const found = findAll(shelf, { text: wanted.name });
        const { names } = shelf.vocabulary;
        const sameName = (one: Service) =>
          names[shelf.list.indexOf(one)] === names[shelf.list.indexOf(wanted)];
        const last = found.indexOf(wanted);
        assert.ok(last >= 0, wanted.name);
        if (matchText(shelf, wanted.name) === null) return; // nothing that folding leaves
        assert.ok(found.slice(0, last).every(sameName), wanted.name);
      }),
      { numRuns: 500 },
    );
  });

  test('finds words in any order and spelling, in full before beginnings', () => {
    const names = ['Reels likers', 'Reel likes', 'Reel lik', 'Story views'];
    assert.deepEqual(find(names, 'LIK reel'), ['Reel lik', 'Reel likes', 'Reels likers']);
    assert.deepEqual(find(['Beğeni', 'İzlenme', 'Yorum'], 'begeni'), ['Beğeni']);
    assert.deepEqual(find(['Beğeni', 'İzlenme', 'Yorum'], 'IZLENME'), ['İzlenme']);
    assert.deepEqual(find(['متابعة', 'مشاهدة'], 'متابعه'), ['متابعة']);
    assert.deepEqual(find(['高质量点赞', '评论'], '点赞'), ['高质量点赞']);
  });

  test('forgives a slip in a long word, and none in a number or where a word fits', () => {
    const names = ['Followers 30d', 'Followers 60d', 'Views'];
    assert.deepEqual(find(names, 'folowers'), ['Followers 30d', 'Followers 60d']);
    assert.deepEqual(find(names, 'follwoers 30d'), ['Followers 30d']);
    assert.deepEqual(find(names, 'followers 20d'), []);
    assert.deepEqual(find(['Likes', 'Bikes'], 'likes'), ['Likes']);
  });

  test('knows platforms and categories, also by what people call them', () => {
    const shelf = shelfWith([
      { name: 'Followers', platform: 'Instagram', category: 'Türkiye' },
      { name: 'Followers', platform: 'X', category: 'Deutschland' },
      { name: 'X-ray views', platform: 'YouTube', category: 'Deutschland' },
    ]);
    const ids = (text: string) => findAll(shelf, { text }).map(({ id }) => id);
    assert.deepEqual(ids('ig followers'), [1]);
    assert.deepEqual(ids('twitter'), [2]);
    assert.deepEqual(ids('turkiye'), [1]);
    assert.deepEqual(ids('x'), [3, 2], 'a name says more than a platform');
  });

  test('of a number shows the service of that number first', () => {
    const shelf = shelfWith([{ name: '7 days of likes' }, { name: 'Likes', id: 7 }]);
    assert.deepEqual(
      findAll(shelf, { text: '7' }).map(({ id }) => id),
      [7, 1],
    );
  });

  test('is bounded whatever is asked', () => {
    const shelf = shelfWith(
      Array.from({ length: 10_000 }, (_, n) => ({
        name: `Service ${n.toString(36)}ly of kind ${n}`,
      })),
    );
    const nonsense = Array.from(
      { length: 31 },
      (_, n) => `servixe${String.fromCharCode(97 + (n % 26))}`,
    );
    const began = performance.now();
    searchShelf(shelf, PUBLIC_PRICES, { ...EVERYTHING, text: nonsense.join(' ').slice(0, 250) });
    searchShelf(shelf, PUBLIC_PRICES, {
      ...EVERYTHING,
      text: 'a b c d e f g h i j k l m n o p q r s',
    });
    assert.ok(performance.now() - began < 1_000, 'ten times what it takes');
  });
});

const chosenOf = (shelf: Shelf, kind: ChoiceKind, one: Service): string => {
  const name = {
    platform: one.platform,
    category: one.category,
    delivery: one.delivery,
    type: one.type,
  };
  return choicesOf(shelf, kind).find((choice) =>
    [choice.name, 'method' in choice && choice.method].includes(name[kind]),
  )?.key as string;
};

/** The same in plain words. */
function isWanted(shelf: Shelf, one: Service, wanted: ServiceQuery, but?: ChoiceKind): boolean {
  const scores = matchText(shelf, wanted.text);
  return (
    (scores === null || (scores[shelf.list.indexOf(one)] ?? 0) > 0) &&
    wanted.offers.every((offer) => one[offer]) &&
    (wanted.from === null || one.rate >= wanted.from) &&
    (wanted.to === null || one.rate <= wanted.to) &&
    CHOICES.every(
      (kind) =>
        kind === but ||
        wanted.choices[kind].length === 0 ||
        wanted.choices[kind].includes(chosenOf(shelf, kind, one)),
    )
  );
}

describe('filters', () => {
  test('leave what passes each of them, once and on one page or another', () => {
    fc.assert(
      fc.property(services, query, (list, wanted) => {
        const shelf = shelfWith(list);
        const ids = (found: readonly Service[]) => found.map(({ id }) => id).sort((a, b) => a - b);
        const expected = shelf.list.filter((one) => isWanted(shelf, one, wanted));
        assert.deepEqual(ids(findAll(shelf, wanted)), ids(expected));
        assert.equal(searchShelf(shelf, PUBLIC_PRICES, wanted).total, expected.length);
      }),
      { numRuns: 500 },
    );
  });

  test('say of every choice how many there would be with it', () => {
    fc.assert(
      fc.property(services, query, (list, wanted) => {
        const shelf = shelfWith(list);
        const { counts } = searchShelf(shelf, PUBLIC_PRICES, wanted);
        for (const kind of CHOICES) {
          const others = shelf.list.filter((one) => isWanted(shelf, one, wanted, kind));
          for (const [number, { key }] of choicesOf(shelf, kind).entries()) {
            const expected = others.filter((one) => chosenOf(shelf, kind, one) === key).length;
            assert.equal(counts.choices[kind][number], expected, `${kind} ${key}`);
          }
        }
        const found = findAll(shelf, wanted);
        for (const offer of OFFER_NAMES) {
          assert.equal(counts.offers[offer], found.filter((one) => one[offer]).length, offer);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('and sorting go by what the visitor pays', () => {
    const rates = [5n, 1n, 3n].map((units) => ({ rate: asRate(units * 1_000_000n) }));
    const shelf = shelfWith(rates);
    const own = priceList(5_000, new Map([[1, { rate: asRate(1_000_000n), discountBp: null }]]));
    const ids = (query: Partial<ServiceQuery>) =>
      [...searchShelf(shelf, own, { ...EVERYTHING, ...query }).places].map(
        (place) => shelf.list[place]?.id,
      );
    assert.deepEqual(ids({ sort: 'cheapest' }), [1, 2, 3], '0.50, 0.50 and 1.50');
    assert.deepEqual(ids({ sort: 'dearest' })[0], 3);
    assert.deepEqual(ids({ to: asRate(500_000n) }), [1, 2]);
  });
});

describe('sorting', () => {
  const shelf = shelfWith([
    { id: 4, name: 'beta', averageMinutes: null },
    { id: 9, name: 'Älpha', averageMinutes: 50 },
    { id: 2, name: 'gamma', averageMinutes: 5 },
  ]);
  const ids = (sort: ServiceQuery['sort']) => findAll(shelf, { sort }).map(({ id }) => id);

  test('has an order for every name, and what was not measured comes last', () => {
    assert.deepEqual(ids('relevance'), [4, 9, 2]);
    assert.deepEqual(ids('fastest'), [2, 9, 4]);
    assert.deepEqual(ids('newest'), [9, 4, 2]);
    assert.deepEqual(ids('name'), [9, 4, 2]);
    assert.deepEqual(ids('cheapest'), [4, 9, 2]);
  });

  test('loses nothing and adds nothing', () => {
    fc.assert(
      fc.property(services, fc.constantFrom(...SORTS), (list, sort) => {
        const many = shelfWith(list);
        const found = findAll(many, { sort }).map(({ id }) => id);
        assert.deepEqual(
          found.toSorted((a, b) => a - b),
          many.list.map(({ id }) => id),
        );
      }),
    );
  });
});

describe('a shelf', () => {
  test('takes over its words when only prices changed, and not when services did', () => {
    const before = shelfWith([{ name: 'One' }, { name: 'Two' }]);
    const dearer = shelfWith([{ name: 'One', rate: asRate(9n) }, { name: 'Two' }], before);
    assert.equal(dearer.vocabulary, before.vocabulary);
    const renamed = shelfWith([{ name: 'One' }, { name: 'Three' }], before);
    assert.notEqual(renamed.vocabulary, before.vocabulary);
    assert.equal(findAll(renamed, { text: 'three' }).length, 1);
    assert.equal(findAll(renamed, { text: 'two' }).length, 0);
  });

  test('gives names that look alike in an address keys of their own', () => {
    const shelf = shelfWith([{ category: 'Likes' }, { category: 'Likes!' }, { category: '★' }]);
    assert.deepEqual(
      shelf.categories.map(({ key }) => key),
      ['likes', 'likes-2', '★'],
    );
  });
});
