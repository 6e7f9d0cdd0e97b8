import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { HelperAnswer, HelperOrder } from '#platform/open-helper-thread.ts';
import { drawCard, type Card } from './draw-card.ts';
import { openTypeface, type Measure } from './typeface.ts';

/** Rendering takes a tenth of a second, which no request of another page may wait for. */
export type Drawing = { width: number } & ({ card: Card } | { svg: string });
type Order = HelperOrder<Drawing>;
type Rendered = HelperAnswer<Uint8Array>;

const BEARINGS = 0.06; // of both sides, which the bounds of what is seen leave out
const MEASURED_AT = 100; // pixels: large enough for its edges to be exact

const measure: Measure = (run, weight) => {
  const { family, text } = run;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="1000" y="120" ` +
    `font-size="${MEASURED_AT}" font-weight="${weight}" font-family="${family}">` +
    `${text}</text></svg>`;
  const resvg = new Resvg(svg, { font: { fontBuffers } });
  const width = (resvg.getBBox()?.width ?? 0) / MEASURED_AT;
  resvg.free();
  return width + BEARINGS;
};

// On Linux this is the thread's own: whoever orders goes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const face = openTypeface(measure);
const fontBuffers = [...face.files];
const program = fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'));
const ready = initWasm(readFileSync(program));

parentPort?.on('message', (order: Order) => {
  void ready.then(() => parentPort?.postMessage(render(order)));
});

function render({ id, work }: Order): Rendered {
  try {
    const svg = 'svg' in work ? work.svg : drawCard(work.card, face);
    const fitTo = { mode: 'width', value: work.width } as const;
    const resvg = new Resvg(svg, { font: { fontBuffers }, fitTo });
    const image = resvg.render();
    const png = image.asPng();
    image.free();
    resvg.free();
    return { id, result: png };
  } catch (error) {
    return { id, error: String(error) };
  }
}
