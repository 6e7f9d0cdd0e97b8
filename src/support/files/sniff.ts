/** What a file is by its content; its name and what a browser calls it are the sender's to choose. */
export type Sniffed =
  | { type: 'image/png' | 'image/jpeg'; width: number; height: number; turn: Turn }
  | { type: 'application/pdf' | 'text/plain' };

/** How a camera was held, as EXIF counts it: 1 is upright. */
export type Turn = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Knows PNG, JPEG, PDF and plain text; anything else, SVG and HTML among it, is undefined. */
export function sniff(bytes: Buffer): Sniffed | undefined {
  if (bytes.subarray(0, 8).equals(PNG)) return readPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return bytes.subarray(-1_024).includes('%%EOF') ? { type: 'application/pdf' } : undefined;
  }
  return isPlainText(bytes) ? { type: 'text/plain' } : undefined;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function readPng(bytes: Buffer): Sniffed | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  return width > 0 && height > 0 ? { type: 'image/png', width, height, turn: 1 } : undefined;
}

const WITHOUT_LENGTH = new Set([0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8]);
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]); // C4, C8 and CC share the range of frames
const MOST_SEGMENTS = 500; // a camera writes some twenty

/** Walks the segments up to the frame, which says how large the picture is. */
function readJpeg(bytes: Buffer): Sniffed | undefined {
  let turn: Turn = 1;
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS && at + 4 <= bytes.length; segment += 1) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (WITHOUT_LENGTH.has(marker)) {
      at += 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2 || body.length < length - 2) return undefined;
    if (marker === 0xe1) turn = readTurn(body) ?? turn;
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)) {
      if (body.length < 6) return undefined;
      const [height, width] = [body.readUInt16BE(1), body.readUInt16BE(3)];
      return width > 0 && height > 0 ? { type: 'image/jpeg', width, height, turn } : undefined;
    }
    at += 2 + length;
  }
  return undefined;
}

const ORIENTATION = 0x0112;

/** The orientation in an Exif segment; a broken one has none. */
function readTurn(body: Buffer): Turn | undefined {
  if (body.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
  const tiff = body.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const first = u32(4);
    const entries = Math.min(u16(first), 200);
    for (let entry = 0; entry < entries; entry += 1) {
      const at = first + 2 + entry * 12;
      if (u16(at) !== ORIENTATION) continue;
      const value = u16(at + 8);
      return value >= 1 && value <= 8 ? (value as Turn) : undefined;
    }
  } catch {
    // It points beyond its end.
  }
  return undefined;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const CONTROLS = /[^\P{Cc}\t\n\r]/u;
// What a browser that ignores the type would run.
const MARKUP = /^\s*<(?:!doctype|\?xml|html|head|body|script|svg|iframe|!--)/i;

function isPlainText(bytes: Buffer): boolean {
  try {
    const text = UTF8.decode(bytes);
    return !CONTROLS.test(text) && !MARKUP.test(text);
  } catch {
    return false;
  }
}
