import type { SimulatedService } from './price-list.ts';

type Row = [name: string, category: string, rate: string, min: number, max: number, type?: string];

const ROWS: readonly Row[] = [
  ['Feed ad impressions, image, Worldwide', 'Social ads', '0.90', 1_000, 1_000_000],
  ['Feed ad impressions, video, Worldwide', 'Social ads', '1.20', 1_000, 1_000_000],
  ['Feed ad impressions, image, Germany', 'Social ads', '2.35', 1_000, 500_000],
  ['Story ad impressions, Worldwide', 'Social ads', '1.05', 1_000, 1_000_000],
  ['Story ad impressions, Brazil', 'Social ads', '0.74', 1_000, 500_000],
  ['Clicks to your site, Worldwide', 'Social ads', '84.00', 50, 100_000],
  ['Clicks to your site, India', 'Social ads', '31.50', 50, 100_000],
  ['Video ad views, 15 s, Worldwide', 'Video ads', '2.10', 500, 2_000_000],
  ['Video ad views, 30 s, Worldwide', 'Video ads', '3.40', 500, 2_000_000],
  ['Video ad views, 30 s, Spain', 'Video ads', '5.125', 500, 250_000],
  ['Shorts ad views, Worldwide', 'Video ads', '1.85', 500, 2_000_000],
  ['Shorts ad views, Mexico', 'Video ads', '1.4375', 500, 250_000],
  ['Audio ad listens, 30 s, Worldwide', 'Audio ads', '9.60', 250, 500_000],
  ['Audio ad listens, 15 s, Sweden', 'Audio ads', '12.481', 250, 100_000],
  ['Podcast spot listens, Worldwide', 'Audio ads', '14.00', 250, 100_000],
  ['Newsletter mention, per reader', 'Placements', '6.25', 100, 50_000],
  ['Sponsored article, per reader', 'Placements', '18.90', 100, 20_000],
  ['Creator post, per viewer', 'Placements', '11.70', 500, 200_000],
  ['Creator story, per viewer', 'Placements', '7.30', 500, 200_000],
  ['Comments written for you', 'Content', '240.00', 5, 500, 'Custom Comments'],
  ['Captions, five posts', 'Content', '12.00', 1, 1, 'Package'],
  ['Short video, cut and subtitled', 'Content', '38.00', 1, 1, 'Package'],
  ['Push ad impressions, Worldwide', 'Web ads', '0.2173', 5_000, 5_000_000],
  ['Banner impressions, Worldwide', 'Web ads', '0.38', 5_000, 5_000_000],
];

/** What a simulated provider sells when nobody says: 24 services, so that there is one to import. */
export const SAMPLE_SERVICES: readonly SimulatedService[] = ROWS.map(
  ([name, category, rate, min, max, type = 'Default'], index) => ({
    service: String(index + 1),
    name,
    category,
    rate,
    min,
    max,
    type,
  }),
);
