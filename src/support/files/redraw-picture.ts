import { Worker } from 'node:worker_threads';
import { AppError } from '#lib/errors.ts';
import type { Drawing, Drawn } from './redraw-worker.ts';
import type { Sniffed, Turn } from './sniff.ts';

type Picture = Extract<Sniffed, { width: number }>;

// Decoded, a pixel takes four bytes, twice: some 200 MB, and a second of one core.
export const MOST_PIXELS = 24_000_000;
const LONGEST_SIDE = 20_000;
const MOST_BYTES = 4 * 1_024 * 1_024; // of what is stored; noise is drawn smaller until it fits
// Letters on a screen stay sharp; a photo is to be recognised.
const SHOWN_SIDE = { 'image/png': 2_560, 'image/jpeg': 1_600 } as const;
const LEAST_SIDE = 400;
const MOST_MS = 15_000; // twenty times what the largest picture took
const AT_ONCE = 2;
const MOST_WAITING = 20;
const PROGRAM = new URL('./redraw-worker.ts', import.meta.url);

/**
 * Draws a picture anew as PNG: upright, of a bounded size, without anything that it said of its
 * maker or place. Each has a worker of its own, which takes its memory along. Answers undefined for
 * what is too large or no picture; refuses `unavailable` when too many wait.
 */
export async function redrawPicture(bytes: Buffer, picture: Picture): Promise<Buffer | undefined> {
  const { type, width, height } = picture;
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) return undefined;
  const href = `data:${type};base64,${bytes.toString('base64')}`;
  const svg = upright(picture, href);
  const isSideways = picture.turn > 4;
  const [wide, high] = isSideways ? [height, width] : [width, height];
  const release = await take();
  try {
    for (let side: number = SHOWN_SIDE[type]; side >= LEAST_SIDE; side = Math.floor(side / 1.5)) {
      const scale = Math.min(1, side / Math.max(wide, high));
      const png = await draw({ svg, width: Math.max(1, Math.round(wide * scale)) });
      if (!png || png.length <= MOST_BYTES) return png;
    }
    return undefined;
  } finally {
    release();
  }
}

/** What undoes each way of holding a camera, for a picture of that width and height. */
const TURNS: Readonly<Record<Turn, (width: number, height: number) => string>> = {
  1: () => '1 0 0 1 0 0',
  2: (width) => `-1 0 0 1 ${width} 0`,
  3: (width, height) => `-1 0 0 -1 ${width} ${height}`,
  4: (_, height) => `1 0 0 -1 0 ${height}`,
  5: () => '0 1 1 0 0 0',
  6: (_, height) => `0 1 -1 0 ${height} 0`,
  7: (width, height) => `0 -1 -1 0 ${height} ${width}`,
  8: (width) => `0 -1 1 0 0 ${width}`,
};

function upright({ width, height, turn }: Picture, href: string): string {
  const [wide, high] = turn > 4 ? [height, width] : [width, height];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}">` +
    `<image transform="matrix(${TURNS[turn](width, height)})" width="${width}"` +
    ` height="${height}" preserveAspectRatio="none" href="${href}"/></svg>`
  );
}

let busy = 0;
const waiting: (() => void)[] = [];

async function take(): Promise<() => void> {
  if (busy >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) {
      throw new AppError('unavailable', 'too many pictures are sent at once: try again shortly');
    }
    await new Promise<void>((go) => waiting.push(go));
  }
  busy += 1;
  return () => {
    busy -= 1;
    waiting.shift()?.();
  };
}

function draw(drawing: Drawing): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const worker = new Worker(PROGRAM, { workerData: drawing });
    worker.unref();
    const end = (png?: Buffer) => {
      clearTimeout(clock);
      done(png);
      void worker.terminate();
    };
    const clock = setTimeout(end, MOST_MS);
    worker.on('message', (drawn: Drawn) =>
      end('png' in drawn ? Buffer.from(drawn.png) : undefined),
    );
    worker.on('error', () => end());
    worker.on('exit', () => end());
  });
}
