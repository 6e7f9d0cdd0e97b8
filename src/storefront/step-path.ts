import type { PriceHistory } from './read-price-history.ts';

export type StepPath = {
  /** Of an SVG path, as a line of steps from the left edge to the right. */
  readonly line: string;
  /** Where each step begins, in the order of the history. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
};

/**
 * Draws prices true to time, the lowest at the lower edge of the box and the highest at the upper
 * one, up to `until`. A price that never changed runs through the middle.
 */
export function stepPath(
  { steps, least, most }: PriceHistory,
  until: Date,
  { width, height }: { width: number; height: number },
): StepPath {
  const from = steps[0]?.at.getTime() ?? until.getTime();
  const span = Math.max(1, until.getTime() - from);
  const corners = steps.map(({ at, rate }) => ({
    x: round(Math.min(1, Math.max(0, (at.getTime() - from) / span)) * width),
    y:
      most === least
        ? height / 2
        : round(height - (Number(rate - least) / Number(most - least)) * height),
  }));
  const [first, ...others] = corners;
  const line = first
    ? `M${first.x} ${first.y}${others.map(({ x, y }) => `H${x}V${y}`).join('')}H${width}`
    : '';
  return { line, corners };
}

const round = (value: number): number => Math.round(value * 100) / 100;
