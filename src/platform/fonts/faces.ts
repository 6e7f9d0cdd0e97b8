import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openFont, type Font } from './font.ts';
import { unpackWoff } from './unpack-woff.ts';

export type Weight = 400 | 600;

/** One of the files that the house's letters come in. */
export type Face = { family: string; weight: Weight; bytes: Buffer; font: Font };

// In this order: the first that has a letter writes it.
const SCRIPTS = {
  latin: '@fontsource/geist/files/geist-latin',
  'latin-ext': '@fontsource/geist/files/geist-latin-ext',
  cyrillic: '@fontsource/geist/files/geist-cyrillic',
  arabic: '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic',
} as const;

/** Reads and unpacks the files of a weight. */
export const readFaces = (weight: Weight): Face[] =>
  Object.entries(SCRIPTS).map(([script, path]) => {
    const file = fileURLToPath(import.meta.resolve(`${path}-${weight}-normal.woff`));
    const family = `${script}-${weight}`;
    const bytes = unpackWoff(readFileSync(file), family);
    return { family, weight, bytes, font: openFont(bytes) };
  });

/** A stretch of text in one font file. */
export type Run = { family: string; text: string };

/** Cuts a text where its font changes; what no font has is left out. */
export function cutByFace(text: string, faces: readonly Face[]): Run[] {
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
