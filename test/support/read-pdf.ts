import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF that this panel made, line by line: its streams unpacked, its glyphs named by
 * the tables that it carries. Right-to-left letters come in the order in which they are drawn.
 */
export function readPdf(pdf: Buffer): { text: string; pages: number; source: string } {
  const objects = objectsOf(pdf);
  const source = objects.map(({ head }) => head).join('\n');
  const byId = new Map(objects.map((one) => [one.id, one]));
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = '', id = ''] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(byId.get(Number(id))?.head ?? '')?.[1];
    const table = map === undefined ? undefined : byId.get(Number(map))?.stream;
    if (table) fonts.set(name, lettersOf(table));
  }
  const contents = objects
    .flatMap(({ head }) => /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? [])
    .map((id) => byId.get(Number(id))?.stream ?? '');
  const text = contents.map((content) => textOf(content, fonts)).join('\n\f\n');
  return { text, pages: contents.length, source };
}

type PdfObject = { id: number; head: string; stream: string | undefined };

function objectsOf(pdf: Buffer): PdfObject[] {
  const text = pdf.toString('latin1');
  return Array.from(text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)endobj/g), (match) => {
    const [, id = '', body = ''] = match;
    const [head = '', packed] = body.split(/\bstream\r?\n/);
    const bytes =
      packed === undefined
        ? undefined
        : Buffer.from(packed.slice(0, packed.lastIndexOf('\nendstream')), 'latin1');
    const isPacked = head.includes('/FlateDecode');
    const stream = bytes && (isPacked ? inflateSync(bytes) : bytes).toString('latin1');
    return { id: Number(id), head, stream };
  });
}

function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>();
  const range = /<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g;
  for (const [, from = '', , list = ''] of table.matchAll(range)) {
    for (const [at, [, hex = '']] of Array.from(list.matchAll(/<([0-9a-f ]*)>/g)).entries()) {
      const code = (parseInt(from, 16) + at).toString(16).padStart(4, '0');
      letters.set(code, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    }
  }
  return letters;
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const lines: { y: string; text: string }[] = [];
  let y = '';
  let font = '';
  const tokens =
    /([-\d.]+) ([-\d.]+) Td|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g;
  for (const [, , down, , place, name, shown] of content.matchAll(tokens)) {
    if (place !== undefined || down !== undefined) y = place ?? down ?? y;
    if (name !== undefined) font = name;
    if (shown === undefined) continue;
    const codes = Array.from(shown.matchAll(/<([0-9a-f]*)>/g), ([, hex = '']) => hex).join('');
    const letters = (codes.match(/.{4}/g) ?? []).map((code) => fonts.get(font)?.get(code) ?? '?');
    const last = lines.at(-1);
    if (last && last.y === y) last.text += letters.join('');
    else lines.push({ y, text: letters.join('') });
  }
  return lines.map(({ text }) => text).join('\n');
}
