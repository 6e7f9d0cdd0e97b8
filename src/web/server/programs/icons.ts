import type { Renderer } from '../pictures/open-renderer.ts';
import type { ProgramFile } from './program-file.ts';

export const ICON_SIZES = [192, 512] as const;

const WEEK_S = 604_800;
const TOUCH_SIZE = 180;
const ICO_SIZE = 32;

// The mark of ui/mark.tsx without its round corners: systems cut icons into shapes of their own.
const FULL =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 30 30">' +
  '<rect x="-3" y="-3" width="30" height="30" fill="#1d1915"/>' +
  '<path d="M7.5 17V7.5h2l5 6.6V9.8h2V17h-2l-5-6.6V17z" fill="#fbfaf7"/>' +
  '<circle cx="17.2" cy="6.8" r="1.9" fill="#e0452b"/></svg>';
const ROUND =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">' +
  '<rect width="24" height="24" rx="6" fill="#1d1915"/>' +
  '<path d="M7.5 17V7.5h2l5 6.6V9.8h2V17h-2l-5-6.6V17z" fill="#fbfaf7"/>' +
  '<circle cx="17.2" cy="6.8" r="1.9" fill="#e0452b"/></svg>';

/** The sizes of the mark as PNG, by their address. */
export const ICONS: Readonly<Record<string, number>> = {
  '/apple-touch-icon.png': TOUCH_SIZE,
  ...Object.fromEntries(ICON_SIZES.map((size) => [`/icon-${size}.png`, size])),
};

/** The mark for systems that take no SVG. */
export async function icon(renderer: Renderer, size: number): Promise<ProgramFile> {
  const body = await renderer.render({ svg: FULL }, size);
  return { type: 'image/png', body, seconds: WEEK_S };
}

/** The same in the container that old browsers ask for by name. */
export async function favicon(renderer: Renderer): Promise<ProgramFile> {
  const png = await renderer.render({ svg: ROUND }, ICO_SIZE);
  const head = Buffer.alloc(22);
  for (const [value, at] of [
    ...[
      [1, 2],
      [1, 4],
    ], // an icon, one picture
    ...[
      [1, 10],
      [32, 12],
    ], // colour planes, bits of a dot
  ] as const) {
    head.writeUInt16LE(value, at);
  }
  head.writeUInt8(ICO_SIZE, 6);
  head.writeUInt8(ICO_SIZE, 7);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return { type: 'image/x-icon', body: Buffer.concat([head, png]), seconds: WEEK_S };
}
