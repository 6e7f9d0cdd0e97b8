import type { PlatformSpread } from 'notpanel/storefront/index.ts';

export type DotRow = { completed: string; partial: string; xOf(seconds: number): number };

const WIDTH = 1_000;
const MIDDLE = 22;
const HALF = 17; // dots stay that close to the middle of their row
const BIN = 8; // about the width of a dot
const APART = 5;

// Each about six times the one before, so that they stand at about equal distances.
const TICKS = [1, 6, 30, 180, 900, 3_600, 21_600, 86_400, 604_800, 2_592_000] as const;
const LEAST_TICKS = 4;

/** The scale: from the last tick below the shortest to the first above the longest. */
export function ticksFor(seconds: readonly number[]): number[] {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
  const from = Math.max(
    0,
    TICKS.findLastIndex((tick) => tick <= least),
  );
  const above = TICKS.findIndex((tick) => tick >= most);
  const until = above === -1 ? TICKS.length : Math.max(above + 1, from + LEAST_TICKS);
  return TICKS.slice(Math.min(from, TICKS.length - LEAST_TICKS), until);
}

/** Between two ticks the scale is logarithmic; the ticks themselves are equally far apart. */
function place(seconds: number, ticks: readonly number[]): number {
  const last = ticks.length - 1;
  const at = Math.min(
    Math.max(
      0,
      ticks.findLastIndex((tick) => tick <= seconds),
    ),
    last - 1,
  );
  const [low = 1, high = 1] = [ticks[at], ticks[at + 1]];
  const share = Math.log(seconds / low) / Math.log(high / low);
  return Math.round(((at + Math.min(Math.max(share, 0), 1)) / last) * WIDTH);
}

/** Puts dots that would lie on each other above and below, nearer together where there are many. */
export function layOut({ orders }: PlatformSpread, ticks: readonly number[]): DotRow {
  const bins = new Map<number, { x: number; partial: boolean }[]>();
  for (const { seconds, status } of orders) {
    const x = place(seconds, ticks);
    const bin = Math.round(x / BIN);
    bins.set(bin, [...(bins.get(bin) ?? []), { x, partial: status === 'partial' }]);
  }
  const dots = [...bins.values()].flatMap((bin) => {
    const apart = Math.min(APART, (2 * HALF) / Math.max(1, bin.length - 1));
    const top = MIDDLE - ((bin.length - 1) * apart) / 2;
    return bin.map(({ x, partial }, at) => ({ x, y: round(top + at * apart), partial }));
  });
  const path = (wanted: boolean) =>
    dots
      .filter(({ partial }) => partial === wanted)
      .map(({ x, y }) => `M${x} ${y}h0`)
      .join('');
  return { completed: path(false), partial: path(true), xOf: (seconds) => place(seconds, ticks) };
}

const round = (value: number): number => Math.round(value * 10) / 10;
