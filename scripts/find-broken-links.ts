import { posix } from 'node:path';

const LINK = /\[[^\]]*\]\(([^()\s]+)\)/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
const ELSEWHERE = /^([a-z]+:|\/)/i;

/** Links of Markdown files to files and headings of this repository that are not there. */
export function brokenLinks(pages: ReadonlyMap<string, string>, files: Iterable<string>): string[] {
  const known = new Set<string>();
  for (const file of files) {
    for (let path = file; path !== '.'; path = posix.dirname(path)) known.add(path);
  }
  const headings = new Map([...pages].map(([path, text]) => [path, anchorsOf(text)]));
  const found = [];
  for (const [path, text] of pages) {
    for (const [, link = ''] of text.replace(FENCE, '').matchAll(LINK)) {
      if (ELSEWHERE.test(link)) continue;
      const [file = '', anchor] = link.split('#');
      const target = file ? posix.join(posix.dirname(path), decodeURI(file)) : path;
      const there = known.has(target.replace(/\/$/, ''));
      const heading = !anchor || !headings.has(target) || headings.get(target)?.has(anchor);
      if (!there || !heading) found.push(`${path}: ${link} leads nowhere`);
    }
  }
  return found;
}

const NAMED = /\{#([\w-]+)\}$/; // as src/developers reads it

/** Headings as GitHub names them, or as they name themselves. */
function anchorsOf(text: string): Set<string> {
  const titles = text.replace(FENCE, '').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...titles].map(
      ([, title = '']) =>
        NAMED.exec(title)?.[1] ??
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .trim()
          .replaceAll(' ', '-'),
    ),
  );
}
