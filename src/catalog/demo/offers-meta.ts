import {
  adClicks,
  adImpressions,
  adViews,
  creatorPosts,
  network,
  work,
  type DemoCategory,
} from './offer.ts';

const REEL = 'the public address of the reel';
const POST = 'the public address of the post';
const PROFILE = 'the public address of the profile or page';
const LENGTHS = ['6 s cut', '15 s cut', '30 s cut'];

/** Instagram, Facebook, Threads and messaging. */
export const META: readonly DemoCategory[] = [
  {
    name: 'Instagram | Reels promotion',
    platform: 'Instagram',
    offers: [
      adViews({
        name: 'Reel views',
        via: 'Meta Ads',
        price: [9, 16],
        what: 'Your reel runs as a sponsored reel with its own caption and sound.',
        link: REEL,
      }),
      adViews({
        name: 'Reel views to the end',
        via: 'Meta Ads',
        price: [22, 34],
        size: [200, 200_000],
        what: 'Your reel runs as a sponsored reel and is billed only where it was watched through.',
        link: REEL,
      }),
      adViews({
        name: 'New-reel promotion, standing order',
        via: 'Meta Ads',
        type: 'Subscriptions',
        price: [11, 18],
        size: [500, 100_000],
        what:
          'Each reel that you publish is promoted as a sponsored reel, within the limits you ' +
          'set.',
        link: 'not needed: give the username',
      }),
    ],
  },
  {
    name: 'Instagram | Feed and carousel ads',
    platform: 'Instagram',
    offers: [
      adImpressions({
        name: 'Feed ad impressions',
        via: 'Meta Ads',
        forms: ['single image', 'carousel'],
        price: [4, 8],
        what: 'Your post runs as a sponsored post in the feed.',
        link: POST,
      }),
      adImpressions({
        name: 'Ads to people interested in a profile',
        via: 'Meta Ads',
        type: 'Mentions User Followers',
        price: [6, 11],
        what:
          'Your post runs as an ad whose audience is built from the topics of the profile you ' +
          'name. Nobody is written to.',
        link: POST,
      }),
      adImpressions({
        name: 'Ads to people who engaged with your post',
        via: 'Meta Ads',
        type: 'Mentions Media Likers',
        price: [8, 14],
        size: [1_000, 500_000],
        across: ['market'],
        what:
          'People who engaged with a post of your own business account see your ad. Name that ' +
          'post as media.',
        link: POST,
      }),
    ],
  },
  {
    name: 'Instagram | Stories ads',
    platform: 'Instagram',
    offers: [
      adImpressions({
        name: 'Story ad impressions',
        via: 'Meta Ads',
        forms: ['still', 'video'],
        price: [3.5, 7],
        what: 'Your picture or clip runs full screen between stories.',
        link: 'the page or profile that the ad leads to',
      }),
      adClicks({
        name: 'Story link clicks',
        via: 'Meta Ads',
        price: [320, 620],
        what: 'A story ad with a link sticker, bought per click.',
        link: 'the page that the ad leads to',
      }),
    ],
  },
  {
    name: 'Instagram | Creator placements',
    platform: 'Instagram',
    offers: [
      creatorPosts({
        name: 'Sponsored creator post',
        via: 'vetted creators',
        forms: ['photo', 'reel', 'story set'],
        price: [35, 90],
        what:
          'A creator who fits the subject shows your product in a post marked as paid ' +
          'partnership.',
        link: PROFILE,
      }),
      creatorPosts({
        name: 'Creator mentions with campaign hashtags',
        via: 'vetted creators',
        type: 'Mentions with Hashtags',
        price: [28, 60],
        what:
          'Creators mention the accounts on your list, with your hashtags, in posts marked as ' +
          'paid partnership.',
        link: POST,
      }),
      creatorPosts({
        name: 'Credits for the collaborators on your list',
        via: 'partner pages',
        type: 'Mentions Custom List',
        price: [12, 25],
        across: ['market'],
        what:
          'A partner page publishes one post for each person on your list who worked on the ' +
          'project and agreed to be named.',
        link: POST,
      }),
    ],
  },
  {
    name: 'Instagram | Content and community work',
    platform: 'Instagram',
    offers: [
      work({
        name: 'Caption writing',
        via: 'our editors',
        forms: ['short', 'long', 'with hashtag research'],
        price: [6, 14],
        what: 'An editor writes captions in the voice of your brand, from your notes.',
        link: PROFILE,
      }),
      work({
        name: 'Comments from your own brand account',
        via: 'our community desk',
        type: 'Custom Comments',
        unit: 'comment',
        price: [0.6, 1.4],
        size: [1, 500],
        forms: ['weekdays', 'weekends'],
        what:
          'Our desk posts the comments you wrote under your own post, from your brand’s ' +
          'account, through the platform’s team access.',
        link: POST,
      }),
      work({
        name: 'First-questions package, 10 comments',
        via: 'our community desk',
        type: 'Custom Comments Package',
        unit: 'package',
        price: [0.7, 1.3],
        size: [10, 10],
        what:
          'Ten answers to common questions, prepared by you and posted from your brand’s ' +
          'account under a new post.',
        link: POST,
      }),
      work({
        name: 'Answers to comments',
        via: 'our community desk',
        type: 'Comment Replies',
        unit: 'reply',
        price: [0.7, 1.6],
        size: [1, 300],
        what: 'Our desk answers the commenter you name from your brand’s account, with your words.',
        link: POST,
      }),
    ],
  },
  {
    name: 'Facebook | Page and post promotion',
    platform: 'Facebook',
    offers: [
      adImpressions({
        name: 'Post impressions',
        via: 'Meta Ads',
        forms: ['feed', 'right column'],
        price: [3, 6.5],
        what: 'Your post runs as a sponsored post.',
        link: POST,
      }),
      adClicks({
        name: 'Page visits',
        via: 'Meta Ads',
        price: [180, 360],
        what: 'An ad for your page, bought per click.',
        link: PROFILE,
      }),
    ],
  },
  {
    name: 'Facebook | Video ads',
    platform: 'Facebook',
    offers: [
      adViews({
        name: 'Video views',
        via: 'Meta Ads',
        forms: LENGTHS,
        price: [7, 14],
        what: 'Your video runs in the feed and in other videos.',
        link: 'the public address of the video',
      }),
    ],
  },
  {
    name: 'Facebook | Groups and events',
    platform: 'Facebook',
    offers: [
      network({
        name: 'Event invitations through group administrators',
        via: 'partner groups',
        type: 'Invites from Groups',
        unit: 'member',
        price: [5, 11],
        size: [500, 100_000],
        what:
          'The administrators of the groups you name, where they agree, publish a sponsored ' +
          'post that invites to your event.',
        link: 'the public address of the event',
      }),
      adImpressions({
        name: 'Event ad impressions',
        via: 'Meta Ads',
        price: [3.5, 7],
        what: 'An ad for your event with date, place and a button to answer.',
        link: 'the public address of the event',
      }),
    ],
  },
  {
    name: 'Threads | Promotion',
    platform: 'Threads',
    offers: [
      adImpressions({
        name: 'Thread ad impressions',
        via: 'Meta Ads',
        price: [3, 6],
        what: 'Your thread runs as a sponsored post in the feed.',
        link: POST,
      }),
      creatorPosts({
        name: 'Sponsored creator thread',
        via: 'vetted creators',
        price: [20, 45],
        what: 'A creator who fits the subject writes a thread about your offer, marked as paid.',
        link: 'the page that the thread is about',
      }),
    ],
  },
  {
    name: 'Messaging | Click-to-message ads',
    platform: 'WhatsApp',
    offers: [
      adClicks({
        name: 'Conversations opened from an ad',
        via: 'Meta Ads',
        forms: ['feed ad', 'story ad'],
        price: [380, 760],
        what: 'An ad with a button that opens a chat with your business number, bought per click.',
        link: 'the public chat link of your business',
      }),
      work({
        name: 'Welcome and answer texts',
        via: 'our editors',
        price: [14, 30],
        what: 'An editor writes greeting, away and quick-answer texts for your business chat.',
        link: 'the page that describes your business',
      }),
    ],
  },
];
