import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from './table.ts';

// Where a server's time went: self time by function and by part of the program, read from the
// .cpuprofile files that `node --cpu-prof` leaves behind.

type Profile = {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};
type Frame = { functionName: string; url: string; lineNumber: number };

export type Summary = {
  /** Milliseconds outside `(idle)`. */
  busyMs: number;
  idleMs: number;
  functions: { name: string; place: string; selfMs: number; totalMs: number }[];
  parts: { name: string; selfMs: number }[];
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IDLE = '(idle)';
const SHOWN = 30;

/** Adds up self and total time of a V8 CPU profile; recursion counts once in the total. */
export function summarise(profile: Profile): Summary {
  const selfUs = new Map<number, number>();
  for (const [index, id] of profile.samples.entries()) {
    selfUs.set(id, (selfUs.get(id) ?? 0) + Math.max(0, profile.timeDeltas[index] ?? 0));
  }
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map<string, Summary['functions'][number]>();
  const parts = new Map<string, number>();
  let idleMs = 0;
  let busyMs = 0;

  const visit = (id: number, above: ReadonlySet<string>): number => {
    const node = nodes.get(id);
    if (!node) return 0;
    const self = (selfUs.get(id) ?? 0) / 1000;
    const { functionName: name, url, lineNumber } = node.callFrame;
    const place = placeOf(url);
    const key = `${name} ${place}:${lineNumber}`;
    const inside = new Set(above).add(key);
    let total = self;
    for (const child of node.children ?? []) total += visit(child, inside);
    if (name === IDLE) idleMs += self;
    else {
      busyMs += self;
      const part = url === '' ? name || '(native)' : partOf(place);
      parts.set(part, (parts.get(part) ?? 0) + self);
      const line = url === '' ? '' : `${place}:${lineNumber + 1}`;
      const known = functions.get(key) ?? { name, place: line, selfMs: 0, totalMs: 0 };
      known.selfMs += self;
      if (!above.has(key)) known.totalMs += total;
      functions.set(key, known);
    }
    return total;
  };
  const root = profile.nodes[0];
  if (root) visit(root.id, new Set());

  return {
    busyMs,
    idleMs,
    functions: [...functions.values()].toSorted((a, b) => b.selfMs - a.selfMs),
    parts: [...parts]
      .map(([name, selfMs]) => ({ name, selfMs }))
      .toSorted((a, b) => b.selfMs - a.selfMs),
  };
}

/** The summary of every profile in a folder, as text. */
export async function readProfiles(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const texts = files.toSorted().map(async (file) => {
    const text = await readFile(path.join(folder, file), 'utf8');
    return `${path.join(folder, file)}\n${asText(summarise(JSON.parse(text) as Profile))}`;
  });
  return (await Promise.all(texts)).join('\n');
}

function asText({ busyMs, idleMs, parts, functions }: Summary): string {
  const share = (ms: number) => `${((100 * ms) / busyMs).toFixed(1)} %`;
  return [
    `${(busyMs / 1000).toFixed(1)} s busy, ${(idleMs / 1000).toFixed(1)} s idle\n`,
    table(
      ['part', 'self'],
      parts.slice(0, SHOWN).map((part) => [part.name, share(part.selfMs)]),
    ),
    table(
      ['function', 'self', 'total', 'where'],
      functions
        .slice(0, SHOWN)
        .map((one) => [
          one.name || '(anonymous)',
          share(one.selfMs),
          share(one.totalMs),
          one.place,
        ]),
    ),
  ].join('\n');
}

const placeOf = (url: string): string =>
  url.startsWith('file://') ? path.relative(ROOT, fileURLToPath(url)) : url;

/** A package, a folder of `src`, or what Node names itself. */
function partOf(place: string): string {
  const installed = place.lastIndexOf('node_modules/');
  if (installed >= 0) {
    const [scope = '', name = ''] = place.slice(installed + 'node_modules/'.length).split('/');
    return scope.startsWith('@') ? `${scope}/${name}` : scope;
  }
  return place.split('/').slice(0, 2).join('/');
}

if (import.meta.main) {
  process.stdout.write(await readProfiles(process.argv[2] ?? 'bench/results/profile'));
}
