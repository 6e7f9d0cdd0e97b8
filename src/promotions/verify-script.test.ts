import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { seededRandom } from '#lib/seeded-random.ts';
import { FORGERIES, randomDraw } from '#test/support/draw-documents.ts';
import type { DrawDocument } from './draw.ts';
import { verifyScript } from './verify-script.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
  await writeFile(join(folder, 'verify.mjs'), verifyScript());
});
after(() => rm(folder, { recursive: true }));

/** As a stranger runs it: a process of its own, with nothing but the two files. */
async function run(draw: DrawDocument, ...more: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, 'entries.json');
  await writeFile(file, JSON.stringify(draw));
  return runWith([], [file, ...more]);
}

const runWith = (options: string[], given: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const all = [...options, join(folder, 'verify.mjs'), ...given];
    const child = execFile(process.execPath, all, { env: {} }, (_error, said, heard) =>
      resolve({ code: child.exitCode ?? -1, said: said + heard }),
    );
  });

describe('the script that strangers download', () => {
  test('It finds the winners that the server found, whatever the list is', async () => {
    const random = seededRandom(11);
    for (let n = 0; n < 12; n += 1) {
      const draw = randomDraw(random);
      const { code, said } = await run(draw);
      assert.equal(code, 0, said);
      for (const { place, ticket } of draw.winners) {
        assert.match(said, new RegExp(`place ${place}: .* to ${ticket}`));
      }
    }
  });

  for (const [what, forge] of FORGERIES) {
    test(`It says so when a draw is forged: ${what}`, async () => {
      const random = seededRandom(12);
      let draw = randomDraw(random);
      while (draw.winners.length < 2) draw = randomDraw(random);
      const { code, said } = await run(forge(draw));
      assert.equal(code, 1, said);
      assert.match(said, /^WRONG /m);
    });
  }

  test('It looks for your ticket, and says which prize it won', async () => {
    const random = seededRandom(13);
    let draw = randomDraw(random);
    while (draw.winners.length === 0) draw = randomDraw(random);
    const [winner] = draw.winners;
    assert.match((await run(draw, winner?.ticket ?? '')).said, /<- yours/);
    assert.equal((await run(draw, 'ab'.repeat(32))).code, 1);
  });

  test('Before the draw it checks what is known, and says that there is more to come', async () => {
    const draw = { ...randomDraw(seededRandom(14)), seed: null, salt: null, winners: [] };
    const { code, said } = await run(draw);
    assert.equal(code, 2, said);
    assert.match(said, /Not drawn yet/);
  });

  test('It asks drand whether the beacon is theirs', async () => {
    const draw = randomDraw(seededRandom(15), true);
    await writeFile(join(folder, 'entries.json'), JSON.stringify(draw));
    const saying = async (randomness: string) => {
      const text = JSON.stringify({ randomness });
      const code = `globalThis.fetch = async () => new Response(${JSON.stringify(text)})`;
      const option = `--import=data:text/javascript,${encodeURIComponent(code)}`;
      return runWith([option], [join(folder, 'entries.json')]);
    };
    assert.equal((await saying(draw.beacon?.randomness ?? '')).code, 0);
    const lie = await saying('00'.repeat(32));
    assert.match(lie.said, /WRONG drand says the same/);
    assert.equal(lie.code, 1);
  });
});
