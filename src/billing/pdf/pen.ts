import { firstStrong, type Direction } from '#lib/bidi.ts';
import type { Weight } from '#platform/fonts/index.ts';
import { openLetters, type Letters } from './letters.ts';

/** Points; places are counted from the side where lines begin. */
const MARGIN = 56;
const SIZE = { width: 595.28, height: 841.89 } as const;
const BOTTOM = 78; // with the foot
export const PAGE = { width: SIZE.width - 2 * MARGIN } as const;

// The house's tokens of a sheet of paper: ink, soft ink, hairlines (web.md 10).
const INK = '#1d1915';
const SOFT = '#6b645c';
const HAIR = '#e4e1dc';
const ACCENT = '#e3411f';

export type Cell = {
  text: string;
  size: number;
  from: number;
  width: number;
  weight?: Weight;
  isSoft?: boolean;
  /** At the end of its width. */
  isEnd?: boolean;
  tag?: string;
};

type Rule = 'line' | 'hair' | 'dashed';

/** Writes from the top to the bottom, on as many pages as it takes. */
export type Pen = {
  line(tag: string, cells: readonly Cell[]): void;
  rule(kind: Rule, from?: number): void;
  down(by: number): void;
  /** Begins a new page unless there is room for that much. */
  together(height: number): void;
  /** Rows under a head that each page repeats. */
  table(head: () => void, rows: () => void): void;
  end(foot: readonly [start: string, end: string]): void;
};

const LEADING = 1.4;
const ASCENT = 0.78; // of the size, from the top of a line to where its letters stand

type Paper = {
  doc: PDFKit.PDFDocument;
  letters: Letters;
  direction: Direction;
  /** How far down the page is written on. */
  y: number;
  /** What the next row is a part of. */
  parent: PDFKit.PDFStructureElement;
  /** Stands again at the top of a new page. */
  repeat: (() => void) | undefined;
};

export function openPen(doc: PDFKit.PDFDocument, direction: Direction): Pen {
  const root = doc.struct('Document');
  doc.addStructure(root);
  const letters = openLetters(doc);
  const paper: Paper = { doc, letters, direction, y: 0, parent: root, repeat: undefined };
  addPage(paper);
  return {
    line: (tag, cells) => writeRow(paper, tag, cells),
    rule: (kind, from = 0) => drawRule(paper, kind, from),
    together: (height) => makeRoom(paper, height),
    down: (by) => void (paper.y += by),
    table: (head, rows) => writeTable(paper, head, rows),
    end(foot) {
      root.end();
      writeFeet(paper, foot);
    },
  };
}

function addPage(paper: Paper): void {
  paper.doc.addPage();
  paper.y = MARGIN;
  artifact(paper, () => paper.doc.rect(0, 0, SIZE.width, 4).fill(ACCENT));
  paper.repeat?.();
}

function makeRoom(paper: Paper, height: number): void {
  if (paper.y + height > SIZE.height - BOTTOM) addPage(paper);
}

/** What readers of the text leave out. */
function artifact({ doc }: Paper, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function writeRow(paper: Paper, tag: string, cells: readonly Cell[]): void {
  const { doc, letters } = paper;
  const wrapped = cells.map((cell) => ({
    cell,
    lines: letters.wrap(cell.text, cell.weight ?? 400, cell.size, cell.width),
  }));
  const heights = wrapped.map(({ cell, lines }) => lines.length * cell.size * LEADING);
  const height = Math.max(...heights);
  makeRoom(paper, height);
  // Letters of two sizes stand on one line.
  const largest = Math.max(...cells.map(({ size }) => size));
  const row = doc.struct(tag);
  paper.parent.add(row);
  for (const { cell, lines } of wrapped) {
    const top = paper.y + (largest - cell.size) * ASCENT;
    const draw = () => writeCell(paper, cell, lines, top);
    row.add(doc.struct(cell.tag ?? 'Span', said(cell.text), draw));
  }
  row.end();
  paper.y += height;
}

/** Letters that run from right to left are drawn turned round: readers are told the text itself. */
const said = (text: string): { actual?: string } =>
  /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? { actual: text } : {};

function writeCell(paper: Paper, cell: Cell, lines: readonly string[], top: number): void {
  const { doc, letters, direction } = paper;
  const { size, weight = 400, from, width, isEnd = false } = cell;
  const isRight = isEnd === (direction === 'ltr');
  for (const [at, line] of lines.entries()) {
    const indent = isRight ? width - letters.widthOf(line, weight, size) : 0;
    const x = leftOf(paper, from, width) + indent;
    const y = top + size * (ASCENT + LEADING * at) + 1;
    doc.fillColor(cell.isSoft ? SOFT : INK);
    letters.write(line, weight, size, x, y, firstStrong(line, direction));
  }
}

const leftOf = ({ direction }: Paper, from: number, width: number): number =>
  direction === 'rtl' ? SIZE.width - MARGIN - from - width : MARGIN + from;

function drawRule(paper: Paper, kind: Rule, from: number): void {
  const { doc, y } = paper;
  const width = PAGE.width - from;
  const left = leftOf(paper, from, width);
  artifact(paper, () => {
    doc.lineWidth(kind === 'line' ? 0.9 : 0.6).strokeColor(kind === 'hair' ? HAIR : INK);
    doc.moveTo(left, y).lineTo(left + width, y);
    if (kind === 'dashed') doc.dash(2.5, { space: 2.5 });
    doc.stroke().undash();
  });
}

const FIRST_ROWS = 60; // a head stands with a row under it

function writeTable(paper: Paper, head: () => void, rows: () => void): void {
  const whole = paper.parent;
  const table = paper.doc.struct('Table');
  whole.add(table);
  paper.parent = table;
  makeRoom(paper, FIRST_ROWS);
  head();
  paper.repeat = head;
  rows();
  paper.repeat = undefined;
  paper.parent = whole;
  table.end();
}

function writeFeet(paper: Paper, foot: readonly [start: string, end: string]): void {
  const { count } = paper.doc.bufferedPageRange();
  const width = PAGE.width / 2;
  for (let page = 0; page < count; page += 1) {
    paper.doc.switchToPage(page);
    artifact(paper, () => {
      for (const [at, words] of foot.entries()) {
        const text = words.replace('{page}', `${page + 1}`).replace('{pages}', `${count}`);
        const cell = { text, size: 8, isSoft: true, isEnd: at === 1, from: width * at, width };
        writeCell(paper, cell, [text], SIZE.height - 46);
      }
    });
  }
}
