import { orderLine, type Direction } from '#lib/bidi.ts';
import { cutByFace, readFaces, type Face, type Run, type Weight } from '#platform/fonts/index.ts';

/** Figures of one width stand under each other. */
const FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum'];

/** Writes lines of any script that the house's fonts have, in the order in which they are seen. */
export type Letters = {
  widthOf(text: string, weight: Weight, size: number): number;
  /** Breaks between words, and within a word that is wider than the line. */
  wrap(text: string, weight: Weight, size: number, width: number): string[];
  write(text: string, weight: Weight, size: number, x: number, y: number, base: Direction): void;
};

const FACES: Readonly<Record<Weight, Face[]>> = { 400: readFaces(400), 600: readFaces(600) };

export function openLetters(doc: PDFKit.PDFDocument): Letters {
  for (const { family, bytes } of [...FACES[400], ...FACES[600]]) doc.registerFont(family, bytes);
  const widthIn = ({ family, text }: Run, size: number): number =>
    doc.font(family).fontSize(size).widthOfString(text, { features: FEATURES });
  const widthOf: Letters['widthOf'] = (text, weight, size) =>
    runsOf(text, 'ltr', weight).reduce((sum, run) => sum + widthIn(run, size), 0);
  return {
    widthOf,
    wrap: (text, weight, size, width) =>
      text.split('\n').flatMap((line) =>
        wrapLine(line, width, {
          of: (words) => widthOf(words, weight, size),
          ofLetter: (letter) => widthOfLetter(letter, weight) * size,
        }),
      ),
    write(text, weight, size, x, y, base) {
      let at = x;
      for (const run of runsOf(text, base, weight)) {
        const width = widthIn(run, size);
        doc.text(run.text, at, y, { lineBreak: false, features: FEATURES, baseline: 'alphabetic' });
        at += width;
      }
    },
  };
}

/** As fontkit sees it: it turns the letters of such a run round by itself. */
const TURNS_ITSELF = /[\p{Script=Arabic}\u0660-\u0669]/u;

/** From left to right, each in an order that comes out right when its font has set it. */
const runsOf = (text: string, base: Direction, weight: Weight): Run[] =>
  orderLine(text, base).flatMap(({ text: part, direction }) => {
    const isRtl = direction === 'rtl';
    const runs = cutByFace(part, FACES[weight]).map((run) =>
      TURNS_ITSELF.test(run.text) === isRtl ? run : { ...run, text: turned(run.text) },
    );
    return isRtl ? runs.toReversed() : runs;
  });

const turned = (text: string): string => Array.from(text).toReversed().join('');

type Measure = { of(text: string): number; ofLetter(letter: string): number };

function wrapLine(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure.of(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number, measure: Measure): string[] {
  if (measure.of(word) <= width) return [word];
  const parts = [''];
  let used = 0;
  for (const letter of word) {
    const own = measure.ofLetter(letter);
    if (used + own > width && used > 0) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += letter;
    used += own;
  }
  return parts;
}

/** Of a letter alone, in units of the size: near enough to break a word, and quickly known. */
function widthOfLetter(letter: string, weight: Weight): number {
  const code = letter.codePointAt(0) ?? 0;
  for (const { font } of FACES[weight]) {
    const advance = font.advance(code);
    if (advance !== undefined) return advance;
  }
  return 0;
}
