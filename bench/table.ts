/** Rows under a head; the first column to the left, columns of figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], isHead: boolean) =>
    cells
      .map((cell, column) => {
        const width = widths[column] as number;
        const figure = isHead ? isFigure(rows[0]?.[column] ?? '') : isFigure(cell);
        return column > 0 && figure ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  return [line(head, true), line(rule, false), ...rows.map((row) => line(row, false)), ''].join(
    '\n',
  );
}

const isFigure = (cell: string) => /^[\d.,]+( ?(%|×|ms|s|MB|\/s))?$/.test(cell) || cell === '';

/** 12345.6 → `12,346`; below 100 with decimals. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '';
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
