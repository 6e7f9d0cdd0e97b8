import { z } from 'zod';
import type { ServiceType } from '#catalog/index.ts';
import { count, day, line, lines, whole } from '#lib/params/field-kinds.ts';

const LONGEST_LINK = 1_000; // contract 5
const LONGEST_NAME = 200; // subscriptions.username, and more than any platform allows
const LONGEST_COUPON = 40; // coupons.code
const MAX_RUNS = 1_000; // contract 5
const A_WEEK_MINUTES = 10_080; // contract 5

const link = line('An http or https address.', LONGEST_LINK);
const quantity = count('Pieces; of a drip-feed, pieces per run.');
const username = line('A user name or the address of a profile.', LONGEST_NAME);
const usernames = lines('User names, one per line.');
const comments = lines('Comments, one per line.');

const coupon = { coupon: line('A coupon code.', LONGEST_COUPON).optional() };
const dripFeed = {
  runs: whole('Runs of a drip-feed; the default 0 is none.', 0, MAX_RUNS).optional(),
  interval: whole('Minutes from run to run.', 0, A_WEEK_MINUTES).optional(),
};

/** What an order of each type is made of, in documented order (contract 5). */
export const ORDER_PARAMS = {
  Default: z.object({ link, quantity, ...dripFeed, ...coupon }),
  Package: z.object({ link, ...coupon }),
  SEO: z.object({ link, quantity, keywords: lines('Keywords, one per line.'), ...coupon }),
  'Custom Comments': z.object({ link, comments, ...coupon }),
  'Custom Comments Package': z.object({ link, comments, ...coupon }),
  'Mentions with Hashtags': z.object({
    link,
    quantity,
    usernames,
    hashtags: lines('Hashtags, one per line.'),
    ...coupon,
  }),
  'Mentions Custom List': z.object({ link, usernames, ...coupon }),
  'Mentions Hashtag': z.object({
    link,
    quantity,
    hashtag: line('The hashtag whose users are mentioned.', LONGEST_NAME),
    ...coupon,
  }),
  'Mentions User Followers': z.object({ link, quantity, username, ...coupon }),
  'Mentions Media Likers': z.object({
    link,
    quantity,
    media: line('The address of the media.', LONGEST_LINK),
    ...coupon,
  }),
  'Comment Likes': z.object({ link, quantity, username, ...coupon }),
  'Comment Replies': z.object({ link, username, comments, ...coupon }),
  Poll: z.object({
    link,
    quantity,
    answer_number: line('The number of the answer.', 20),
    ...coupon,
  }),
  'Invites from Groups': z.object({
    link,
    quantity,
    groups: lines('Groups, one per line.'),
    ...coupon,
  }),
  Subscriptions: z.object({
    username,
    min: whole('Least pieces per post.', 1),
    max: whole('Most pieces per post.', 1),
    delay: whole('Minutes to wait before each post is ordered.', 0, A_WEEK_MINUTES),
    posts: whole('New posts to order for; without it, all until `expiry`.', 0).optional(),
    old_posts: whole('Existing posts to order for.', 0).optional(),
    expiry: day('The last day, as d/m/Y.').optional(),
    ...coupon,
  }),
  'Web Traffic': z.object({
    link,
    quantity,
    country: line('A country code or name; WW is worldwide.', 60),
    device: whole(
      '1 desktop, 2 mobile Android, 3 mobile iOS, 4 mixed mobile, 5 mixed mobile and desktop.',
      1,
      5,
    ),
    type_of_traffic: whole('1 Google keyword, 2 custom referrer, 3 blank referrer.', 1, 3),
    google_keyword: line('For type of traffic 1.', LONGEST_NAME).optional(),
    referring_url: line('For type of traffic 2.', LONGEST_LINK).optional(),
    ...dripFeed,
    ...coupon,
  }),
} satisfies Record<ServiceType, z.ZodObject>;
