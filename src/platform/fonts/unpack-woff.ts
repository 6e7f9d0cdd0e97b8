import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * A font as programs read it, from the compressed form that browsers are given (WOFF 1.0). It is
 * given a name of its own: files of one family that hold a script each are told apart by nothing.
 */
export function unpackWoff(woff: Buffer, family: string): Buffer {
  if (woff.readUInt32BE(0) !== WOFF) throw new Error('this is not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, at) => readTable(woff, at)).map((table) =>
    table.tag === 'name' ? { ...table, data: nameTable(family) } : table,
  );
  const head = Buffer.alloc(SFNT_HEADER + SFNT_ENTRY * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0); // what kind of outlines
  head.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  head.writeUInt16BE(power * SFNT_ENTRY, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * SFNT_ENTRY, 10);
  const parts = [head];
  let offset = head.length;
  for (const [at, { tag, checksum, data }] of tables.entries()) {
    const entry = SFNT_HEADER + SFNT_ENTRY * at;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum, entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]); // on words of 4 bytes
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function readTable(woff: Buffer, at: number) {
  const entry = WOFF_HEADER + WOFF_ENTRY * at;
  const offset = woff.readUInt32BE(entry + 4);
  const packed = woff.readUInt32BE(entry + 8);
  const length = woff.readUInt32BE(entry + 12);
  const bytes = woff.subarray(offset, offset + packed);
  return {
    tag: woff.toString('latin1', entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    data: packed < length ? inflateSync(bytes) : Buffer.from(bytes),
  };
}

// In the order in which a name table must have them: family, style, full name, PostScript name.
const NAMES: readonly (readonly [id: number, nameOf: (family: string) => string])[] = [
  [1, (family) => family],
  [2, () => 'Regular'],
  [4, (family) => family],
  [6, (family) => family],
];
const NAME_HEADER = 6;
const NAME_ENTRY = 12;

function nameTable(family: string): Buffer {
  const texts = NAMES.map(([, nameOf]) => Buffer.from(nameOf(family), 'utf16le').swap16());
  const head = Buffer.alloc(NAME_HEADER + NAME_ENTRY * NAMES.length);
  head.writeUInt16BE(NAMES.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  for (const [at, [id]] of NAMES.entries()) {
    const entry = NAME_HEADER + NAME_ENTRY * at;
    const length = texts[at]?.length ?? 0;
    const fields = [3, 1, 0x409, id, length, offset]; // Windows, Unicode, English
    for (const [place, field] of fields.entries()) head.writeUInt16BE(field, entry + 2 * place);
    offset += length;
  }
  return Buffer.concat([head, ...texts]);
}
