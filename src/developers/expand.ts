import { DIRECTIVES } from './directives/index.ts';
import type { Attributes, Piece, Sources } from './directives/directive.ts';

const DIRECTIVE = /^::([a-z-]+)(?:\{([^}]*)\})?$/;
const FENCE = /^(`{3,})/;

/** Prose in pieces: what was written as it is, and in the place of each directive what it makes. */
export function expand(prose: string, sources: Sources): Piece[] {
  const pieces: Piece[] = [];
  let written: string[] = [];
  let fence: string | undefined;
  const close = () => {
    if (written.some((line) => line !== '')) pieces.push({ markdown: written.join('\n') });
    written = [];
  };
  for (const line of prose.split('\n')) {
    const [, ticks] = FENCE.exec(line) ?? [];
    if (ticks !== undefined) fence = fence === undefined ? ticks : undefined;
    const [, name, attributes = ''] = fence === undefined ? (DIRECTIVE.exec(line) ?? []) : [];
    if (name === undefined) {
      written.push(line);
      continue;
    }
    close();
    const directive = DIRECTIVES[name];
    if (!directive) throw new Error(`there is no directive ${name}`);
    pieces.push(directive(readAttributes(attributes), sources));
  }
  close();
  return pieces;
}

const readAttributes = (text: string): Attributes =>
  Object.fromEntries(
    text
      .split(/\s+/)
      .filter((one) => one !== '')
      .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  );
