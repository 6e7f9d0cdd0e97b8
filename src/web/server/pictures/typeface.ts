import { cutByFace, readFaces, type Face, type Run, type Weight } from '#platform/fonts/index.ts';

export type { Run, Weight };

const WEIGHTS: readonly Weight[] = [400, 600];

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
  const faces = new Map(WEIGHTS.map((weight) => [weight, readFaces(weight)]));
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
  const runsOf = (text: string, weight: Weight) => cutByFace(text, faces.get(weight) ?? []);
  return {
    files: [...byFamily.values()].map(({ bytes }) => bytes),
    runsOf,
    widthIn,
    widthOf: (text, weight) => runsOf(text, weight).reduce((sum, run) => sum + widthIn(run), 0),
  };
}

const JOINED = /\p{Script=Arabic}/u;

const widthOfEach = ({ font }: Face, text: string): number =>
  Array.from(text).reduce(
    (sum, letter) => sum + (font.advance(letter.codePointAt(0) ?? 0) ?? 0),
    0,
  );
