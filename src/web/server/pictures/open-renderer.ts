import { openHelperThread } from '#platform/open-helper-thread.ts';
import type { Card } from './draw-card.ts';
import type { Drawing } from './render-worker.ts';

/** Makes PNG of SVG beside the process's own work; refuses `unavailable` when too many wait. */
export type Renderer = {
  render(picture: { card: Card } | { svg: string }, width: number): Promise<Buffer>;
};

const PROGRAM = new URL('./render-worker.ts', import.meta.url);

export function openRenderer(): Renderer {
  const thread = openHelperThread<Drawing, Uint8Array>(PROGRAM, {
    mostWaiting: 40, // some four seconds of one core
    idleMs: 20_000, // a worker holds some 60 MB
  });
  return { render: async (picture, width) => Buffer.from(await thread.run({ ...picture, width })) };
}
