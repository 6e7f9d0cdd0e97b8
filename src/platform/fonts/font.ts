/** What is needed of a font to know how wide a text is. */
export type Font = {
  /** In ems; undefined for what it has no letter for. */
  advance(codePoint: number): number | undefined;
};

const LONG = 12; // the form of a character map that has every plane
const SHORT = 4;

/** Reads the widths of a font's letters; of each letter alone, without pairs and joins. */
export function openFont(font: Buffer): Font {
  const tables = tablesOf(font);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found) throw new Error(`the font has no ${tag}`);
    return found;
  };
  const unitsPerEm = table('head').readUInt16BE(18);
  const known = table('hhea').readUInt16BE(34);
  const widths = table('hmtx');
  const glyphOf = readMap(table('cmap'));
  return {
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      if (glyph === 0) return undefined;
      return widths.readUInt16BE(Math.min(glyph, known - 1) * 4) / unitsPerEm;
    },
  };
}

function tablesOf(font: Buffer): Map<string, Buffer> {
  const count = font.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, at) => {
      const entry = 12 + 16 * at;
      const offset = font.readUInt32BE(entry + 8);
      const length = font.readUInt32BE(entry + 12);
      return [font.toString('latin1', entry, entry + 4), font.subarray(offset, offset + length)];
    }),
  );
}

type GlyphOf = (codePoint: number) => number;

function readMap(cmap: Buffer): GlyphOf {
  const count = cmap.readUInt16BE(2);
  const maps = Array.from({ length: count }, (_, at) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * at + 4)),
  );
  const long = maps.find((map) => map.readUInt16BE(0) === LONG);
  if (long) return readLong(long);
  const short = maps.find((map) => map.readUInt16BE(0) === SHORT);
  if (!short) throw new Error('the font has no character map of a known form');
  return readShort(short);
}

function readLong(map: Buffer): GlyphOf {
  const groups = Array.from({ length: map.readUInt32BE(12) }, (_, at) => {
    const group = 16 + 12 * at;
    return {
      first: map.readUInt32BE(group),
      last: map.readUInt32BE(group + 4),
      glyph: map.readUInt32BE(group + 8),
    };
  });
  return (codePoint) => {
    const group = groups.find(({ first, last }) => codePoint >= first && codePoint <= last);
    return group ? group.glyph + codePoint - group.first : 0;
  };
}

function readShort(map: Buffer): GlyphOf {
  const twice = map.readUInt16BE(6);
  const [ends, starts] = [14, 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  return (codePoint) => {
    for (let at = 0; at < twice; at += 2) {
      if (codePoint > map.readUInt16BE(ends + at)) continue;
      const start = map.readUInt16BE(starts + at);
      if (codePoint < start) return 0;
      const delta = map.readUInt16BE(deltas + at);
      const offset = map.readUInt16BE(offsets + at);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = map.readUInt16BE(offsets + at + offset + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
