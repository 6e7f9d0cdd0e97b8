import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openFont, type Font } from './font.ts';
import { unpackWoff } from './unpack-woff.ts';

export type Weight = 400 | 600;

/** A stretch of text in one font file. */
export type Run = { family: string; text: string };

// In this order: the first that has a letter writes it.
const SCRIPTS = {
  latin: '@fontsource/geist/files/geist-latin',
  'latin-ext': '@fontsource/geist/files/geist-latin-ext',
  cyrillic: '@fontsource/geist/files/geist-cyrillic',
  arabic: '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic',
} as const;
const WEIGHTS: readonly Weight[] = [400, 600];

type Face = { family: string; weight: Weight; bytes: Buffer; font: Font };

/** The house's letters for pictures, of every script that they have. */
export type Typeface = {
  /** The files, for whoever draws. */
  readonly files: readonly Buffer[];
  /** In units of the size. */
  widthOf(text: string, weight: Weight): number;
  widthIn(run: Run): number;
  /** Cuts a text where its font changes; what no font has is left out. */
  runsOf(text: string, weight: Weight): Run[];
};

/** Measures a run whose letters are joined, in units of the size. */
export type Measure = (run: Run, weight: Weight) => number;

/** Reads and unpacks the files. */
export function openTypeface(measureJoined: Measure): Typeface {
  const faces = new Map(WEIGHTS.map((weight) => [weight, facesOf(weight)]));
  const byFamily = new Map([...faces.values()].flat().map((face) => [face.family, face]));
  const known = new Map<string, number>();
  const widthIn = (run: Run): number => {
    const face = byFamily.get(run.family);
    if (!face) return 0;
    if (!JOINED.test(run.text)) return widthOfEach(face, run.text);
    const key = `${run.family} ${run.text}`;
    const width = known.get(key) ?? measureJoined(run, face.weight);
    known.set(key, width);
    return width;
  };
  const runsOf = (text: string, weight: Weight) => cut(text, faces.get(weight) ?? []);
  return {
    files: [...byFamily.values()].map(({ bytes }) => bytes),
    runsOf,
    widthIn,
    widthOf: (text, weight) => runsOf(text, weight).reduce((sum, run) => sum + widthIn(run), 0),
  };
}

const JOINED = /\p{Script=Arabic}/u;

const facesOf = (weight: Weight): Face[] =>
  Object.entries(SCRIPTS).map(([script, path]) => {
    const file = fileURLToPath(import.meta.resolve(`${path}-${weight}-normal.woff`));
    const family = `${script}-${weight}`;
    const bytes = unpackWoff(readFileSync(file), family);
    return { family, weight, bytes, font: openFont(bytes) };
  });

function cut(text: string, faces: readonly Face[]): Run[] {
  const runs: Run[] = [];
  let current: Face | undefined;
  for (const letter of text) {
    const has = ({ font }: Face) => font.advance(letter.codePointAt(0) ?? 0) !== undefined;
    // Spaces and signs stay with the script before them.
    const face = current && has(current) ? current : faces.find(has);
    if (!face) continue;
    const last = runs.at(-1);
    if (last && face === current) last.text += letter;
    else runs.push({ family: face.family, text: letter });
    current = face;
  }
  return runs;
}

const widthOfEach = ({ font }: Face, text: string): number =>
  Array.from(text).reduce(
    (sum, letter) => sum + (font.advance(letter.codePointAt(0) ?? 0) ?? 0),
    0,
  );
