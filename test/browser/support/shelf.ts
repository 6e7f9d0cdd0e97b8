import type { ServiceType } from '#catalog/index.ts';
import type { Behaviour } from '#simulator/index.ts';
import type { addService } from '#test/support/shop.ts';

/** A service of the shop, how its provider delivers, and how a person fills in its form. */
export type OnShelf = {
  name: string;
  row: { type: ServiceType } & NonNullable<Parameters<typeof addService>[1]>;
  behaviour: Behaviour;
  /** What is typed or chosen, by the label of the field. */
  fields: Readonly<Record<string, string>>;
  /** What must be opened first. */
  folded?: string;
};

const NEVER_MS = 1_000 * 86_400_000;
/** Delivered within a minute of the shop's clock, which only a test moves so far. */
const QUICK: Behaviour = { startAfterMs: 10_000, deliverMs: 20_000 };
const LINES = Array.from({ length: 12 }, (_, n) => `line ${n + 1}`).join('\n');

const link = (name: string) => ({ Link: `https://example.com/${name}` });
const some = (name: string) => ({ ...link(name), Quantity: '100' });

/** One service of each type. */
const TYPES: readonly Omit<OnShelf, 'behaviour'>[] = [
  {
    name: 'Reach of a post',
    row: { type: 'Default', rate: '1.5', refill: true, cancel: true },
    fields: some('default'),
  },
  { name: 'A parcel of views', row: { type: 'Package', rate: '2.25' }, fields: link('package') },
  {
    name: 'A place among the found',
    row: { type: 'SEO', rate: '2.5' },
    fields: { ...some('seo'), Keywords: 'spring\noffer' },
  },
  {
    name: 'Words of readers',
    row: { type: 'Custom Comments', rate: '10' },
    fields: { ...link('comments'), Comments: LINES },
  },
  {
    name: 'A parcel of words',
    row: { type: 'Custom Comments Package', rate: '1.2' },
    fields: { ...link('comments-package'), Comments: 'one\ntwo' },
  },
  {
    name: 'Mentions under hashtags',
    row: { type: 'Mentions with Hashtags', rate: '1.1' },
    fields: { ...some('with-hashtags'), 'User names': 'ada\nbo', Hashtags: 'spring\noffer' },
  },
  {
    name: 'Mentions of a list',
    row: { type: 'Mentions Custom List', rate: '4' },
    fields: { ...link('list'), 'User names': LINES },
  },
  {
    name: 'Mentions of one hashtag',
    row: { type: 'Mentions Hashtag', rate: '1.3' },
    fields: { ...some('hashtag'), Hashtag: 'spring' },
  },
  {
    name: 'Mentions of followers',
    row: { type: 'Mentions User Followers', rate: '1.4' },
    fields: { ...some('followers'), 'User name': 'brand' },
  },
  {
    name: 'Mentions of likers',
    row: { type: 'Mentions Media Likers', rate: '1.6' },
    fields: { ...some('likers'), 'Address of the media': 'https://example.com/media' },
  },
  {
    name: 'Hearts for a comment',
    row: { type: 'Comment Likes', rate: '0.9' },
    fields: { ...some('comment-likes'), 'User name': 'brand' },
  },
  {
    name: 'Answers to a comment',
    row: { type: 'Comment Replies', rate: '12' },
    fields: { ...link('replies'), 'User name': 'brand', Comments: LINES },
  },
  {
    name: 'Votes in a poll',
    row: { type: 'Poll', rate: '3.2', cancel: true },
    fields: { ...some('poll'), 'Number of the answer': '2' },
  },
  {
    name: 'Guests from groups',
    row: { type: 'Invites from Groups', rate: '5' },
    fields: { ...some('groups'), Groups: 'https://example.com/group' },
  },
  {
    name: 'Reach of every new post',
    row: { type: 'Subscriptions', rate: '1' },
    fields: {
      ...{ 'User name': 'brand', 'Least per post': '20', 'Most per post': '40' },
      ...{ 'Delay, minutes': '5', 'New posts (optional)': '3' },
    },
  },
  {
    name: 'Visits to a site',
    row: { type: 'Web Traffic', rate: '0.8', dripfeed: true },
    fields: {
      ...{ ...some('traffic'), Country: 'US', Device: 'Mobile and desktop' },
      ...{ 'Type of traffic': 'Google search', 'Google keyword (optional)': 'spring' },
      ...{ 'Runs (optional)': '2', 'Minutes between runs (optional)': '10' },
    },
    folded: 'Drip-feed: deliver it in runs',
  },
];

/** Those whose delivery is told otherwise. */
const BEHAVIOURS: Readonly<Partial<Record<ServiceType, Behaviour>>> = {
  SEO: { ...QUICK, stopsAt: { percent: 60, as: 'Partial' } },
  Poll: { startAfterMs: NEVER_MS, cancel: 'taken' },
  Subscriptions: { postEveryMs: NEVER_MS },
};

export const SHELF: readonly OnShelf[] = TYPES.map((one) => ({
  ...one,
  behaviour: BEHAVIOURS[one.row.type] ?? QUICK,
}));

export const ofType = (type: ServiceType): OnShelf => {
  const found = SHELF.find(({ row }) => row.type === type);
  if (!found) throw new Error(`there is no ${type} on the shelf`);
  return found;
};
