import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';

/** A line of what we promise, as `docs/engineering` has it. */
export type Promised = {
  /** `I4` at the beginning of a goal, or the name in `<!-- why: name -->`. */
  id: string;
  /** In the document's words. */
  goal: string;
  measured: string;
  /** Paths of the tests or programs that show it, from the root of the source. */
  proofs: readonly string[];
};

export type Shortfall = { title: string; text: string };

export type Promises = {
  promised: ReadonlyMap<string, Promised>;
  /** The goals that were not met. */
  notMet: readonly Shortfall[];
  /** What no test covers. */
  notCovered: string;
};

const ROOT = new URL('../../../', import.meta.url);
const FOLDER = 'docs/engineering';
const DOCUMENTS = ['reliability.md', 'performance.md'] as const;

let known: Promise<Promises> | undefined;

/** Reads the promises once a process: a release does not change while it runs. */
export const readPromises = (): Promise<Promises> => (known ??= read());

async function read(): Promise<Promises> {
  const texts = await Promise.all(
    DOCUMENTS.map((name) => readFile(new URL(`${FOLDER}/${name}`, ROOT), 'utf8')),
  );
  const all = texts.flatMap(promisedIn);
  return {
    promised: new Map(all.map((one) => [one.id, one])),
    notMet: texts.flatMap((text) => shortfallsIn(sectionOf(text, 'Goals not met'))),
    notCovered: texts
      .map((text) => plain(sectionOf(text, 'What is not covered')))
      .filter(Boolean)
      .join(' '),
  };
}

/** The paths among the proofs of a promise that are not there. */
export const missingProofs = ({ proofs }: Promised): string[] =>
  proofs.filter((path) => !existsSync(new URL(path, ROOT)));

/** The rows of all tables that begin with a goal's number or carry a mark. */
export function promisedIn(document: string): Promised[] {
  const found: Promised[] = [];
  let heads: string[] = [];
  for (const line of document.split('\n')) {
    if (!line.startsWith('|')) heads = [];
    else if (heads.length === 0) heads = cellsOf(line).map(plain);
    else {
      const promised = rowOf(heads, cellsOf(line));
      if (promised) found.push(promised);
    }
  }
  return found;
}

const MARK = /<!-- why: (?<id>[\w-]+)(?: (?<path>[\w./-]+))? -->/;
const NUMBERED = /^(?<id>[A-Z]\d+): /;

function rowOf(heads: readonly string[], cells: readonly string[]): Promised | undefined {
  const [first = ''] = cells;
  const mark = MARK.exec(first)?.groups;
  const id = mark?.['id'] ?? NUMBERED.exec(first)?.groups?.['id'];
  if (id === undefined) return undefined;
  const cell = (head: string) => cells[heads.indexOf(head)] ?? '';
  const path = mark?.['path'];
  const linked = [...cell('shown by').matchAll(/\]\((?<path>[^)#]+)/g)].map((link) =>
    posix.join(FOLDER, link.groups?.['path'] ?? ''),
  );
  return {
    id,
    goal: plain(first.replace(NUMBERED, '')),
    measured: plain(heads.includes('measured') ? cell('measured') : figuresOf(heads, cells)),
    proofs: path === undefined ? linked : [...linked, path],
  };
}

/** `new shop` and `p50, p99`, each with its head where the head says what it is. */
const figuresOf = (heads: readonly string[], cells: readonly string[]): string =>
  [cells[heads.indexOf('new shop')], latency(cells[heads.indexOf('p50, p99')])]
    .filter(Boolean)
    .join(', ');

const latency = (cell: string | undefined): string =>
  cell ? `p50 ${cell.replace(', ', ' ms, p99 ')}` : '';

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());

function shortfallsIn(section: string): Shortfall[] {
  return section
    .split(/^- /m)
    .slice(1)
    .map((item) => {
      const match = /^\*\*(?<title>.+?)\*\*:?\s*(?<text>.*)$/s.exec(item);
      return {
        title: plain(match?.groups?.['title'] ?? item),
        text: plain(match?.groups?.['text'] ?? ''),
      };
    });
}

function sectionOf(document: string, title: string): string {
  const [, after = ''] = document.split(`\n## ${title}\n`);
  return after.split('\n## ')[0] ?? '';
}

/** Markdown's marks taken out of a line or a paragraph. */
const plain = (text: string): string =>
  text
    .replace(/<!--.*?-->/g, '')
    .replace(/\[(?<said>[^\]]+)\]\([^)]*\)/g, '$<said>')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
