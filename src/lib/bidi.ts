export type Direction = 'ltr' | 'rtl';

/** A stretch of a line, from left to right on the page; `text` is in the order it is read. */
export type BidiRun = { text: string; direction: Direction };

type Kind = 'L' | 'R' | 'N' | 'S' | 'T' | '?';
type Item = { text: string; kind: Kind; inner?: readonly BidiRun[]; level: number };

/**
 * Orders a line of mixed directions as it is seen: the algorithm of Unicode (UAX 9) without
 * overrides, which texts of ours and names of customers do not have. Isolates are kept together.
 */
export function orderLine(text: string, base: Direction): BidiRun[] {
  const items = itemsOf(text);
  joinNumbers(items);
  resolve(items, base);
  setLevels(items, base);
  return reordered(items);
}

const LRI = '\u2066';
const RLI = '\u2067';
const FSI = '\u2068';
const PDI = '\u2069';
const INVISIBLE = /[\u200e\u200f\u202a-\u202e\u061c]/u;
const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function itemsOf(text: string): Item[] {
  const letters = Array.from(text);
  const items: Item[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    if (letter === LRI || letter === RLI || letter === FSI) {
      const end = endOfIsolate(letters, at);
      const within = letters.slice(at + 1, end).join('');
      const inner = orderLine(within, directionOf(letter, within));
      items.push({ text: within, kind: '?', inner, level: 0 });
      at = end;
    } else if (letter !== PDI && !INVISIBLE.test(letter)) {
      const kind = /\p{M}/u.test(letter) ? (items.at(-1)?.kind ?? '?') : kindOf(letter);
      items.push({ text: letter, kind, level: 0 });
    }
  }
  return items;
}

function endOfIsolate(letters: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    if (letter === LRI || letter === RLI || letter === FSI) depth += 1;
    if (letter === PDI && (depth -= 1) === 0) return at;
  }
  return letters.length;
}

const directionOf = (mark: string, within: string): Direction =>
  mark === LRI ? 'ltr' : mark === RLI ? 'rtl' : firstStrong(within, 'ltr');

/** The direction of the first letter that has one, or `otherwise`. */
export function firstStrong(text: string, otherwise: Direction): Direction {
  for (const letter of text) {
    const kind = kindOf(letter);
    if (kind === 'R') return 'rtl';
    if (kind === 'L') return 'ltr';
  }
  return otherwise;
}

/** N: a digit, S: what stands between digits, T: what stands beside them, ?: any other sign. */
function kindOf(letter: string): Kind {
  if (/\p{Nd}/u.test(letter)) return 'N';
  if (/[.,:/\u00a0+-]/u.test(letter)) return 'S';
  if (/[#%°\p{Sc}]/u.test(letter)) return 'T';
  if (/\p{L}/u.test(letter)) return RIGHT.test(letter) ? 'R' : 'L';
  return '?';
}

/** A sign between digits, and one beside them, is of the number (W4, W5); others are signs. */
function joinNumbers(items: readonly Item[]): void {
  for (const [at, item] of items.entries()) {
    const isBetween = items[at - 1]?.kind === 'N' && items[at + 1]?.kind === 'N';
    if (item.kind === 'S') item.kind = isBetween ? 'N' : '?';
  }
  const besides = (list: readonly Item[]) => {
    for (const [at, item] of list.entries()) {
      if (item.kind === 'T' && list[at - 1]?.kind === 'N') item.kind = 'N';
    }
  };
  besides(items);
  besides(items.toReversed());
  for (const item of items) if (item.kind === 'T') item.kind = '?';
}

/** A number after a left-to-right letter is one (W7); signs go with both sides, or the line. */
function resolve(items: readonly Item[], base: Direction): void {
  const own: Kind = base === 'rtl' ? 'R' : 'L';
  let strong: Kind = own;
  for (const item of items) {
    if (item.kind === 'L' || item.kind === 'R') strong = item.kind;
    else if (item.kind === 'N' && strong === 'L') item.kind = 'L';
  }
  for (let at = 0; at < items.length; at += 1) {
    if (items[at]?.kind !== '?') continue;
    let end = at;
    while (items[end]?.kind === '?') end += 1;
    const [before, after] = [sideOf(items[at - 1], own), sideOf(items[end], own)];
    for (const item of items.slice(at, end)) item.kind = before === after ? before : own;
    at = end - 1;
  }
}

/** A number counts as right-to-left beside signs (N1). */
const sideOf = (item: Item | undefined, own: Kind): Kind =>
  item === undefined ? own : item.kind === 'N' ? 'R' : item.kind;

function setLevels(items: readonly Item[], base: Direction): void {
  for (const item of items) {
    if (item.inner) item.level = base === 'rtl' ? 1 : 0;
    else if (item.kind === 'R') item.level = 1;
    else if (item.kind === 'N') item.level = 2;
    else item.level = base === 'rtl' ? 2 : 0;
  }
}

type Piece = { text: string; level: number; inner?: readonly BidiRun[] };

function reordered(items: readonly Item[]): BidiRun[] {
  const pieces: Piece[] = [];
  for (const { text, level, inner } of items) {
    const last = pieces.at(-1);
    if (last && !last.inner && !inner && last.level === level) last.text += text;
    else pieces.push({ text, level, ...(inner && { inner }) });
  }
  for (let level = 2; level >= 1; level -= 1) turn(pieces, level);
  return pieces.flatMap(({ text, level, inner }) => {
    if (inner) return [...inner];
    return level % 2 === 1
      ? [{ text: mirrored(text), direction: 'rtl' as const }]
      : [{ text, direction: 'ltr' as const }];
  });
}

/** Turns each stretch of at least this level round (L2). */
function turn(pieces: Piece[], level: number): void {
  for (let at = 0; at < pieces.length; at += 1) {
    if ((pieces[at]?.level ?? 0) < level) continue;
    let end = at;
    while ((pieces[end]?.level ?? 0) >= level) end += 1;
    pieces.splice(at, end - at, ...pieces.slice(at, end).toReversed());
    at = end;
  }
}

const MIRROR: Readonly<Record<string, string>> = {
  ...{ '(': ')', ')': '(', '[': ']', ']': '[' },
  ...{ '<': '>', '>': '<', '«': '»', '»': '«' },
};

const mirrored = (text: string): string => text.replace(/[()[\]<>«»]/g, (one) => MIRROR[one] ?? '');
