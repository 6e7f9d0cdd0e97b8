import PDFDocument from 'pdfkit';
import { openPen, PAGE, type Pen } from './pen.ts';
import type { Column, Fact, Sheet } from './sheet.ts';

const MOST_ROWS = 400; // twice what an invoice has

/**
 * Draws a sheet as PDF: A4, tagged, with its language, its fonts within. The same sheet gives the
 * same bytes. It takes a tenth of a second and belongs beside the process's own work.
 */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: sheet.language,
    info: { Title: sheet.title, Producer: 'notpanel', Creator: 'notpanel', CreationDate: sheet.at },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const pen = openPen(doc, sheet.direction);
  drawHead(pen, sheet);
  drawParties(pen, sheet);
  drawTable(pen, sheet);
  drawTotals(pen, sheet.totals);
  drawNotes(pen, sheet.notes);
  pen.end(sheet.foot);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawHead(pen: Pen, { heading, number, facts }: Sheet): void {
  pen.down(20);
  pen.line('H1', [
    { text: heading, size: 24, weight: 600, from: 0, width: PAGE.width * 0.55 },
    { text: number, size: 11, from: PAGE.width * 0.55, width: PAGE.width * 0.45, isEnd: true },
  ]);
  pen.down(14);
  for (const { label, value } of facts) drawFact(pen, label, value);
  pen.down(18);
}

const LABEL = 150;

function drawFact(pen: Pen, label: string, value: string): void {
  pen.line('P', [
    { text: label, size: 9, isSoft: true, from: 0, width: LABEL },
    { text: value, size: 9, from: LABEL, width: PAGE.width - LABEL },
  ]);
  pen.down(3);
}

function drawParties(pen: Pen, { parties }: Sheet): void {
  if (parties.length === 0) return;
  pen.rule('hair');
  pen.down(12);
  const width = PAGE.width / parties.length - 16;
  const cells = parties.map(({ title, lines }, at) => ({
    from: (PAGE.width / parties.length) * at,
    width,
    title,
    lines,
  }));
  pen.line(
    'P',
    cells.map(({ title, from }) => ({ text: title, size: 8, isSoft: true, from, width })),
  );
  pen.down(4);
  pen.line(
    'P',
    cells.map(({ lines, from }) => ({ text: lines.join('\n'), size: 9.5, from, width })),
  );
  pen.down(22);
}

function drawTable(pen: Pen, { columns, rows }: Sheet): void {
  if (columns.length === 0) return;
  const places = placesOf(columns);
  const head = () => {
    pen.line(
      'TR',
      columns.map(({ title, isNumber = false }, at) => ({
        ...{ text: title, size: 8, isSoft: true, tag: 'TH', isEnd: isNumber },
        ...places(at),
      })),
    );
    pen.down(5);
    pen.rule('line');
    pen.down(6);
  };
  pen.table(head, () => {
    for (const row of rows.slice(0, MOST_ROWS)) {
      pen.line(
        'TR',
        row.map((text, at) => ({
          ...{ text, size: 9.5, tag: 'TD', isEnd: columns[at]?.isNumber ?? false },
          ...places(at),
        })),
      );
      pen.down(5);
      pen.rule('hair');
      pen.down(6);
    }
  });
  pen.down(6);
}

const GAP = 12;

function placesOf(columns: readonly Column[]): (at: number) => { from: number; width: number } {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const starts = columns.map((_, at) =>
    columns.slice(0, at).reduce((sum, { share }) => sum + share, 0),
  );
  return (at) => {
    const isLast = at === columns.length - 1;
    const width = (PAGE.width * (columns[at]?.share ?? 0)) / shares - (isLast ? 0 : GAP);
    return { from: (PAGE.width * (starts[at] ?? 0)) / shares, width };
  };
}

const TOTALS_FROM = PAGE.width * 0.45;

function drawTotals(pen: Pen, totals: readonly Fact[]): void {
  const width = PAGE.width - TOTALS_FROM;
  pen.together(totals.length * 20 + 20);
  for (const [at, { label, value }] of totals.entries()) {
    const isLast = at === totals.length - 1;
    const weight = isLast ? 600 : 400;
    const size = isLast ? 13 : 9.5;
    if (isLast) {
      pen.down(4);
      pen.rule('dashed', TOTALS_FROM);
      pen.down(10);
    }
    pen.line('P', [
      {
        text: label,
        size: isLast ? 10 : 9.5,
        weight,
        isSoft: !isLast,
        from: TOTALS_FROM,
        width: width * 0.5,
      },
      {
        text: value,
        size,
        weight,
        from: TOTALS_FROM + width * 0.4,
        width: width * 0.6,
        isEnd: true,
      },
    ]);
    pen.down(5);
  }
  pen.down(18);
}

function drawNotes(pen: Pen, notes: readonly string[]): void {
  for (const text of notes) {
    pen.line('P', [{ text, size: 8.5, isSoft: true, from: 0, width: PAGE.width * 0.8 }]);
    pen.down(4);
  }
}
