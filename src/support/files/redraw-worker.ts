import { readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** A picture in an SVG, and how wide the PNG of it may be. */
export type Drawing = { svg: string; width: number };
export type Drawn = { png: Uint8Array } | { fault: string };

// On Linux this is the thread's own: pages go first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const program = fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'));
await initWasm(readFileSync(program));
parentPort?.postMessage(draw(workerData as Drawing));

function draw({ svg, width }: Drawing): Drawn {
  try {
    const resvg = new Resvg(svg, { fitTo: { mode: 'width', value: width } });
    const image = resvg.render();
    // What cannot be decoded is left out without a word.
    return isBlank(image.pixels) ? { fault: 'nothing is to be seen' } : { png: image.asPng() };
  } catch (error) {
    return { fault: String(error) };
  }
}

function isBlank(rgba: Uint8Array): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 0) return false;
  return true;
}
