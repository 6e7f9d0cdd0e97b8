import {
  adClicks,
  adImpressions,
  adVisits,
  creatorPosts,
  network,
  work,
  type DemoCategory,
} from './offer.ts';

const SITE = 'the page that visitors should reach';

/** Web traffic, articles, newsletters, apps, research and whole campaigns. */
export const WEB: readonly DemoCategory[] = [
  {
    name: 'Website | Traffic from search ads',
    platform: 'Website',
    offers: [
      adVisits({
        name: 'Visits from search ads',
        via: 'Google Ads',
        type: 'Web Traffic',
        forms: ['desktop', 'mobile', 'all devices'],
        price: [420, 900],
        dripfeed: true,
        what:
          'A text ad beside search results for the words you name; country and device as ' +
          'ordered.',
        link: SITE,
      }),
      adVisits({
        name: 'Visits from search ads',
        via: 'Microsoft Ads',
        type: 'Web Traffic',
        price: [340, 720],
        dripfeed: true,
        what:
          'A text ad beside search results for the words you name; country and device as ' +
          'ordered.',
        link: SITE,
      }),
    ],
  },
  {
    name: 'Website | Traffic from display and native ads',
    platform: 'Website',
    offers: [
      adVisits({
        name: 'Visits from display ads',
        via: 'Google Ads',
        type: 'Web Traffic',
        price: [140, 320],
        dripfeed: true,
        what: 'A picture ad on sites about the subject; country and device as ordered.',
        link: SITE,
      }),
      adImpressions({
        name: 'Display impressions',
        via: 'Google Ads',
        forms: ['banner', 'responsive'],
        price: [1.5, 3.5],
        what: 'A picture ad on sites about the subject.',
        link: SITE,
      }),
      adVisits({
        name: 'Visits from native ads',
        via: 'Taboola',
        type: 'Web Traffic',
        price: [130, 290],
        dripfeed: true,
        what: 'A recommendation, marked as advertising, below articles of news sites.',
        link: SITE,
      }),
      adVisits({
        name: 'Visits from native ads',
        via: 'Outbrain',
        type: 'Web Traffic',
        price: [140, 310],
        dripfeed: true,
        what: 'A recommendation, marked as advertising, below articles of news sites.',
        link: SITE,
      }),
    ],
  },
  {
    name: 'Website | Sponsored articles',
    platform: 'Website',
    offers: [
      work({
        name: 'Sponsored article in a trade journal',
        via: 'partner publishers',
        type: 'SEO',
        unit: 'article',
        price: [90, 260],
        size: [1, 20],
        across: ['language', 'interest'],
        what:
          'An article about your keywords, written by an editor, marked as sponsored, its ' +
          'links marked as such for search engines.',
        link: SITE,
      }),
    ],
  },
  {
    name: 'Website | Content for search',
    platform: 'Website',
    offers: [
      work({
        name: 'Article for your own site',
        via: 'our editors',
        type: 'SEO',
        unit: 'article',
        price: [45, 110],
        across: ['language', 'interest'],
        what:
          'A researched article about your keywords for your own site. Places in search ' +
          'results are the search engine’s decision and are not sold.',
        link: SITE,
      }),
      work({
        name: 'Page review',
        via: 'our editors',
        forms: ['5 pages', '20 pages', '50 pages'],
        price: [60, 180],
        size: [1, 5],
        what: 'A written review of titles, structure, speed and links, in order of importance.',
        link: SITE,
      }),
    ],
  },
  {
    name: 'Newsletters | Sponsor placements',
    platform: 'Newsletters',
    offers: [
      network({
        name: 'Newsletter placement',
        via: 'partner newsletters',
        forms: ['short note', 'main sponsor'],
        price: [18, 42],
        what: 'Your note is printed in newsletters on the subject, marked as sponsored.',
        link: 'the page that readers should reach',
      }),
    ],
  },
  {
    name: 'Apps | Install campaigns',
    platform: 'Apps',
    offers: [
      adImpressions({
        name: 'Installs from store search',
        via: 'Apple Search Ads',
        unit: 'install',
        price: [1.4, 3.2],
        size: [20, 20_000],
        what: 'An ad beside search results in the App Store.',
        link: 'the app’s page in the store',
      }),
      adImpressions({
        name: 'Installs from app campaigns',
        via: 'Google Ads',
        unit: 'install',
        price: [0.9, 2.4],
        size: [20, 50_000],
        what: 'An app campaign in search, in Google Play and on YouTube.',
        link: 'the app’s page in the store',
      }),
    ],
  },
  {
    name: 'Research | Polls and surveys',
    platform: 'Research',
    offers: [
      adImpressions({
        name: 'Reach for a poll, one answer explained',
        via: 'official ads',
        type: 'Poll',
        price: [3, 6.5],
        what:
          'An ad that invites to your poll and explains the answer whose number you give. ' +
          'People answer freely; answers are neither sold nor promised.',
        link: 'the public address of the poll',
      }),
      network({
        name: 'Survey invitations',
        via: 'opted-in panel',
        unit: 'invitation',
        price: [24, 60],
        size: [100, 20_000],
        what:
          'Members of a research panel, who agreed to be asked, get an invitation to your ' +
          'survey.',
        link: 'the public address of the survey',
      }),
    ],
  },
  {
    name: 'Campaigns | Packages',
    platform: 'Campaigns',
    offers: [
      work({
        name: 'Content calendar, one month',
        via: 'our editors',
        type: 'Package',
        unit: 'package',
        forms: ['8 posts', '12 posts', '20 posts'],
        price: [90, 260],
        size: [1, 1],
        what: 'A month of posts, written, illustrated and dated, for one profile of your choice.',
        link: 'the public address of the profile or page',
      }),
      creatorPosts({
        name: 'Launch package',
        via: 'vetted creators and official ads',
        type: 'Package',
        delivery: 'other',
        deliveryNote:
          'A creator’s post, marked as paid partnership, that is then promoted through ' +
          'the platform’s official ad system.',
        unit: 'package',
        price: [180, 420],
        size: [1, 1],
        across: ['market'],
        what: 'One creator’s post about your launch, promoted for seven days.',
        link: 'the page about your launch',
      }),
    ],
  },
  {
    name: 'Local | Maps and neighbourhood ads',
    platform: 'Local',
    offers: [
      adClicks({
        name: 'Directions and calls from map ads',
        via: 'Google Ads',
        price: [380, 820],
        size: [20, 10_000],
        what: 'Your place is shown as an ad on the map and in local search, bought per click.',
        link: 'the public address of the place or its site',
      }),
      work({
        name: 'Place profile texts and photos',
        via: 'our editors',
        forms: ['texts', 'texts and photo choice'],
        price: [30, 70],
        size: [1, 20],
        what: 'An editor writes the description, services and posts of your place’s profile.',
        link: 'the public address of the place or its site',
      }),
    ],
  },
];
