import {
  adClicks,
  adImpressions,
  adListens,
  adViews,
  creatorPosts,
  work,
  type DemoCategory,
} from './offer.ts';

const VIDEO = 'the public address of the video';
const LANDING = 'the page that the ad leads to';

/** YouTube, TikTok, Snapchat, Twitch, Spotify and podcasts. */
export const VIDEO_AND_AUDIO: readonly DemoCategory[] = [
  {
    name: 'YouTube | Video ads',
    platform: 'YouTube',
    offers: [
      adViews({
        name: 'In-stream views',
        via: 'Google Ads',
        forms: ['skippable', 'not skippable, 15 s'],
        price: [14, 26],
        what: 'Your video runs before or in other videos.',
        link: VIDEO,
      }),
      adViews({
        name: 'In-feed views',
        via: 'Google Ads',
        price: [16, 30],
        what:
          'Your video is offered beside search results and related videos; it counts when ' +
          'somebody chose to watch it.',
        link: VIDEO,
      }),
      adImpressions({
        name: 'Bumper impressions, 6 s',
        via: 'Google Ads',
        price: [4, 8],
        what: 'A six-second ad that cannot be skipped.',
        link: VIDEO,
      }),
    ],
  },
  {
    name: 'YouTube | Shorts promotion',
    platform: 'YouTube',
    offers: [
      adViews({
        name: 'Shorts views',
        via: 'Google Ads',
        price: [8, 15],
        what: 'Your short runs as a sponsored short.',
        link: VIDEO,
      }),
      adViews({
        name: 'New-video promotion, standing order',
        via: 'Google Ads',
        type: 'Subscriptions',
        price: [12, 22],
        size: [500, 100_000],
        what: 'Each video that you publish is promoted as an ad, within the limits you set.',
        link: 'not needed: give the channel’s name',
      }),
    ],
  },
  {
    name: 'YouTube | Creator integrations',
    platform: 'YouTube',
    offers: [
      creatorPosts({
        name: 'Sponsored segment',
        via: 'vetted channels',
        forms: ['30 s read', '60 s read', 'whole video'],
        price: [120, 320],
        size: [1, 20],
        what:
          'A channel that fits the subject presents your product in a segment marked as paid ' +
          'promotion.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'YouTube | Channel content work',
    platform: 'YouTube',
    offers: [
      work({
        name: 'Titles, descriptions and chapters',
        via: 'our editors',
        price: [9, 20],
        what: 'An editor writes title, description and chapters for one video.',
        link: VIDEO,
      }),
      work({
        name: 'Thumbnail design',
        via: 'our designers',
        forms: ['one version', 'three versions', 'series template'],
        price: [18, 45],
        what: 'A designer makes a thumbnail from your footage or photos.',
        link: VIDEO,
      }),
      work({
        name: 'Subtitles',
        via: 'our editors',
        forms: ['up to 5 minutes', 'up to 15 minutes', 'up to 60 minutes'],
        price: [12, 38],
        what: 'Subtitles typed and timed by a person, as an SRT file.',
        link: VIDEO,
      }),
    ],
  },
  {
    name: 'TikTok | In-feed ads',
    platform: 'TikTok',
    offers: [
      adViews({
        name: 'Video views',
        via: 'TikTok Ads',
        forms: ['2 s counted', '6 s counted'],
        price: [6, 14],
        what: 'Your video runs as a Spark ad from your own account.',
        link: VIDEO,
      }),
      adClicks({
        name: 'Clicks to your site',
        via: 'TikTok Ads',
        price: [220, 460],
        what: 'An in-feed ad with a button, bought per click.',
        link: LANDING,
      }),
      adImpressions({
        name: 'Ads that quote a comment',
        via: 'TikTok Ads',
        type: 'Comment Likes',
        price: [6, 11],
        what:
          'Your video runs as an ad that quotes a comment under it, with the consent of its ' +
          'author, whose username you give.',
        link: VIDEO,
      }),
    ],
  },
  {
    name: 'TikTok | Creator placements',
    platform: 'TikTok',
    offers: [
      creatorPosts({
        name: 'Sponsored creator video',
        via: 'vetted creators',
        forms: ['talking head', 'product demo', 'day in the life'],
        price: [40, 110],
        what:
          'A creator who fits the subject makes a video about your product, marked as paid ' +
          'partnership.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'TikTok | Hashtag campaigns',
    platform: 'TikTok',
    offers: [
      creatorPosts({
        name: 'Creator videos under your hashtag',
        via: 'vetted creators',
        type: 'Mentions Hashtag',
        price: [32, 80],
        what:
          'Creators publish videos under the hashtag of your campaign, marked as paid ' +
          'partnership.',
        link: 'the page that describes the campaign',
      }),
      adImpressions({
        name: 'Hashtag page impressions',
        via: 'TikTok Ads',
        price: [5, 10],
        what: 'An ad that leads to the page of your hashtag.',
        link: 'the public address of the hashtag page',
      }),
    ],
  },
  {
    name: 'Snapchat | Snap ads',
    platform: 'Snapchat',
    offers: [
      adImpressions({
        name: 'Snap ad impressions',
        via: 'Snapchat Ads',
        forms: ['single', 'collection'],
        price: [3, 6.5],
        what: 'A full-screen ad between snaps and stories.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'Twitch | Ads and streamer placements',
    platform: 'Twitch',
    offers: [
      adImpressions({
        name: 'Stream ad impressions',
        via: 'Amazon Ads',
        forms: ['15 s video', '30 s video', 'display'],
        price: [7, 15],
        what: 'Your ad runs before or in live streams.',
        link: LANDING,
      }),
      creatorPosts({
        name: 'Sponsored stream segment',
        via: 'vetted streamers',
        forms: ['shout-out', 'panel for a week', 'played on stream'],
        price: [45, 140],
        size: [1, 20],
        what:
          'A streamer who fits the subject presents your game or product live, marked as ' +
          'sponsored.',
        link: LANDING,
      }),
    ],
  },
  {
    name: 'Spotify | Audio ads',
    platform: 'Spotify',
    offers: [
      adListens({
        name: 'Audio ad listens',
        via: 'Spotify Ads',
        forms: ['15 s', '30 s'],
        price: [14, 24],
        what: 'Your spot runs between songs for listeners without a subscription.',
        link: 'the artist, song or page that the ad leads to',
      }),
    ],
  },
  {
    name: 'Spotify | Artist promotion',
    platform: 'Spotify',
    offers: [
      adImpressions({
        name: 'Release ad impressions',
        via: 'Spotify Ads',
        price: [6, 12],
        what: 'A display ad in the app that leads to your release.',
        link: 'the public address of the song, album or artist',
      }),
      work({
        name: 'Curator outreach with written answers',
        via: 'our music desk',
        price: [5, 9],
        size: [5, 100],
        what:
          'Our desk presents your song to one independent curator and passes the answer on. A ' +
          'place on a list is the curator’s own decision and is not sold.',
        link: 'the public address of the song',
      }),
      work({
        name: 'Artist biography',
        via: 'our music desk',
        forms: ['short', 'long', 'press kit'],
        price: [40, 120],
        size: [1, 10],
        what: 'A music writer writes about you from an interview or your notes.',
        link: 'the public address of the artist',
      }),
    ],
  },
  {
    name: 'Podcasts | Audio placements',
    platform: 'Podcasts',
    offers: [
      creatorPosts({
        name: 'Host-read spot',
        via: 'partner podcasts',
        forms: ['30 s', '60 s'],
        price: [70, 190],
        size: [1, 30],
        what:
          'The host of a podcast that fits the subject reads your spot, announced as ' +
          'advertising.',
        link: LANDING,
      }),
      adListens({
        name: 'Inserted spot listens',
        via: 'podcast ad network',
        price: [16, 28],
        what: 'Your spot is inserted into podcasts on the subject you chose.',
        link: LANDING,
      }),
    ],
  },
];
