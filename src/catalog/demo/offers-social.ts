import {
  adClicks,
  adImpressions,
  adViews,
  creatorPosts,
  network,
  work,
  type DemoCategory,
} from './offer.ts';

const POST = 'the public address of the post';
const LANDING = 'the page that the ad leads to';

/** X, LinkedIn, Reddit, Pinterest, Telegram and Discord. */
export const SOCIAL: readonly DemoCategory[] = [
  {
    name: 'X | Promoted posts',
    platform: 'X',
    offers: [
      adImpressions({
        name: 'Post impressions',
        via: 'X Ads',
        price: [3, 6],
        what: 'Your post runs as an ad in timelines and search.',
        link: POST,
      }),
      adViews({
        name: 'Video views',
        via: 'X Ads',
        forms: ['timeline', 'before videos'],
        price: [7, 14],
        what: 'Your video post runs as an ad.',
        link: POST,
      }),
      adClicks({
        name: 'Link clicks',
        via: 'X Ads',
        price: [260, 520],
        what: 'A post with a website card, bought per click.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'X | Creator placements and answers',
    platform: 'X',
    offers: [
      creatorPosts({
        name: 'Sponsored creator post',
        via: 'vetted creators',
        forms: ['single post', 'thread'],
        price: [22, 60],
        what: 'A creator who fits the subject posts about your offer, marked as paid.',
        link: LANDING,
      }),
      work({
        name: 'Answers from your own brand account',
        via: 'our community desk',
        type: 'Comment Replies',
        unit: 'reply',
        price: [0.7, 1.6],
        size: [1, 300],
        what: 'Our desk answers the account you name from your brand’s account, with your words.',
        link: POST,
      }),
    ],
  },
  {
    name: 'LinkedIn | Sponsored content',
    platform: 'LinkedIn',
    offers: [
      adImpressions({
        name: 'Sponsored post impressions',
        via: 'LinkedIn Ads',
        forms: ['image', 'video', 'document'],
        price: [18, 36],
        what: 'Your company’s post runs as sponsored content.',
        link: POST,
      }),
      adClicks({
        name: 'Clicks to your site',
        via: 'LinkedIn Ads',
        price: [1_900, 3_800],
        size: [10, 10_000],
        what: 'Sponsored content with a link, bought per click.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'LinkedIn | Content work for companies',
    platform: 'LinkedIn',
    offers: [
      work({
        name: 'Post writing',
        via: 'our editors',
        forms: ['company page', 'executive', 'recruiting'],
        price: [22, 48],
        what: 'An editor writes a post from a short interview or your notes.',
        link: 'the public address of the page or profile',
      }),
      work({
        name: 'Document post design',
        via: 'our designers',
        forms: ['5 pages', '10 pages', '20 pages'],
        price: [45, 120],
        size: [1, 20],
        what: 'A designer turns your text into pages to leaf through.',
        link: 'a page with the text or your brand’s style',
      }),
    ],
  },
  {
    name: 'Reddit | Promoted posts',
    platform: 'Reddit',
    offers: [
      adImpressions({
        name: 'Promoted post impressions',
        via: 'Reddit Ads',
        forms: ['feed', 'between comments'],
        price: [2.5, 5.5],
        what: 'Your promoted post is shown in communities on the subject.',
        link: POST,
      }),
      adClicks({
        name: 'Clicks to your site',
        via: 'Reddit Ads',
        price: [240, 480],
        what: 'A promoted post with a link, bought per click.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'Pinterest | Promoted pins',
    platform: 'Pinterest',
    offers: [
      adImpressions({
        name: 'Pin impressions',
        via: 'Pinterest Ads',
        forms: ['standard', 'video', 'carousel'],
        price: [2.5, 5],
        what: 'Your pin runs as an ad in the feed and in search.',
        link: 'the public address of the pin',
      }),
      adClicks({
        name: 'Pin clicks to your site',
        via: 'Pinterest Ads',
        price: [180, 380],
        what: 'A promoted pin, bought per click.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'Pinterest | Pin design',
    platform: 'Pinterest',
    offers: [
      work({
        name: 'Pin design with text',
        via: 'our designers',
        forms: ['single', 'set of 5', 'idea pin', 'video pin'],
        price: [7, 28],
        what: 'A designer makes pins from your photos, with titles and descriptions.',
        link: 'the page or shop that the pins lead to',
      }),
      work({
        name: 'Board plan',
        via: 'our editors',
        forms: ['one month', 'three months'],
        price: [35, 90],
        size: [1, 10],
        what: 'A plan of boards, subjects and dates, with the words people search for.',
        link: 'the public address of the profile',
      }),
    ],
  },
  {
    name: 'Telegram | Ads and channel placements',
    platform: 'Telegram',
    offers: [
      adImpressions({
        name: 'Sponsored message impressions',
        via: 'Telegram Ads',
        forms: ['to a channel', 'to a mini app'],
        price: [2, 4.5],
        what: 'A sponsored message below posts of large public channels.',
        link: 'the public address of the channel or mini app',
      }),
      creatorPosts({
        name: 'Sponsored channel post',
        via: 'partner channels',
        forms: ['24 hours', '48 hours', 'stays'],
        price: [18, 55],
        what: 'A channel on the subject publishes your post, marked as advertising.',
        link: 'the public address that the post leads to',
      }),
      network({
        name: 'Invitations through group administrators',
        via: 'partner groups',
        type: 'Invites from Groups',
        unit: 'member',
        price: [3, 7],
        size: [500, 100_000],
        what:
          'The administrators of the groups you name, where they agree, publish a sponsored ' +
          'post that invites to your channel.',
        link: 'the public address of the channel or group',
      }),
    ],
  },
  {
    name: 'Discord | Community work',
    platform: 'Discord',
    offers: [
      work({
        name: 'Moderation',
        via: 'our community desk',
        forms: ['one shift of 4 hours', 'one shift of 8 hours', 'one week, weekdays'],
        price: [40, 120],
        size: [1, 60],
        what: 'A named moderator looks after your server by your rules.',
        link: 'an invitation to the server',
      }),
      work({
        name: 'Server set-up',
        via: 'our community desk',
        forms: ['small', 'large'],
        price: [80, 220],
        size: [1, 3],
        what: 'Channels, roles, rules and a welcome, set up with you through a guest role.',
        link: 'an invitation to the server',
      }),
      work({
        name: 'Event hosting',
        via: 'our community desk',
        forms: ['question hour', 'game evening'],
        price: [60, 140],
        size: [1, 12],
        what: 'A host prepares, announces and leads an event on your server.',
        link: 'an invitation to the server',
      }),
    ],
  },
];
