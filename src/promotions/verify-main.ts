import { readFile } from 'node:fs/promises';
import { checkDraw, type DrawDocument } from './draw.ts';

/**
 * The part of the re-check that asks and prints. It runs on a stranger's machine only: there it
 * stands in one file with the functions of `draw.ts`.
 */
export async function verifyMain([source, ticket]: readonly string[]): Promise<void> {
  const say = (line: string) => process.stdout.write(line + '\n');
  if (!source) {
    say('usage: node verify.mjs <address of entries.json, or a file> [your ticket]');
    process.exitCode = 1;
    return;
  }
  const text = /^https?:/.test(source)
    ? await (await fetch(source)).text()
    : await readFile(source, 'utf8');
  const draw: DrawDocument = JSON.parse(text);
  say('The commitment is ' + draw.commitment + ': is it the one you saw at the opening?');
  const checks = checkDraw(draw);
  if (ticket) {
    const isThere = draw.tickets.includes(ticket);
    checks.push({ what: 'your ticket is on the list', ok: isThere });
  }
  if (draw.beacon !== null) {
    const { round, randomness } = draw.beacon;
    const chain = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';
    const url = 'https://api.drand.sh/' + chain + '/public/' + round;
    try {
      const said = await (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text();
      checks.push({ what: 'drand says the same', ok: JSON.parse(said).randomness === randomness });
    } catch {
      say(
        '?'.padEnd(6) +
          'drand could not be asked. Compare by hand: ' +
          url +
          ' must say ' +
          randomness,
      );
    }
  }
  for (const { what, ok } of checks) say((ok ? 'ok' : 'WRONG').padEnd(6) + what);
  const isRight = checks.every(({ ok }) => ok);
  if (draw.seed === null) {
    say(isRight ? 'Not drawn yet: so far everything is right.' : 'Something is wrong.');
    process.exitCode = isRight ? 2 : 1;
    return;
  }
  for (const { place, prize, ticket: won } of draw.winners) {
    const mine = won === ticket ? ' <- yours' : '';
    say('place ' + place + ': ' + prize + ' ' + draw.terms.currency + ' to ' + won + mine);
  }
  say(isRight ? 'The draw is right.' : 'The draw is NOT right.');
  process.exitCode = isRight ? 0 : 1;
}
