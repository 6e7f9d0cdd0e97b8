import {
  checkDraw,
  commitmentOf,
  drawKeyOf,
  listHashOf,
  rankTickets,
  sha256,
  ticketOf,
} from './draw.ts';
import { verifyMain } from './verify-main.ts';

type Part = [code: (...given: never[]) => unknown, why: string];

// Node strips types when it loads a file, so a function's text is JavaScript that any Node runs.
const PARTS: readonly Part[] = [
  [sha256, 'SHA-256 of a text, in hexadecimal.'],
  [commitmentOf, 'The terms as they were fixed at the opening, a line each.'],
  [ticketOf, 'Entry 1, 2, 3 … has the ticket that follows from the salt.'],
  [listHashOf, 'The list: all tickets in order, a line each.'],
  [drawKeyOf, 'The key of the draw: the seed, the list, its length, and the beacon.'],
  [rankTickets, 'The smallest hash of key and ticket wins the first prize, and so on.'],
  [checkDraw, 'All of it.'],
  [verifyMain, 'Reads the published document, says what holds, and asks drand for its part.'],
];

const HEAD = `// Checks a giveaway of this panel, on your machine, with Node.js 18 or newer and nothing else:
//
//   node verify.mjs <address of entries.json, or a file> [your ticket]
//
// These functions are the ones that the panel drew with. Read them: there are few. The exit code is
// 0 when the draw is right, 1 when it is not, and 2 when it is not drawn yet.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';`;

/** The script that strangers re-check a draw with: the very functions of `draw.ts`, types taken out. */
export function verifyScript(): string {
  const parts = PARTS.map(([code, why]) => `// ${why}\n${withoutHoles(String(code))}`);
  return `${[HEAD, ...parts, 'await verifyMain(process.argv.slice(2));'].join('\n\n')}\n`;
}

/** Where types stood there are runs of spaces now. */
const withoutHoles = (code: string): string =>
  code
    .replace(/(?<=\S) {2,}/g, ' ')
    .replace(/(?<=\S) (?=[,)])/g, '')
    .replace(/ +$/gm, '');
