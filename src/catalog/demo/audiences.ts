/** Whom or what an offer is made for: how it reads in a name, in a sentence, and what it costs. */
export type Audience = { name: string; sentence: string; factor: number };

export type Axis = 'market' | 'interest' | 'language';

// Rough relations between media prices; a demo shop needs plausible figures, not a study.
const MARKETS: [name: string, factor: number][] = [
  ['Worldwide', 0.55],
  ['United States', 1.7],
  ['Canada', 1.4],
  ['United Kingdom', 1.45],
  ['Ireland', 1.35],
  ['Germany', 1.35],
  ['Austria', 1.3],
  ['Switzerland', 1.6],
  ['France', 1.2],
  ['Netherlands', 1.3],
  ['Belgium', 1.2],
  ['Spain', 0.95],
  ['Italy', 1],
  ['Portugal', 0.85],
  ['Poland', 0.8],
  ['Sweden', 1.35],
  ['Norway', 1.5],
  ['Türkiye', 0.5],
  ['United Arab Emirates', 1.15],
  ['Saudi Arabia', 1.1],
  ['Egypt', 0.4],
  ['South Africa', 0.6],
  ['Nigeria', 0.35],
  ['India', 0.35],
  ['Indonesia', 0.38],
  ['Philippines', 0.4],
  ['Vietnam', 0.38],
  ['Japan', 1.3],
  ['South Korea', 1.15],
  ['Australia', 1.45],
  ['Brazil', 0.5],
  ['Mexico', 0.55],
  ['Argentina', 0.5],
  ['Colombia', 0.48],
];

const INTERESTS: [name: string, factor: number][] = [
  ['fitness', 1.05],
  ['beauty', 1.1],
  ['fashion', 1.1],
  ['gaming', 0.95],
  ['cooking', 0.95],
  ['travel', 1.1],
  ['music', 0.9],
  ['technology', 1.2],
  ['home design', 1.05],
  ['parenting', 1.05],
  ['pets', 0.95],
  ['cars', 1.15],
  ['film and series', 0.9],
  ['books', 0.9],
  ['photography', 0.95],
  ['hiking', 0.95],
  ['football', 0.95],
  ['running', 1],
  ['art', 0.9],
  ['gardening', 0.95],
  ['small business', 1.25],
  ['education', 1.1],
];

const LANGUAGES: [name: string, factor: number][] = [
  ['English', 1.1],
  ['Spanish', 0.95],
  ['Portuguese', 0.9],
  ['German', 1.25],
  ['French', 1.15],
  ['Italian', 1.05],
  ['Dutch', 1.2],
  ['Polish', 0.85],
  ['Turkish', 0.75],
  ['Arabic', 1],
  ['Indonesian', 0.7],
  ['Hindi', 0.65],
  ['Japanese', 1.35],
  ['Korean', 1.25],
];

export const AUDIENCES: Record<Axis, Audience[]> = {
  market: MARKETS.map(([name, factor]) => ({
    name,
    sentence: name === 'Worldwide' ? 'Runs in all countries.' : `Runs in ${country(name)} only.`,
    factor,
  })),
  interest: INTERESTS.map(([name, factor]) => ({
    name: `${name} interest`,
    sentence: `Addressed to people interested in ${name}.`,
    factor,
  })),
  language: LANGUAGES.map(([name, factor]) => ({
    name,
    sentence: `Written and checked by people who work in ${name}.`,
    factor,
  })),
};

function country(name: string): string {
  return /^(United|Netherlands|Philippines)/.test(name) ? `the ${name}` : name;
}
