/** How wide a text is, in the units of `width`. */
export type Measure = (text: string) => number;

const CUT = '…';

/**
 * Breaks a text between words into at most `most` lines of at most `width`. What does not fit ends
 * with an ellipsis; a word that is wider than a line is cut as well.
 */
export function wrapText(text: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    if (lines.length === most) return withCut(lines, width, measure);
    line = measure(word) <= width ? word : fitting(word, width, measure);
  }
  if (line === '') return lines;
  return [...lines, line];
}

function withCut(lines: string[], width: number, measure: Measure): string[] {
  const last = lines.pop() ?? '';
  return [...lines, fitting(`${last}${CUT}`, width, measure)];
}

function fitting(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = Array.from(text.replace(CUT, ''));
  while (letters.length > 0 && measure(letters.join('') + CUT) > width) letters.pop();
  return `${letters.join('').trimEnd()}${CUT}`;
}
